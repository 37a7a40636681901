import type { CalendarDate, Weekday } from '../../../kernel/calendar.js';
import type { Locale, ValueFormat } from '../../../kernel/numbers.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import type { MeasuredValue } from '../kpi-value.js';

type LocalText = Readonly<Record<Locale, string>>;

/** A decision that a committee's digest speaks of: plain data, as it was when the digest was composed. */
export type DigestDecision = {
  readonly id: string;
  /** `D3`. */
  readonly name: string;
  readonly question: string;
};

/** One that waits for something: votes, the chair's word, or a new deadline. */
export type AskedDecision = DigestDecision & {
  readonly phase: 'open' | 'outcome' | 'tie' | 'lapsed';
  readonly deadlineOn: CalendarDate;
  readonly voted: number;
  readonly deciders: number;
  readonly quorum: number;
  /** What the votes gave, "B Search", as far as they gave something. */
  readonly option: string | null;
};

/** One that was recorded since the digest before. */
export type MadeDecision = DigestDecision & { readonly option: string };

/** One whose review day has come: what its KPI was to be worth, and what it is worth. */
export type DueReview = DigestDecision & {
  readonly option: string;
  readonly kpi: {
    readonly name: LocalText;
    readonly accessLevel: AccessLevel;
    readonly format: ValueFormat;
    /** On which its weeks start; a digest composed before this was known has none. */
    readonly weekStart?: Weekday;
  } | null;
  readonly planned: number | null;
  readonly realised: MeasuredValue | null;
  /** Whoever reads it there may not see the KPI. */
  readonly isWithheld?: true;
};

/** `items` are those listed of `total`. */
type Group<T> = { readonly items: readonly T[]; readonly total: number };

/** What a digest says of its committee's decisions. */
export type DigestDecisions = {
  readonly asked: Group<AskedDecision>;
  readonly made: Group<MadeDecision>;
  readonly reviews: Group<DueReview>;
};
