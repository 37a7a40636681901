import type { CalendarDate } from '../../kernel/calendar.js';
import { assertNever, ConflictError, ValidationError } from '../../kernel/errors.js';
import { type ActionType, type Blocker, type BlockerState, type Item, isOpen, type Severity } from './item.js';

/** What a person does to an item. Texts are trimmed by whoever makes a change. */
export type ItemChange =
  | { readonly to: 'take' }
  /** Its owner would rather have somebody else take it; again, and they keep it. */
  | { readonly to: 'offer' }
  | { readonly to: 'escalate'; readonly committeeId: string }
  | { readonly to: 'accept' }
  | { readonly to: 'close'; readonly outcome: string }
  | { readonly to: 'drop'; readonly reason: string }
  | { readonly to: 'reopen' }
  | { readonly to: 'redate'; readonly dueOn: CalendarDate; readonly reason: string }
  /** `isTaken`: they asked for it. */
  | { readonly to: 'reassign'; readonly ownerKey: string; readonly isTaken?: boolean }
  | { readonly to: 'snooze'; readonly until: CalendarDate }
  | { readonly to: 'edit'; readonly fields: EditedFields }
  /** An approval is asked for: until it is given, it is proposed again. */
  | { readonly to: 'propose' }
  /** Its approvers have said yes, or no. */
  | { readonly to: 'approve' }
  | { readonly to: 'reject'; readonly reason: string };

export type EditedFields = {
  readonly title?: string;
  readonly details?: string;
  readonly committeeId?: string;
  readonly projectKey?: string | null;
  readonly kpiKey?: string | null;
  readonly severity?: Severity;
  readonly unblockerKey?: string | null;
  readonly actionType?: ActionType;
  readonly costMinor?: number | null;
};

export type ChangeContext = { readonly actorKey: string; readonly at: Date };

/** Why a change cannot be made, for words in the reader's language. */
export class ItemConflict extends ConflictError {
  readonly reason: 'closed-already' | 'open-already' | 'taken-already' | 'not-for-this-kind';
  readonly item: Item;

  constructor(reason: ItemConflict['reason'], item: Item) {
    super(`${item.kind} ${item.number} is ${item.state}: ${reason}`);
    this.reason = reason;
    this.item = item;
  }
}

/**
 * The item after a change. One that changes nothing gives back the very item.
 * @throws ItemConflict when the item's state does not allow it; ValidationError by field for what is missing
 */
export function changeItem(item: Item, change: ItemChange, context: ChangeContext): Item {
  if (change.to === 'reopen') return reopened(item);
  refuseIfClosed(item);
  switch (change.to) {
    case 'take':
      return taken(item, context);
    case 'escalate':
      return escalated(item, change.committeeId);
    case 'accept':
      if (item.kind !== 'action') throw new ItemConflict('not-for-this-kind', item);
      if (item.state === 'open') throw new ItemConflict('open-already', item);
      return next(item, { state: 'open' });
    case 'close':
      return closed(item, change.outcome, context);
    case 'drop':
      if (!change.reason) throw new ValidationError('A reason is needed', { reason: 'required' });
      return next(item, { state: 'dropped', ...ended(change.reason, context) });
    case 'redate':
      return redated(item, change);
    case 'reassign':
      return reassigned(item, change);
    case 'offer':
      return offered(item);
    case 'snooze':
      return next(item, { snoozedUntil: change.until });
    case 'edit':
      return edited(item, change.fields);
    case 'propose':
    case 'approve':
      if (item.kind !== 'action') throw new ItemConflict('not-for-this-kind', item);
      return next(item, { state: change.to === 'approve' ? 'open' : 'proposed' });
    case 'reject':
      return next(item, { state: 'dropped', ...ended(change.reason, context) });
    default:
      return assertNever(change);
  }
}

/** @throws ItemConflict: what is closed is not changed, only opened again */
export function refuseIfClosed(item: Item): void {
  if (!isOpen(item)) throw new ItemConflict('closed-already', item);
}

/** Whoever does something about an item is not reminded of it as one who stays silent. */
function next<Kind extends Item>(item: Kind, fields: Partial<Kind>): Kind {
  return { ...item, reminders: 0, snoozedUntil: null, ...fields, version: item.version + 1 };
}

function ended(outcome: string, { actorKey, at }: ChangeContext) {
  return { outcome, closedAt: at, closedByKey: actorKey };
}

/** Whoever takes a blocker becomes its owner: one owner, who said so. */
function taken(item: Item, { actorKey }: ChangeContext): Item {
  if (item.kind !== 'blocker') throw new ItemConflict('not-for-this-kind', item);
  if (item.state === 'taken' && item.ownerKey === actorKey) throw new ItemConflict('taken-already', item);
  return next(item, { state: stateOf(item, 'taken'), ownerKey: actorKey });
}

/** Where it was handed up, that is what there is to know of it. */
function stateOf({ escalatedToId }: Blocker, state: 'open' | 'taken'): BlockerState {
  return escalatedToId === null ? state : 'escalated';
}

function offered(item: Item): Item {
  if (item.kind !== 'blocker') throw new ItemConflict('not-for-this-kind', item);
  return next(item, { state: item.state === 'offered' ? stateOf(item, 'taken') : 'offered' });
}

/** Whoever owned it before offered it, not whoever owns it now. */
function reassigned(item: Item, { ownerKey, isTaken = false }: { ownerKey: string; isTaken?: boolean }): Item {
  if (ownerKey === item.ownerKey) return item;
  if (item.kind === 'action') return next(item, { ownerKey });
  const isOver = isTaken || item.state === 'offered';
  return next(item, { ownerKey, ...(isOver ? { state: stateOf(item, isTaken ? 'taken' : 'open') } : {}) });
}

function escalated(item: Item, committeeId: string): Item {
  if (item.kind !== 'blocker') throw new ItemConflict('not-for-this-kind', item);
  if (item.state === 'escalated' && item.escalatedToId === committeeId) return item;
  return next(item, { state: 'escalated', escalatedToId: committeeId });
}

function closed(item: Item, outcome: string, context: ChangeContext): Item {
  if (!outcome) throw new ValidationError('The result is needed', { outcome: 'required' });
  return item.kind === 'blocker'
    ? next(item, { state: 'resolved', ...ended(outcome, context) })
    : next(item, { state: 'done', ...ended(outcome, context) });
}

/** Undoes a closing; the result that was given stays in the history. */
function reopened(item: Item): Item {
  if (isOpen(item)) throw new ItemConflict('open-already', item);
  const fields = { outcome: null, closedAt: null, closedByKey: null };
  if (item.kind === 'action') return next(item, { state: 'open', ...fields });
  return next(item, { state: item.escalatedToId ? 'escalated' : 'open', ...fields });
}

function redated(item: Item, { dueOn, reason }: { dueOn: CalendarDate; reason: string }): Item {
  if (dueOn === item.dueOn) return item;
  if (!reason) throw new ValidationError('A new date needs a reason', { reason: 'required' });
  return next(item, { dueOn, redates: item.redates + 1 });
}

function edited(item: Item, fields: EditedFields): Item {
  const { severity, unblockerKey, actionType, costMinor, ...shared } = fields;
  const own =
    item.kind === 'blocker'
      ? { ...(severity && { severity }), ...(unblockerKey !== undefined && { unblockerKey }) }
      : { ...(actionType && { actionType }), ...(costMinor !== undefined && { costMinor }) };
  const wanted = { ...shared, ...own };
  const isSame = Object.entries(wanted).every(([name, value]) => item[name as keyof Item] === value);
  return isSame ? item : next(item, wanted);
}
