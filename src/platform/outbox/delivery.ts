import type { Block } from '@slack/types';
import type { SlackFailure } from '../slack/slack-failure.js';

/** Where a message goes: a channel, or a person by direct message. Slack ids. */
export type Destination = { readonly kind: 'channel' | 'person'; readonly id: string };

/**
 * `pending`: to be posted, or edited where `slackTs` is set. `sending`: an attempt was begun and its outcome is not stored.
 * `sent`, `withheld` (the place may not see it) and `failed` (given up, a person was told) are final until the content
 * changes; `closed` until its channel is open again.
 */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'withheld' | 'failed' | 'closed';

/** One message in the outbox. */
export type Delivery = {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: string;
  readonly digestId: string | null;
  readonly destination: Destination;
  readonly parentId: string | null;
  /** Thread of a message that is not ours, by its `ts`. */
  readonly threadTs: string | null;
  /** A reply in a thread that the channel sees as well. */
  readonly isBroadcast: boolean;
  /** `ts` of a message that somebody deleted and in whose place this one is posted: once. */
  readonly replacesTs: string | null;
  /** What it tells of, such as `item:<id>`: every copy is found by it. */
  readonly subject: string | null;
  readonly position: number;
  /** Canonical JSON that the composer of its kind understands. */
  readonly payload: string;
  readonly payloadHash: string;
  /** Hash of what stands in Slack, or was on its way there when an attempt began. */
  readonly sentHash: string | null;
  /** How much of the message stands in Slack, or was on its way there when an attempt began. */
  readonly fullness: Fullness;
  /** Why that is less than all of it: Slack's own code, or one of `lack.ts`. */
  readonly lackReason: string | null;
  readonly state: DeliveryState;
  /** Failed attempts since it last succeeded. */
  readonly attempts: number;
  /** How many processes in a row ended while they had it; 0 again as soon as one says what became of it. */
  readonly deaths: number;
  readonly nextAttemptAt: Date;
  readonly claimedBy: string | null;
  readonly leaseUntil: Date | null;
  readonly attemptStartedAt: Date | null;
  readonly slackChannelId: string | null;
  readonly slackTs: string | null;
  readonly lastError: string | null;
  /** When it was put into the outbox; after it left, when new content was. */
  readonly createdAt: Date;
};

/** A message to be put into the outbox. The same key is never put there twice. */
export type NewDelivery = {
  readonly workspaceId: string;
  readonly key: string;
  readonly digestId?: string;
  readonly destination: Destination;
  readonly parentKey?: string;
  /** Thread of a message that is not ours, by its `ts`. */
  readonly threadTs?: string;
  /** Shows a reply in a thread to the channel as well; says nothing of a message that stands in no thread. */
  readonly isBroadcast?: boolean;
  /** What it tells of, such as `item:<id>`, so that every copy can be found and redrawn. */
  readonly subject?: string;
  readonly position?: number;
  readonly payload: unknown;
  /** What decides whether an edit is needed; the payload itself where left out. */
  readonly contentHash?: string;
};

/**
 * How much of a message is tried: Slack refuses a whole message for one picture or block it does not like. `plain` is its
 * text and its buttons, in the oldest blocks there are.
 */
export type Fullness = 'full' | 'without-pictures' | 'plain' | 'text-only';

export type ComposedMessage = { readonly text: string; readonly blocks: readonly Block[] };

export type ComposeOptions = {
  readonly channel: string;
  /** False: what a picture would show stands there in words and figures. */
  readonly hasPictures: boolean;
};

/** A picture of a message could not be had. The message waits for it a while, then leaves without. */
export class PictureFailure extends Error {
  readonly failure: unknown;
  /** Trying again would fail again. */
  readonly isLasting: boolean;

  constructor(failure: unknown, options: { isLasting: boolean }) {
    super('a picture could not be had', { cause: failure });
    this.failure = failure;
    this.isLasting = options.isLasting;
  }
}

/** What the rest of the program does around a delivery. A hook may be called again for the same delivery after a crash. */
export type OutboxHooks = {
  /**
   * The message for its place, read at the moment of sending; null when the place may not see it.
   * @throws PictureFailure for a picture, where they are wanted; SlackFailure when Slack does not tell about the place.
   */
  compose(delivery: Delivery, options: ComposeOptions): Promise<ComposedMessage | null>;
  /** It has reached a final state, and this is stored. */
  onSettled(delivery: Delivery, state: 'sent' | 'withheld' | 'failed'): Promise<void>;
  /** The channel, person or thread cannot be written to; called at every such failure. */
  onPlaceRefused(delivery: Delivery, failure: SlackFailure): Promise<void>;
  /** Whether nobody is there any more to read what goes to a person, whom Slack refuses to write to. */
  isNobody?(delivery: Delivery, failure: SlackFailure): Promise<boolean>;
  /** An edit found that somebody deleted the message. Called before that is stored, and again after a crash between. */
  onMessageGone?(delivery: Delivery): Promise<void>;
  onTokenRefused(failure: SlackFailure): Promise<void>;
  /** Called before it is stored, so that a person hears of it whatever happens. */
  onGivenUp(delivery: Delivery, reason: string, options: { readonly isSlackReason: boolean }): Promise<void>;
};

/** The kind of message that a delivery's payload names: whose feature composes it. */
export function kindOf({ payload }: Pick<Delivery, 'payload'>): string {
  return String((JSON.parse(payload) as { readonly kind?: unknown }).kind);
}

/** What a feature does for the deliveries whose payload has its `kind`. */
export type DeliveryKind = Pick<OutboxHooks, 'compose'> &
  Partial<Pick<OutboxHooks, 'onSettled' | 'onPlaceRefused' | 'onMessageGone'>>;

/** Technical times in milliseconds. */
export type OutboxTimings = {
  /**
   * How long a claim holds: several times what a request may take, and more than the clocks of two machines differ.
   * Past it another process looks for the message and may post it.
   */
  readonly leaseMs: number;
  /** A process that stood still for longer between storing an attempt and making it lets it be; far less than the lease. */
  readonly postWithinMs: number;
  /**
   * Counted from when an attempt was stored: how long after it the message may be missing in the channel's history and
   * still appear. More than `postWithinMs`, the longest request, Slack's own delay and the difference of clocks together.
   */
  readonly visibilityMs: number;
  /** Longest wait between two attempts. */
  readonly maxBackoffMs: number;
  /** How long a message waits for a picture that fails, before it leaves without. */
  readonly picturePatienceMs: number;
  readonly giveUpAfterMs: number;
  /** How often the outbox is looked at when nothing is known to be due. */
  readonly idleMs: number;
};

export const usualTimings: OutboxTimings = {
  leaseMs: 60_000,
  postWithinMs: 5_000,
  visibilityMs: 30_000,
  maxBackoffMs: 15 * 60_000,
  picturePatienceMs: 2 * 60_000,
  giveUpAfterMs: 24 * 60 * 60_000,
  idleMs: 30_000,
};
