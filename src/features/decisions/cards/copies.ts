import { slackIdsOf } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Destination } from '../../../platform/outbox/delivery.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { enqueue, listCopies } from '../../../platform/outbox/stored-deliveries.js';
import { newestDigest } from '../../digests/public.js';
import type { Decision } from '../decision.js';
import { listRequested } from '../stored-decisions.js';
import { threadOf } from './message-places.js';
import { cardHash, cardMessage, cardSubject, type NoticeKind, noticeMessage, recordMessage } from './messages.js';

export type CopyOptions = { readonly newId: () => string; readonly now: Date };

/**
 * Puts a card where it is to be read: in the thread it was opened from, else in that of the committee's newest digest
 * and, as that may be weeks old, in the channel as well; in the channel alone where there is no digest; and to each of
 * these people. A place that has it keeps the one it has.
 */
export async function placeCards(
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
  if (channel !== null) {
    const digest = threadTs ? null : await newestDigest(transaction, committeeId);
    // One that stands elsewhere has no thread here.
    const parentKey = digest?.channel === channel ? digest.key : null;
    const thread = threadTs ? { threadTs } : parentKey ? { parentKey } : null;
    const card = cardMessage(decision, { kind: 'channel', id: channel });
    await enqueue(transaction, [{ ...card, ...(thread && { ...thread, isBroadcast: true }) }], options);
  }
  const people = await slackIdsOf(transaction, { workspaceId, keys: personKeys });
  const cards = [...people.values()].map((id) => cardMessage(decision, { kind: 'person', id }));
  await enqueue(transaction, cards, options);
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
  const destination: Destination = { kind: 'channel', id: channel };
  const copies = await listCopies(transaction, cardSubject(decision.id));
  const card = copies.find((copy) => copy.destination.kind === 'channel' && copy.destination.id === channel);
  if (!card) return;
  const thread = (await threadOf(transaction, card.key)) ?? { parentKey: card.key };
  await enqueue(transaction, [{ ...recordMessage(decision, destination), ...thread }], options);
}

/** Tells people something once for each occasion; those without a Slack account are passed over. */
export async function tell(
  transaction: Transaction,
  notice: {
    readonly decision: Decision;
    readonly about: NoticeKind;
    readonly personKeys: readonly string[];
    readonly occasion: string;
  },
  options: CopyOptions,
): Promise<void> {
  const { decision, personKeys } = notice;
  const people = await slackIdsOf(transaction, { workspaceId: decision.workspaceId, keys: personKeys });
  const messages = [...people].map(([personKey, slackUserId]) => noticeMessage({ ...notice, personKey, slackUserId }));
  await enqueue(transaction, messages, options);
}
