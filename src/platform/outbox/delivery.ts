import type { Block } from '@slack/types';
import type { SlackFailure } from '../slack/slack-failure.js';

/** Where a message goes: a channel, or a person by direct message. Slack ids. */
export type Destination = { readonly kind: 'channel' | 'person'; readonly id: string };

/**
 * `pending`: to be posted, or edited where `slackTs` is set. `sending`: an attempt was begun and its outcome is not stored.
 * `sent`, `withheld` (the place may not see it) and `failed` (given up, a person was told) are final until the content changes.
 */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'withheld' | 'failed';

/** One message in the outbox. */
export type Delivery = {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: string;
  readonly digestId: string | null;
  readonly destination: Destination;
  readonly parentId: string | null;
  readonly position: number;
  /** Canonical JSON that the composer of its kind understands. */
  readonly payload: string;
  readonly payloadHash: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly claimedBy: string | null;
  readonly leaseUntil: Date | null;
  readonly attemptStartedAt: Date | null;
  readonly slackChannelId: string | null;
  readonly slackTs: string | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
};

/** A message to be put into the outbox. The same key is never put there twice. */
export type NewDelivery = {
  readonly workspaceId: string;
  readonly key: string;
  readonly digestId?: string;
  readonly destination: Destination;
  readonly parentKey?: string;
  readonly position?: number;
  readonly payload: unknown;
  /** What decides whether an edit is needed; the payload itself where left out. */
  readonly contentHash?: string;
};

/** How much of a message is tried: Slack refuses a whole message for one picture or block it does not like. */
export type Fullness = 'full' | 'without-pictures' | 'text-only';

export type ComposedMessage = { readonly text: string; readonly blocks: readonly Block[] };

/** What the rest of the program does around a delivery. */
export type OutboxHooks = {
  /**
   * The message for its place, read at the moment of sending; null when the place may not see it.
   * @throws SlackFailure when Slack does not take a picture or does not tell about the place.
   */
  compose(delivery: Delivery, options: { channel: string; fullness: Fullness }): Promise<ComposedMessage | null>;
  onSent(delivery: Delivery): Promise<void>;
  /** The channel or person cannot be written to; called at every such failure. */
  onPlaceRefused(delivery: Delivery, failure: SlackFailure): Promise<void>;
  onTokenRefused(failure: SlackFailure): Promise<void>;
  onGivenUp(delivery: Delivery, reason: string): Promise<void>;
};

/** Technical times in milliseconds. */
export type OutboxTimings = {
  /** How long a claim holds; longer than any request may take. */
  readonly leaseMs: number;
  /** How long after an attempt of unknown outcome the channel's history may still not show the message. */
  readonly visibilityMs: number;
  /** Longest wait between two attempts. */
  readonly maxBackoffMs: number;
  readonly giveUpAfterMs: number;
  /** How often the outbox is looked at when nothing is known to be due. */
  readonly idleMs: number;
};

export const usualTimings: OutboxTimings = {
  leaseMs: 60_000,
  visibilityMs: 12_000,
  maxBackoffMs: 15 * 60_000,
  giveUpAfterMs: 24 * 60 * 60_000,
  idleMs: 30_000,
};
