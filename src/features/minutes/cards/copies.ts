import type { Transaction } from '../../../platform/db/database.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import { type CopyOptions, tellOnce } from '../../../surface/cards/copies.js';
import { countMadeIn } from '../../decisions/public.js';
import { digestMessage } from '../../digests/public.js';
import { countActionsIn } from '../gather/minuted-facts.js';
import { spanOf } from '../meetings.js';
import type { Meeting, Minutes } from '../minutes.js';
import { readersOf } from '../stored-minutes.js';
import { type CardCounts, cardHash, cardMessage, cardSubject, type NoticeKind, noticeMessage } from './messages.js';

/** Puts the card into the thread of the meeting's digest; a digest that never left has none. */
export async function placeCard(
  transaction: Transaction,
  meeting: Meeting & { readonly minutes: Minutes },
  options: CopyOptions,
): Promise<void> {
  const digest = await digestMessage(transaction, meeting.digestId);
  if (!digest) return;
  const counts = await countsOf(transaction, meeting);
  const card = cardMessage(meeting, { destination: { kind: 'channel', id: digest.channel }, counts });
  await enqueue(transaction, [{ ...card, threadTs: digest.ts }], options);
}

/** Has the card drawn again where it shows something else than it would now; harmless where there is none. */
export async function refreshCard(store: Transaction, meeting: Meeting, now: Date): Promise<void> {
  const { minutes } = meeting;
  if (!minutes || minutes.state === 'open') return;
  const contentHash = cardHash(minutes, await countsOf(store, meeting));
  await redrawAll(store, { subject: cardSubject(minutes.id) }, { contentHash, now });
}

async function countsOf(store: Transaction, meeting: Meeting): Promise<CardCounts> {
  const span = await spanOf(store, meeting);
  return {
    read: (await readersOf(store, meeting.digestId)).length,
    decisions: await countMadeIn(store, span),
    actions: await countActionsIn(store, span),
  };
}

/** Tells people something once. */
export async function tellOfMeeting(
  transaction: Transaction,
  notice: {
    readonly meeting: Pick<Meeting, 'workspaceId' | 'digestId'>;
    readonly about: NoticeKind;
    readonly personKeys: readonly string[];
    readonly number?: number;
  },
  options: CopyOptions,
): Promise<void> {
  const { personKeys, meeting } = notice;
  const message = (personKey: string) => noticeMessage({ ...notice, personKey });
  await tellOnce(transaction, { workspaceId: meeting.workspaceId, personKeys, message }, options);
}
