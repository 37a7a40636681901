import { canonicalJson } from '../../kernel/json.js';
import type { Transaction } from './database.js';

/** A change, for the record. `actorKey` is null when Copil acted by itself. */
export type NewEvent = {
  readonly workspaceId: string;
  readonly actorKey: string | null;
  readonly onBehalfOf?: string;
  /** For example `digest.published`. */
  readonly what: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly surface: 'slack' | 'cli' | 'http' | 'schedule';
  readonly at: Date;
};

/** Writes an event in the transaction of its change, so that neither exists without the other. */
export async function recordEvent(transaction: Transaction, event: NewEvent): Promise<void> {
  const text = (value: unknown) => (value === undefined ? null : canonicalJson(value));
  await transaction.event.create({ data: { ...event, before: text(event.before), after: text(event.after) } });
}
