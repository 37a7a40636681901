import { type ChainCheck, type ChainSummary, createChainCheck } from './chain-check.js';
import type { Fault } from './chain-fault.js';
import type { Transaction } from './database.js';
import { erasedEvent } from './erasure-notice.js';
import { type ChainHead, firstHash, type Witness } from './event-chain.js';
import { isUnreadable, readEvents, readHead } from './read-events.js';

/** What the column holds at most. */
const largestSequence = 2 ** 31 - 1;

export type VerifyAsk = {
  readonly workspaceId: string;
  /** A head that somebody kept, such as the one in a digest's footer. */
  readonly witness: Witness | null;
  /** Told each fault; neighbours of the same kind are one. */
  readonly onFault: (fault: Fault) => void;
};

/** What was found. `head` is the one that is kept apart; null where there is none. */
export type ChainReport = ChainSummary & { readonly head: ChainHead | null };

/**
 * Goes through the chain of a workspace's events from the first one to its head, and tells every fault of it. Writes
 * nothing, and may run while others write: what comes behind the head that it found at its start is left to the next run.
 * A chain that somebody recomputed whole, with its head, has no fault but against a witness.
 */
export async function verifyEvents(store: Transaction, ask: VerifyAsk): Promise<ChainReport> {
  const { workspaceId, witness, onFault } = ask;
  const { head, upTo } = await startOf(store, workspaceId);
  const check = createChainCheck({ start: { sequence: 0, hash: firstHash(workspaceId) }, witness, onFault });
  await findBelowFirst(store, check, workspaceId);
  for await (const event of readEvents(store, { workspaceId, after: 0, upTo })) {
    if ('isUnreadable' in event) check.addUnreadable(event.sequence);
    else check.add(event);
  }
  if (check.hasUnnamedErasure()) await addLaterNotices(store, check, { workspaceId, after: upTo });
  if (head) await findBeyondHead(store, check, { workspaceId, upTo });
  return { ...check.end(head), head };
}

/** The head, and the last event to look at. The very first event and the head come together, maybe between two reads. */
async function startOf(
  store: Transaction,
  workspaceId: string,
): Promise<{ readonly head: ChainHead | null; readonly upTo: number }> {
  const early = await readHead(store, workspaceId);
  if (early) return { head: early, upTo: early.sequence };
  const some = await store.event.findFirst({ where: { workspaceId }, select: { workspaceId: true } });
  if (!some) return { head: null, upTo: 0 };
  const head = await readHead(store, workspaceId);
  return { head, upTo: head?.sequence ?? largestSequence };
}

async function findBelowFirst(store: Transaction, check: ChainCheck, workspaceId: string): Promise<void> {
  const where = { workspaceId, sequence: { lt: 1 } };
  const { _min: first, _max: last } = await store.event.aggregate({
    where,
    _min: { sequence: true },
    _max: { sequence: true },
  });
  if (first.sequence !== null && last.sequence !== null) check.fault('inserted', first.sequence, last.sequence);
}

async function newestSequence(store: Transaction, workspaceId: string): Promise<number> {
  const { _max } = await store.event.aggregate({ where: { workspaceId }, _max: { sequence: true } });
  return _max.sequence ?? 0;
}

/** What was erased since the walk began is named by an event behind its end. */
async function addLaterNotices(
  store: Transaction,
  check: ChainCheck,
  { workspaceId, after }: { readonly workspaceId: string; readonly after: number },
): Promise<void> {
  const what = { workspaceId, subjectKind: 'audit', what: erasedEvent, sequence: { gt: after } };
  const notices = await store.event.findMany({ where: what, orderBy: { sequence: 'asc' } });
  for (const { sequence, after: told } of notices) check.addLaterNotice({ sequence, after: told });
}

/** An event and the head that counts it come together: one that is there is behind the head for good, or never was. */
async function findBeyondHead(
  store: Transaction,
  check: ChainCheck,
  { workspaceId, upTo }: { readonly workspaceId: string; readonly upTo: number },
): Promise<void> {
  const newest = await newestSequence(store, workspaceId).catch((error: unknown) => {
    if (!isUnreadable(error)) throw error;
    check.fault('unreadable', upTo + 1);
    return 0;
  });
  if (newest <= upTo) return;
  const end = (await readHead(store, workspaceId))?.sequence ?? 0;
  if (newest > end) check.fault('beyond-head', Math.max(end, upTo) + 1, newest);
}
