import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import type { ItemKind } from '../item.js';

type Names = Readonly<Record<Locale, string>>;

/** An item as a review speaks of it: plain data, with the names its keys stood for on that day. */
export type ReviewedItem = {
  readonly id: string;
  readonly kind: ItemKind;
  /** `A7`. */
  readonly name: string;
  readonly title: string;
  readonly owner: { readonly name: string; readonly slackUserId: string | null };
  readonly dueOn: CalendarDate;
  /** Calendar days past its due date on the day of the review; 0 where it is not late, or closed. */
  readonly daysLate: number;
  /** Working days since it was raised, by the calendar of the committee that reviews it. */
  readonly ageDays: number;
  /** Proposed to its owner, who has not accepted it yet. */
  readonly isProposed: boolean;
  /** The result, or why it was dropped; null while it is open. */
  readonly outcome: string | null;
  readonly kpi: { readonly key: string; readonly name: Names; readonly accessLevel: AccessLevel } | null;
  /** The committee that handed it up to the one that reviews it. */
  readonly from: Names | null;
};

/** The first of some items, and how many there are in all. */
export type ReviewGroup = { readonly items: readonly ReviewedItem[]; readonly total: number };

/** Blockers that the committee above may have to look at; an item is in one of the two groups. */
export type Escalations = {
  /** The committee above. */
  readonly to: { readonly key: string; readonly name: Names };
  /** Open for more than ten working days, the oldest first. */
  readonly old: ReviewGroup;
  /** Younger, on a KPI that is red for the second time. All of them, up to a bound. */
  readonly onRed: readonly ReviewedItem[];
};

/** What became of a committee's items since its last review; those handed up to it are its own. An item is in one group. */
export type Promises = {
  /** Whether anything was ever raised in this committee, or handed up to it. */
  readonly hasHistory: boolean;
  /** Closed since the last review, in order. */
  readonly done: ReviewGroup;
  /** Overdue, and reminders are used up: the longest overdue first. */
  readonly silent: ReviewGroup;
  /** Overdue otherwise, the longest overdue first. */
  readonly late: ReviewGroup;
  /** Raised or handed up since the last review, open and not overdue. */
  readonly fresh: ReviewGroup;
  /** The other open ones, the next due first. */
  readonly running: ReviewGroup;
  /** Dropped since the last review, in order. */
  readonly dropped: ReviewGroup;
};

/** Open items by KPI key, the oldest first, of those KPIs that have any. */
export type OpenItems = Readonly<Record<string, ReviewGroup>>;
