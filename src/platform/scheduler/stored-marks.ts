import type { Transaction } from '../db/database.js';

const minuteMs = 60_000;

/**
 * The minute up to which a sweep has looked, under any of these names, the latest of them; null before its first look.
 * Kept in whole minutes of Unix time.
 */
export async function readMark(
  store: Transaction,
  { workspaceId, names }: { readonly workspaceId: string; readonly names: readonly string[] },
): Promise<Date | null> {
  const rows = await store.counter.findMany({ where: { workspaceId, name: { in: [...names] } } });
  return rows.length === 0 ? null : new Date(Math.max(...rows.map(({ value }) => value)) * minuteMs);
}

/** Moves a mark forward, never back: a clock that was turned back looks at nothing twice. */
export async function moveMark(
  store: Transaction,
  { workspaceId, name, until }: { readonly workspaceId: string; readonly name: string; readonly until: Date },
): Promise<void> {
  const value = Math.floor(until.getTime() / minuteMs);
  const where = { workspaceId_name: { workspaceId, name } };
  await store.counter.upsert({ where, create: { workspaceId, name, value }, update: { workspaceId } });
  await store.counter.updateMany({ where: { workspaceId, name, value: { lt: value } }, data: { value } });
}
