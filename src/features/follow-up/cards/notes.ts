import { currencyOf } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Item } from '../item.js';
import type { ApprovalMark, ItemGate } from '../item-gate.js';

/** What a card tells of an item beside what is stored of it. */
export type CardNotes = {
  /** What it waits for, or was approved or not; null where nobody asked. */
  readonly mark: ApprovalMark | null;
  /** ISO 4217 code of its cost. */
  readonly currency: string;
};

export type NotesDeps = Pick<FollowUpDeps, 'database'> & { readonly gate: Pick<ItemGate, 'marksOf'> };

/** Reads what the card of an item tells beside; blockers ask the store nothing. */
export async function readNotes({ database, gate }: NotesDeps, item: Item): Promise<CardNotes> {
  const store: Transaction = database.client;
  const mark = item.kind === 'action' ? (await gate.marksOf(store, [item.id])).get(item.id) : undefined;
  const isPriced = item.kind === 'action' && item.costMinor !== null;
  return { mark: mark ?? null, currency: isPriced ? await currencyOf(store) : 'EUR' };
}

/** Whether an item that was raised waits for an approval; only what is proposed can, and costs a question. */
export async function isWaitingFor({ database, gate }: NotesDeps, item: Item): Promise<boolean> {
  if (item.kind !== 'action' || item.state !== 'proposed') return false;
  return (await gate.marksOf(database.client, [item.id])).get(item.id)?.state === 'pending';
}
