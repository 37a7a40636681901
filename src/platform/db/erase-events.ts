import { AppError, ValidationError } from '../../kernel/errors.js';
import type { Transaction } from './database.js';
import { type ErasureNotice, erasedEvent, type Remains, remainsOf } from './erasure-notice.js';
import { type NewEvent, recordEvent } from './events.js';

export type ErasureAsk = Pick<NewEvent, 'workspaceId' | 'actorKey' | 'surface' | 'at'> & {
  /** Numbers of the events whose contents are erased; those that are erased already, or are not there, are passed over. */
  readonly sequences: readonly number[];
  /** Why, without a name: the reason stays. */
  readonly reason: string;
};

/** Contents that one `events.erased` event names at most, and rows of one statement. */
const namedAtOnce = 500;

/**
 * Erases the contents of events for good: who, for whom, about what, before, after, and the salt without which nobody can
 * guess them from their hash. Number, kind, time and hashes stay, so the chain stays whole. An `events.erased` event says
 * what was erased (one for each 500 contents); erasing again changes nothing and records nothing. Returns the numbers
 * erased.
 * @throws ValidationError when one of them is an `events.erased` event: then nothing is erased.
 */
export async function eraseContents(transaction: Transaction, ask: ErasureAsk): Promise<number[]> {
  const { workspaceId, actorKey, reason, surface, at } = ask;
  const erased: number[] = [];
  // Whoever else erases waits here, and finds what is erased already.
  await transaction.auditHead.updateMany({ where: { workspaceId }, data: { workspaceId } });
  for (const sequences of batchesOf(ask.sequences)) {
    const contents = await eraseBatch(transaction, { workspaceId, sequences });
    if (contents.length === 0) continue;
    erased.push(...contents.map(({ sequence }) => sequence));
    await recordEvent(transaction, {
      workspaceId,
      actorKey,
      what: erasedEvent,
      subjectKind: 'audit',
      subjectId: 'contents',
      after: { reason, contents } satisfies ErasureNotice,
      surface,
      at,
    });
  }
  return erased;
}

function batchesOf(sequences: readonly number[]): number[][] {
  const inOrder = [...new Set(sequences)].sort((a, b) => a - b);
  const count = Math.ceil(inOrder.length / namedAtOnce);
  return Array.from({ length: count }, (_, index) => inOrder.slice(index * namedAtOnce, (index + 1) * namedAtOnce));
}

async function eraseBatch(
  transaction: Transaction,
  { workspaceId, sequences }: { readonly workspaceId: string; readonly sequences: readonly number[] },
): Promise<Remains[]> {
  const where = { workspaceId, sequence: { in: [...sequences] }, salt: { not: null } };
  const rows = await transaction.event.findMany({ where, orderBy: { sequence: 'asc' } });
  const notices = rows.filter(({ what }) => what === erasedEvent).map(({ sequence }) => sequence);
  if (notices.length > 0) {
    throw new ValidationError(
      `Nothing was erased: the events ${notices.join(', ')} record an erasure and stay. Leave them out.`,
    );
  }
  const data = { salt: null, actorKey: null, onBehalfOf: null, before: null, after: null, subjectId: '' };
  const { count } = await transaction.event.updateMany({ where, data });
  if (count !== rows.length) {
    throw new AppError('internal', `The database erased ${count} of ${rows.length} contents: nothing was changed`);
  }
  return rows.map(remainsOf);
}
