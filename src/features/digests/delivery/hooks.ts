import type { Logger } from '../../../platform/log.js';
import { isTold } from '../../../platform/outbox/arrivals/repository.js';
import type { Delivery, DeliveryKind, OutboxHooks } from '../../../platform/outbox/delivery.js';
import type { Messenger } from '../../../platform/slack/messenger.js';
import type { SlackFailure } from '../../../platform/slack/slack-failure.js';
import { type Committee, listCommittees } from '../../committees/public.js';
import { noteAccount } from '../../people/public.js';
import { type DigestRecord, findDigestById } from '../repository.js';
import { type ComposerDeps, composeDelivery } from './composer.js';
import { digestPlaces, type NoticeDeps, tellChair, tellOperators } from './notices.js';
import { type PublicationDeps, publishWhenAllArrived } from './publication.js';

export type HookDeps = ComposerDeps &
  NoticeDeps &
  PublicationDeps & {
    readonly log: Logger;
    readonly messenger: Pick<Messenger, 'userFacts'>;
    /** What other features put into the outbox, by the `kind` of its payload. */
    readonly otherKinds: Readonly<Record<string, DeliveryKind>>;
  };

const givenUpPrefix = 'given-up:';

/** What happens around each delivery: a digest becomes published, a chair hears why it cannot, operators hear of a dead token. */
export function createOutboxHooks(deps: HookDeps): OutboxHooks {
  const otherKind = (delivery: Delivery) => deps.otherKinds[payloadKind(delivery)];
  return {
    compose: (delivery, options) =>
      otherKind(delivery)?.compose(delivery, options) ?? composeDelivery(deps, delivery, options),
    async onSettled(delivery, state) {
      if (state === 'sent') await noteTokenWorks(deps);
      if (delivery.digestId) await publishWhenAllArrived(deps, delivery.digestId);
      await otherKind(delivery)?.onSettled?.(delivery, state);
    },
    async onPlaceRefused(delivery, failure) {
      await reportPlace(deps, delivery, failure);
      await otherKind(delivery)?.onPlaceRefused?.(delivery, failure);
    },
    async isNobody({ destination: { id } }) {
      const facts = await deps.messenger.userFacts(id).catch(() => null);
      if (facts) await noteAccount(deps, facts, 'look');
      return facts?.isDeleted ?? false;
    },
    async onMessageGone(delivery) {
      await otherKind(delivery)?.onMessageGone?.(delivery);
    },
    async onTokenRefused(failure) {
      await noteTokenRefused(deps, failure);
    },
    async onGivenUp(delivery, reason, { isSlackReason }) {
      deps.metrics.digestFailed();
      deps.log.error('a message was given up', { delivery: delivery.key, reason });
      // A notice about a notice would fail as it did, and so on without end.
      if (delivery.key.startsWith(givenUpPrefix)) return;
      await tellOperators(deps, {
        key: `${givenUpPrefix}${delivery.key}`,
        wording: (say) => say(isSlackReason ? 'delivery.givenUp' : 'delivery.setAside', { key: delivery.key, reason }),
      });
    },
  };
}

function payloadKind({ payload }: Delivery): string {
  return String((JSON.parse(payload) as { readonly kind?: unknown }).kind);
}

async function reportPlace(deps: HookDeps, delivery: Delivery, failure: SlackFailure): Promise<void> {
  const subject = delivery.digestId ? await subjectOf(deps, delivery.digestId) : null;
  deps.log.warn('a place cannot be written to', { delivery: delivery.key, reason: failure.slackError });
  if (!subject) return;
  const { committee, digest } = subject;
  await tellChair(deps, committee, {
    key: `place:${digest.id}`,
    wording: (say, reader) =>
      say('delivery.place', {
        ...digestPlaces(committee, digest, reader),
        channel: delivery.destination.id,
        reason: failure.slackError ?? 'unknown',
      }),
  });
}

async function subjectOf(
  deps: HookDeps,
  digestId: string,
): Promise<{ committee: Committee; digest: DigestRecord } | null> {
  const digest = await findDigestById(deps.database.client, digestId);
  const committees = await listCommittees(deps.database.client, deps.workspaceId);
  const committee = committees.find(({ id }) => id === digest?.committeeId);
  return digest && committee ? { committee, digest } : null;
}

/** Writes down that Slack refuses the token, once; `/readyz` and `doctor` read it from the store. */
export async function noteTokenRefused(
  deps: Pick<HookDeps, 'database' | 'workspaceId' | 'nowMs' | 'log'>,
  failure: SlackFailure,
): Promise<void> {
  const { count } = await deps.database.client.workspace.updateMany({
    where: { id: deps.workspaceId, tokenRevokedAt: null },
    data: { tokenRevokedAt: new Date(deps.nowMs()) },
  });
  if (count > 0) {
    deps.log.error('Slack refuses the token: set a new SLACK_BOT_TOKEN and restart; nothing is lost', {
      reason: failure.slackError,
    });
  }
}

/** Nobody could be told while the token was dead, so they are told now; nothing happens where it was not. */
export async function noteTokenWorks(deps: NoticeDeps): Promise<void> {
  const workspace = await deps.database.client.workspace.findUnique({ where: { id: deps.workspaceId } });
  const since = workspace?.tokenRevokedAt;
  if (!since) return;
  const { count } = await deps.database.client.workspace.updateMany({
    where: { id: deps.workspaceId, tokenRevokedAt: since },
    data: { tokenRevokedAt: null },
  });
  if (count === 0) return;
  await tellOperators(deps, {
    key: `token:${since.toISOString()}`,
    wording: (say) => say('delivery.tokenWorks', { since: since.toISOString() }),
  });
}

const storeOlderPrefix = 'store-older:';

/** Tells operators that Slack holds messages of ours that the store knows nothing of. */
export async function noteStoreOlder(
  deps: NoticeDeps & {
    /** Another one after each start. */
    readonly startId: string;
  },
  { ts }: { readonly ts: string },
): Promise<void> {
  // What was told already is no news at the next start, where it still stands in Slack.
  if (await isTold(deps.database.client, { prefix: storeOlderPrefix, after: ts })) return;
  await tellOperators(deps, {
    key: `${storeOlderPrefix}${deps.startId}`,
    wording: (say) => say('delivery.storeOlder', {}),
  });
}
