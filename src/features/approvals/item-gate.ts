import type { ApprovalRule } from '../../organisation/committees/approval-rule.js';
import { approvalRulesOf, type Committee, listCommittees } from '../../organisation/committees/committees.js';
import type { Transaction } from '../../platform/db/database.js';
import { type GatedItem, type Item, type ItemGate, ItemGated, isOpen, type StoredItem } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalChangeKind, ApprovalDeps } from './approval-deps.js';
import { ask, askAnew } from './asking.js';
import { loadCalendars } from './deciding-body.js';
import { ApprovalRefusal } from './refusal.js';
import { isMaterial, isUnapproved, needsAnew, reasonsFor } from './rule.js';
import { newestOfEach, takePendingOf } from './stored-approvals.js';
import { takeBack } from './withdraw.js';

type Change = Parameters<ItemGate['beforeChange']>[1]['changes'][number];

/** What would let an action go ahead. */
const goesAhead: readonly Change['to'][] = ['accept', 'close'];

/** What approvals have to say when people raise and change actions. */
export function createItemGate(deps: ApprovalDeps): ItemGate {
  return {
    prepare: () => loadCalendars(deps),
    async beforeChange(transaction, { item, changes }) {
      if (item.kind !== 'action' || changes.every(({ to }) => to === 'snooze')) return;
      // Taken before the item is: whoever votes takes them in this order too.
      const pending = await takePendingOf(transaction, { workspaceId: deps.workspaceId, itemId: item.id });
      if (!changes.some(({ to }) => goesAhead.includes(to))) return;
      if (pending) throw new ItemGated('pending', item);
      if (item.state !== 'proposed') return;
      const facts = await gateFactsOf(transaction, item);
      if (isUnapproved(item, facts)) throw new ItemGated('unapproved', item);
    },
    async afterStored(transaction, stored) {
      const rules = await rulesFor(
        transaction,
        stored.map(({ after }) => after),
      );
      const gated: GatedItem[] = [];
      for (const one of stored) gated.push(await settle(deps, transaction, one, rules(one.after)));
      return gated;
    },
    ...createItemMarks(deps),
  };
}

/** What cards and lists tell of approvals, by item. */
export function createItemMarks({ workspaceId }: Pick<ApprovalDeps, 'workspaceId'>): Pick<ItemGate, 'marksOf'> {
  return {
    async marksOf(store, itemIds) {
      const newest = await newestOfEach(store, itemIds);
      if (newest.size === 0) return new Map();
      const committees = await listCommittees(store, workspaceId);
      return new Map([...newest].map(([itemId, approval]) => [itemId, markOf(approval, committees)]));
    },
  };
}

function markOf(approval: Approval, committees: readonly Committee[]) {
  const { id: approvalId, state, stage, expiresAt, decidedAt, committeeId } = approval;
  const committee = committees.find(({ id }) => id === committeeId)?.name ?? { en: '–', fr: '–' };
  return { approvalId, state, stage, expiresAt, decidedAt, committee };
}

type RuleOf = (item: Item) => ApprovalRule | null;

/** The rules of the committees whose actions these are, in one query, and in none where there is no action. */
async function rulesFor(transaction: Transaction, items: readonly Item[]): Promise<RuleOf> {
  const actions = items.filter(({ kind }) => kind === 'action');
  if (actions.length === 0) return () => null;
  const rules = await approvalRulesOf(
    transaction,
    actions.map(({ committeeId }) => committeeId),
  );
  return ({ committeeId }) => rules.get(committeeId) ?? null;
}

async function gateFactsOf(transaction: Transaction, item: Item) {
  const rules = await rulesFor(transaction, [item]);
  const newest = (await newestOfEach(transaction, [item.id])).get(item.id) ?? null;
  return { rule: rules(item), newest };
}

/** What an item that was raised or changed becomes, and what is asked about it. */
async function settle(
  deps: ApprovalDeps,
  transaction: Transaction,
  stored: StoredItem,
  rule: ApprovalRule | null,
): Promise<GatedItem> {
  const { before, after, wants } = stored;
  const asIs = { item: after, isWaiting: false, onCommitted: () => undefined };
  if (after.kind !== 'action') return asIs;
  if (!before) {
    if (!wants && reasonsFor(rule, after).length === 0) return asIs;
    return askAbout(deps, transaction, { stored, why: wants?.why ?? '' });
  }
  const newest = (await newestOfEach(transaction, [after.id])).get(after.id) ?? null;
  if (newest?.state === 'pending') return settlePending(deps, transaction, { stored, before, pending: newest });
  if (!wants && !needsAnew(before, after, { rule, newest })) return asIs;
  return askAbout(deps, transaction, { stored, why: wants?.why ?? newest?.why ?? '' });
}

async function askAbout(
  deps: ApprovalDeps,
  transaction: Transaction,
  { stored, why }: { readonly stored: StoredItem; readonly why: string },
): Promise<GatedItem> {
  const actorKey = stored.actor.person.key;
  const { approval, item } = await orGated(stored.after, () =>
    ask(deps, transaction, { item: stored.after, actorKey, why }),
  );
  return told(deps, { approval, item, kind: 'requested' });
}

/** An item that waits was dropped, or what is asked about it was changed. */
async function settlePending(
  deps: ApprovalDeps,
  transaction: Transaction,
  { stored, before, pending }: { readonly stored: StoredItem; readonly before: Item; readonly pending: Approval },
): Promise<GatedItem> {
  const { after: item, actor } = stored;
  const actorKey = actor.person.key;
  if (!isOpen(item)) {
    const reason = item.outcome ?? '';
    const { approval } = await takeBack(deps, transaction, { approval: pending, item, actorKey, reason });
    return told(deps, { approval, item, kind: 'withdrawn' });
  }
  if (!isMaterial(before, item)) {
    // What is shown of it may have changed all the same: its type, an earlier date.
    await deps.copies.redraw(transaction, pending);
    return { item, isWaiting: true, onCommitted: () => undefined };
  }
  const approval = await orGated(item, () => askAnew(deps, transaction, { approval: pending, before, item, actorKey }));
  return told(deps, { approval, item, kind: 'voided' });
}

function told(
  deps: ApprovalDeps,
  change: { readonly approval: Approval; readonly item: Item; readonly kind: ApprovalChangeKind },
): GatedItem {
  const isWaiting = change.approval.state === 'pending';
  return { item: change.item, isWaiting, onCommitted: () => deps.onChanged(change) };
}

/** Says of an item what was refused about its approval. */
async function orGated<T>(item: Item, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApprovalRefusal && error.reason === 'nobody') throw new ItemGated('nobody', item);
    throw error;
  }
}
