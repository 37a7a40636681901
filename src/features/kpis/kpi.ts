import type { CalendarDate, Weekday } from '../../kernel/calendar.js';
import type { Locale, ValueFormat } from '../../kernel/numbers.js';
import type { PeriodKind } from '../../kernel/periods.js';
import type { AccessLevel } from '../../organisation/access-level.js';

/** What a KPI is about, as a word to sort by. */
export type KpiDomain =
  | 'audience'
  | 'performance'
  | 'competition'
  | 'operations'
  | 'finance'
  | 'people'
  | 'service'
  | 'other';

/** How fine the readings are. */
export type Grain = 'day' | 'week' | 'month' | 'quarter';

/** `range`: good means inside the target's low and high. */
export type Direction = 'higher' | 'lower' | 'range';

/** How readings of a finer grain become one value of a period. `ratio` divides summed numerators by summed denominators. */
export type RollUp = 'sum' | 'mean' | 'last' | 'min' | 'max' | 'ratio';

/** The kind of period a target is about; fiscal and calendar quarters count alike. */
export type ReportKind = 'week' | 'month' | 'quarter';

/**
 * What a KPI is to reach from a day on, until a later target takes over. A week belongs to the target in force on its
 * fourth day, a longer period to the one on its first day.
 *
 * `per` says for which kind of period. Left out, a `sum` KPI's target is per week for daily and weekly readings and per
 * grain for coarser ones, and never applies to another kind: 1,000 leads a week says nothing exact about a month. Any
 * other roll-up keeps its scale in every kind of period, so there a target without `per` applies to all.
 */
export type Target = { readonly from: CalendarDate; readonly per?: ReportKind } & TargetValue;

export type TargetValue = { readonly value: number } | { readonly low: number; readonly high: number };

/**
 * Absolute limits that replace the 90 % rule; mandatory for a target of zero or less. Worse than `amber` is amber, worse
 * than `red` is red; a value equal to a limit is still on its good side. For `range` they are distances outside the range.
 * `per` works as in `Target`.
 */
export type Thresholds = { readonly amber: number; readonly red: number; readonly per?: ReportKind };

/** What Copil itself works out of a committee's blockers and actions. */
export type Measure = 'closure-rate' | 'median-blocker-age' | 'redated-share';

export type Kpi = {
  readonly key: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly description?: Readonly<Record<Locale, string>>;
  readonly domain: KpiDomain;
  readonly format: ValueFormat;
  /** `percent` for volumes and costs, `points` for rates. */
  readonly changeKind: 'percent' | 'points';
  readonly direction: Direction;
  readonly rollUp: RollUp;
  readonly grain: Grain;
  readonly weekStart: Weekday;
  /** Days on which a daily reading is expected, without the holidays of a country; left out, every day. */
  readonly expects?: { readonly days: readonly Weekday[]; readonly country?: string };
  /** From the first reading on, a day without one counts as zero instead of missing. */
  readonly absent?: 'zero';
  readonly targets: readonly Target[];
  readonly thresholds?: Thresholds;
  /** Has a yearly season: run rules wait for two full years and then work on deseasonalised values. */
  readonly isSeasonal: boolean;
  /** Climbs or falls steadily: its limits lie about a straight line. */
  readonly hasTrend?: boolean;
  /** Natural bounds no value can pass, such as 0 and 1 for a rate. */
  readonly floor?: number;
  readonly ceiling?: number;
  readonly accessLevel: AccessLevel;
  /** Key of the person who answers for it. */
  readonly owner?: string;
  readonly segments?: readonly string[];
  /** Set where Copil computes the readings: people give it none. `committee` is a key. */
  readonly computed?: { readonly measure: Measure; readonly committee: string };
};

export type ReadingValue = { readonly value: number } | { readonly numerator: number; readonly denominator: number };

/** The value in force (its newest revision) of one KPI and segment for one period of its grain, which begins on `start`. */
export type Reading = {
  readonly kpi: string;
  /** `''` is the whole. */
  readonly segment: string;
  readonly grain: Grain;
  readonly start: CalendarDate;
} & ReadingValue;

/** The kind of target a period asks for; a single day asks for none. */
export function reportKindOf(kind: PeriodKind): ReportKind | null {
  if (kind === 'day') return null;
  return kind === 'fiscal-quarter' ? 'quarter' : kind;
}

/** The kind of period in which a `sum` KPI's targets are meant when they do not say it. */
export function naturalKind(grain: Grain): ReportKind {
  return grain === 'day' ? 'week' : grain;
}
