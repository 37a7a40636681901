import { type AppError, NotFoundError } from '../../kernel/errors.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { ModalView } from '../../platform/slack/view.js';
import type { Speaker } from '../speaker.js';

/** A kind of thing that has a card, and of which people do something in Slack. */
export type Subject<Thing> = {
  /** The thing with this id, as it stands now; null for what is not there, and for what this person may not see. */
  find(speaker: Speaker, id: string): Promise<Thing | null>;
  /** What was refused about such a thing, in the words of its reader; null for any other error. */
  refusal(speaker: Speaker, error: unknown): Promise<AppError | null>;
  /** The whole of it, in front of the conversation; `callbackId` is that of what is drawn. */
  readonly whole: {
    readonly callbackId: string;
    draw(speaker: Speaker, thing: Thing): Promise<ModalView>;
  };
};

/**
 * The thing with this id. What nobody may see reads like what is not there.
 * @throws NotFoundError
 */
export async function seen<Thing>(subject: Subject<Thing>, speaker: Speaker, id: string): Promise<Thing> {
  const thing = await subject.find(speaker, id);
  if (thing !== null) return thing;
  throw new NotFoundError('it is not there, or not to be seen', { userMessage: speaker.say('surface.unseen') });
}

/** Of what somebody named in words: `A3`. */
export function notSeen({ say }: Speaker, name: string): NotFoundError {
  return new NotFoundError(`there is no ${name} to be seen`, {
    userMessage: say('surface.notSeen', { name: plainInMrkdwn(name) }),
  });
}

/** Runs `work`, and gives what is refused about a subject the words of its reader: why, what was kept, what to do. */
export async function inWords<Thing, Result>(
  { refusal }: Pick<Subject<Thing>, 'refusal'>,
  speaker: Speaker,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw (await refusal(speaker, error)) ?? error;
  }
}
