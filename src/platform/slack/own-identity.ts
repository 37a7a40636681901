import type { Logger } from '../log.js';
import type { Identity, Messenger } from './messenger.js';
import { SlackFailure } from './slack-failure.js';

type IdentityOptions = {
  readonly onAccepted: (identity: Identity) => Promise<void>;
  readonly onRefused: (failure: SlackFailure) => Promise<void>;
  readonly log: Logger;
};

/** Who the token belongs to, asked at the start and while it is refused; a refusal ends nothing, it is noted. */
export function createIdentity(messenger: Messenger, { onAccepted, onRefused, log }: IdentityOptions) {
  let identity: Identity | null = null;
  const ask = async (): Promise<Identity | null> => {
    try {
      return await messenger.whoAmI();
    } catch (error) {
      log.warn('Slack did not say who we are', { err: error });
      if (error instanceof SlackFailure && error.kind === 'token') await onRefused(error);
      return null;
    }
  };
  return {
    known: () => identity,
    async find() {
      const answer = await ask();
      if (!answer) return;
      identity = answer;
      await onAccepted(answer);
    },
  };
}
