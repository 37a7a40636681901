import type { Transaction } from '../../platform/db/database.js';
import { type NewEvent, recordEvent } from '../../platform/db/events.js';
import { type Item, itemName } from '../follow-up/public.js';
import type { Approval } from './approval.js';

export type ApprovalEvent = {
  readonly approval: Approval;
  readonly what: 'requested' | 'voted' | 'voided' | 'escalated' | 'approved' | 'rejected' | 'expired' | 'withdrawn';
  /** Null when Copil acted by itself. */
  readonly actorKey: string | null;
  readonly onBehalfOf?: string;
  readonly before?: unknown;
  readonly after: unknown;
  readonly at: Date;
};

/** Leaves the event of a change of an approval. */
export function recordApproval(
  transaction: Transaction,
  { approval, what, onBehalfOf, ...event }: ApprovalEvent,
): Promise<void> {
  return recordEvent(transaction, {
    ...event,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    workspaceId: approval.workspaceId,
    what: `approval.${what}`,
    subjectKind: 'approval',
    subjectId: approval.id,
    surface: event.actorKey === null ? 'schedule' : 'slack',
  } satisfies NewEvent);
}

/** What an event tells of a request: what is asked, of whom, by which policy. */
export function requestFacts(approval: Approval, item: Item): Record<string, unknown> {
  const { committeeId, stage, policy, round, why, expiresAt, requestedByKey, changedByKeys } = approval;
  const of = { committeeId, stage, policy, round, why, requestedByKey, changedByKeys };
  return { ...of, expiresAt: expiresAt.toISOString(), asked: askedFacts(item) };
}

/** What approvers are asked about: a change of it voids what they said. */
export function askedFacts(item: Item): Record<string, unknown> {
  const { id, title, details, ownerKey, dueOn, committeeId, kpiKey } = item;
  const costMinor = item.kind === 'action' ? item.costMinor : null;
  return { itemId: id, item: itemName(item), title, details, ownerKey, dueOn, committeeId, kpiKey, costMinor };
}
