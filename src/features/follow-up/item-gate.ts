import { ConflictError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Actor } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Item } from './item.js';
import type { ItemChange } from './item-changes.js';

/** What approvals have to say about items; handed in, since approvals know follow-up and not the reverse. */
export type ItemGate = {
  /** Before a transaction in which actions are raised or changed: what takes a moment to load is there then. */
  prepare(): Promise<void>;
  /** In the transaction, before changes are stored. @throws ItemGated */
  beforeChange(
    transaction: Transaction,
    ask: { readonly item: Item; readonly changes: readonly ItemChange[]; readonly actor: Actor },
  ): Promise<void>;
  /**
   * In the transaction, after items were raised or changed, with their events; in the order of `stored`, each as it
   * stands after that: its state may have moved. Blockers, and actions of committees without a rule for which nobody
   * asks, are given back without a further query.
   * @throws ItemGated where nobody could approve what needs it: then nothing is stored
   */
  afterStored(transaction: Transaction, stored: readonly StoredItem[]): Promise<GatedItem[]>;
  /** For cards and lists: what waits for approval, or was approved or not, by item id; the newest of each item. */
  marksOf(store: Transaction, itemIds: readonly string[]): Promise<ReadonlyMap<string, ApprovalMark>>;
};

export type StoredItem = {
  /** Null for one that was raised. */
  readonly before: Item | null;
  readonly after: Item;
  readonly actor: Actor;
  /** Whoever made the change asks for an approval, and says why. */
  readonly wants: { readonly why: string } | null;
};

export type GatedItem = {
  readonly item: Item;
  /** For an approval. */
  readonly isWaiting: boolean;
  /** To be called once the transaction is through. */
  readonly onCommitted: () => void;
};

export type ApprovalMark = {
  readonly approvalId: string;
  readonly state: 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn';
  readonly stage: 'approvers' | 'chair';
  /** Whose approvers, or whose chair, are asked. */
  readonly committee: Readonly<Record<Locale, string>>;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
};

/** Whether a proposed action may not go ahead as it is: it waits for its approval, or was asked about and did not get it. */
export function isHeld(mark: Pick<ApprovalMark, 'state'> | null | undefined): boolean {
  return mark ? mark.state === 'pending' || mark.state === 'expired' || mark.state === 'rejected' : false;
}

/**
 * Approvals refuse a change of an item, for words in the reader's language: it waits for an approval (`pending`), needs
 * one that it does not have (`unapproved`), or nobody could give the one it needs (`nobody`).
 */
export class ItemGated extends ConflictError {
  readonly reason: 'pending' | 'unapproved' | 'nobody';
  readonly item: Item;

  constructor(reason: ItemGated['reason'], item: Item) {
    super(`${item.kind} ${item.number}: ${reason}`);
    this.reason = reason;
    this.item = item;
  }
}

/** Lets everything through: for items that nobody raises in Slack, such as those of the sample. */
export const openGate: ItemGate = {
  prepare: () => Promise.resolve(),
  beforeChange: () => Promise.resolve(),
  afterStored: (_transaction, stored) =>
    Promise.resolve(stored.map(({ after }) => ({ item: after, isWaiting: false, onCommitted: () => undefined }))),
  marksOf: () => Promise.resolve(new Map()),
};
