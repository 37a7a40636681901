import type { Transaction } from '../../../platform/db/database.js';
import type { Destination } from '../../../platform/outbox/delivery.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import {
  type CopyOptions,
  cardsAt,
  placeInChannel,
  placeRecords,
  placesOfPeople,
  tellOnce,
} from '../../../surface/cards/copies.js';
import { newestDigest } from '../../digests/public.js';
import type { Decision } from '../decision.js';
import { listRequested } from '../stored-decisions.js';
import { cardHash, cardMessage, cardSubject, type NoticeKind, noticeMessage, recordMessage } from './messages.js';

/**
 * Puts a card where it is to be read: into the channel, and to each of these people. A place that has it keeps the one it
 * has.
 */
export async function placeDecision(
  transaction: Transaction,
  placing: {
    readonly decision: Decision;
    /** Slack id of the committee's channel. */
    readonly channel: string | null;
    /** A thread of that channel's. */
    readonly threadTs?: string;
    readonly personKeys: readonly string[];
  },
  options: CopyOptions,
): Promise<void> {
  const { decision, channel, personKeys, threadTs } = placing;
  const { workspaceId, committeeId } = decision;
  const digest = threadTs === undefined ? await newestDigest(transaction, committeeId) : null;
  const places = [
    ...(channel === null ? [] : [placeInChannel(channel, { threadTs, digest })]),
    ...(await placesOfPeople(transaction, { workspaceId, keys: personKeys })),
  ];
  await enqueue(
    transaction,
    cardsAt(places, (to) => cardMessage(decision, to)),
    options,
  );
}

/** Asks for every copy of a card to be drawn again, wherever it stands and however many there are. */
export async function redrawCards(transaction: Transaction, decision: Decision, { now }: CopyOptions): Promise<void> {
  const contentHash = cardHash(decision);
  await redrawAll(transaction, { subject: cardSubject(decision.id) }, { contentHash, now });
}

/**
 * Who votes for whom has changed in a committee: every copy of what it is asked is drawn again, once for each `occasion`.
 */
export async function redrawVoters(
  transaction: Transaction,
  { committeeId, occasion }: { readonly committeeId: string; readonly occasion: string },
  now: Date,
): Promise<void> {
  for (const id of await listRequested(transaction, committeeId)) {
    const contentHash = `decision-voters:${id}:${occasion}`;
    await redrawAll(transaction, { subject: cardSubject(id) }, { contentHash, now });
  }
}

/** Puts the record of what was decided into the thread in which the card stands, or that it begins. */
export async function placeRecord(
  transaction: Transaction,
  { decision, channel }: { readonly decision: Decision; readonly channel: string | null },
  options: CopyOptions,
): Promise<void> {
  if (channel === null) return;
  const recordAt = (to: Destination) => recordMessage(decision, to);
  await placeRecords(transaction, { subject: cardSubject(decision.id), channel, recordAt }, options);
}

/** Tells people something once for each occasion. */
export async function tellOfDecision(
  transaction: Transaction,
  notice: {
    readonly decision: Decision;
    readonly about: NoticeKind;
    readonly personKeys: readonly string[];
    readonly occasion: string;
  },
  options: CopyOptions,
): Promise<void> {
  const { personKeys, decision } = notice;
  const message = (personKey: string) => noticeMessage({ ...notice, personKey });
  await tellOnce(transaction, { workspaceId: decision.workspaceId, personKeys, message }, options);
}
