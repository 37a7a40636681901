import { type CalendarDate, endOfMonth } from '../../kernel/calendar.js';
import { type Change, settledNumbers } from '../../kernel/numbers.js';
import {
  isoWeekOfKpiDay,
  kpiPeriod,
  type Period,
  type PeriodKind,
  periodOf,
  periodsEndingAt,
  previousPeriod,
  samePeriodLastYear,
} from '../../kernel/periods.js';
import { analyseBehaviour, type Behaviour, type SeriesPoint } from './behaviour.js';
import { changeBetween } from './change.js';
import type { Kpi, Reading, TargetValue } from './kpi.js';
import type { LimitsUnit, SetLimits } from './limits/set-limits.js';
import { isSumOfWeeks, perWeek, targetPerWeek } from './per-week.js';
import { indexReadings, lastDayExpected, type PeriodValue, type ReadingSeries, spanOf, valueIn } from './roll-up.js';
import { shownPeriodOf } from './shown-period.js';
import {
  type GreyReason,
  type Status,
  statusOf,
  targetFor,
  thresholdsFor,
  type Variance,
  varianceTo,
} from './status.js';
import { type ToDate, toDateAt } from './to-date.js';

/** A value beside the one of a year before and its target: one point of a 6-12 chart. */
export type ComparedValue = PeriodValue & {
  readonly lastYear: number | null;
  readonly target: TargetValue | null;
  /** For the sum of the weeks of a month or quarter: the same for one of its weeks, which alone can be compared. */
  readonly perWeek?: Pick<ComparedValue, 'value' | 'partialValue' | 'lastYear' | 'target'>;
};

export type FigureOptions = {
  /** Readings that cover a later day are not seen. */
  readonly asOf: CalendarDate;
  /** `''` when left out. */
  readonly segment?: string;
  /** 1 to 12; 1 when left out. */
  readonly fiscalStartMonth?: number;
  /** Public holidays of the country that the KPI's card names; none where left out. */
  readonly isHoliday?: (date: CalendarDate) => boolean;
  /** First day after a named change of the process: limits begin anew there. */
  readonly baselineFrom?: CalendarDate;
  /** Limits of this KPI and segment as they were set and kept, oldest first. */
  readonly limits?: readonly SetLimits[];
};

/** Everything a digest may say about one KPI segment in one period. Plain data: it can be hashed and kept. */
export type KpiFigures = {
  readonly kpi: Kpi;
  readonly segment: string;
  /** The period asked for; that of `current` and of all values has the KPI's own days where its weeks are its own. */
  readonly period: Period;
  /** A monthly or quarterly KPI in a finer digest: `current` is its last complete value, in its own period, without signal. */
  readonly isCoarser: boolean;
  readonly current: PeriodValue;
  readonly previous: PeriodValue;
  readonly change: Change | null;
  readonly lastYear: PeriodValue;
  readonly changeOnYear: Change | null;
  /**
   * Up to 26 consecutive periods ending with the current one: weeks in a weekly digest, months in longer ones. Values and
   * limits of months that sum up weeks are per week.
   */
  readonly series: readonly SeriesPoint[];
  /** The six weeks and twelve months of the 6-12 chart, oldest first; empty where the KPI is coarser. */
  readonly weeks: readonly ComparedValue[];
  readonly months: readonly ComparedValue[];
  readonly toDate: ToDate;
  readonly target: TargetValue | null;
  readonly variance: Variance | null;
  readonly status: Status;
  readonly greyReason: GreyReason | null;
  readonly previousStatus: Status;
  readonly behaviour: Behaviour;
  /** Last day covered by the newest reading seen: the "as of" beside the number. */
  readonly dataThrough: CalendarDate | null;
};

const sparklineLength = 26;

/** Five years of weeks: more than limits and seasons look at, and a bound on what a stray old date can cost. */
const historyLength = 261;

function seriesKind(kpi: Kpi, shown: Period): PeriodKind {
  if (shown.kind === 'day' || shown.kind === 'week') return 'week';
  return kpi.grain === 'quarter' ? shown.kind : 'month';
}

function historyOf(series: ReadingSeries, shown: Period, fiscalStartMonth: number): PeriodValue[] {
  const { kpi } = series;
  const kind = seriesKind(kpi, shown);
  const periodAt = (day: CalendarDate): Period =>
    kind === 'week' ? isoWeekOfKpiDay(day, kpi.weekStart) : periodOf(kind, day, { fiscalStartMonth });
  const last = shown.kind === kind ? shown : periodAt(shown.end);
  const first = series.firstDay === null ? last : periodAt(series.firstDay);
  const values = [valueIn(series, last)];
  for (let at = last; at.start > first.start && values.length < historyLength; ) {
    at = previousPeriod(at);
    values.push(valueIn(series, at));
  }
  values.reverse();
  // Readings seldom begin on the first day of a period; what came before them is not a gap.
  const firstWhole = values.findIndex(({ completeness }) => completeness === 'complete');
  return firstWhole <= 0 ? values : values.slice(firstWhole);
}

/** All values of one kind of period, up to the newest reading, on the scale of `series`: what limits are set on. */
export function limitsHistory(
  kpi: Kpi,
  readings: Iterable<Reading>,
  ask: Pick<FigureOptions, 'asOf' | 'segment' | 'isHoliday'> & { readonly unit: LimitsUnit },
): PeriodValue[] {
  const series = indexReadings(kpi, readings, ask);
  const { dataThrough } = series;
  if (dataThrough === null) return [];
  const last = ask.unit === 'week' ? isoWeekOfKpiDay(dataThrough, kpi.weekStart) : periodOf(ask.unit, dataThrough);
  return historyOf(series, last, 1).map((value) => perWeek(kpi, value));
}

function compared(series: ReadingSeries, period: Period): ComparedValue {
  const now = valueIn(series, period);
  const before = valueIn(series, samePeriodLastYear(period));
  const { kpi } = series;
  const target = targetFor(kpi, period);
  const facts = { ...now, lastYear: before.value, target };
  if (!isSumOfWeeks(kpi, period)) return facts;
  const { value, partialValue } = perWeek(kpi, now);
  return {
    ...facts,
    perWeek: { value, partialValue, lastYear: perWeek(kpi, before).value, target: targetPerWeek(kpi, now, target) },
  };
}

/** The change between two periods, of which months of four and of five weeks are compared by the week. */
function changeOf(kpi: Kpi, now: PeriodValue, before: PeriodValue): Change | null {
  return changeBetween(kpi, perWeek(kpi, now).value, perWeek(kpi, before).value);
}

function sixWeeks(series: ReadingSeries, shown: Period): ComparedValue[] {
  const { kpi } = series;
  if (kpi.grain === 'month' || kpi.grain === 'quarter') return [];
  let last = shown;
  if (shown.kind !== 'week') {
    last = isoWeekOfKpiDay(shown.end, kpi.weekStart);
    if (spanOf(kpi, last).end > shown.end) last = previousPeriod(last);
  }
  return periodsEndingAt(last, 6).map((period) => compared(series, period));
}

/** The month of the last day counts only when that day ends it, else the month before is the last shown. */
function twelveMonths(series: ReadingSeries, shown: Period): ComparedValue[] {
  if (series.kpi.grain === 'quarter') return [];
  const { end } = spanOf(series.kpi, shown);
  const month = periodOf('month', end);
  const last = end === endOfMonth(end) ? month : previousPeriod(month);
  return periodsEndingAt(last, 12).map((period) => compared(series, period));
}

function judged(kpi: Kpi, of: PeriodValue): Status {
  if (of.value === null) return 'grey';
  return statusOf(of.value, kpi.direction, {
    target: targetFor(kpi, of.period),
    thresholds: thresholdsFor(kpi, of.period),
  });
}

function whyGrey(series: ReadingSeries, current: PeriodValue, isLate: boolean): GreyReason {
  if (series.dataThrough === null || series.firstDay === null) return 'no-data';
  if (isLate) return 'late';
  const span = spanOf(series.kpi, current.period);
  if (current.completeness === 'complete') return current.value === null ? 'no-base' : 'no-target';
  if (span.end < series.firstDay) return 'no-data';
  const due = lastDayExpected(series, span);
  if (due === null) return 'no-data';
  return series.dataThrough < due ? 'late' : 'incomplete';
}

/**
 * All figures of one KPI segment for one period.
 * @param readings those of this KPI; others are ignored. Values in the KPI's own unit, rates as fractions.
 */
export function computeFigures(
  kpi: Kpi,
  readings: Iterable<Reading>,
  ask: FigureOptions & { readonly period: Period },
): KpiFigures {
  const fiscalStartMonth = ask.fiscalStartMonth ?? 1;
  const series = indexReadings(kpi, readings, ask);
  const { shown, isCoarser, isLate } = shownPeriodOf(series, ask.period, { fiscalStartMonth, asOf: ask.asOf });
  const current = valueIn(series, shown);
  const previous = valueIn(series, previousPeriod(shown));
  const lastYear = valueIn(series, samePeriodLastYear(shown));
  const target = targetFor(kpi, shown);
  const history = historyOf(series, shown, fiscalStartMonth);
  const { behaviour, series: drawn } = analyseBehaviour({
    kpi,
    values: history.map((value) => perWeek(kpi, value)),
    target: targetPerWeek(kpi, history.at(-1) ?? current, targetFor(kpi, history.at(-1)?.period ?? shown)),
    mayCarrySignals: !isCoarser,
    ...(ask.baselineFrom === undefined ? {} : { baselineFrom: ask.baselineFrom }),
    ...(ask.limits === undefined ? {} : { limits: ask.limits }),
  });
  const status = isLate ? 'grey' : judged(kpi, current);
  // Inside, weeks are ISO weeks, which can be counted; what people are told are the days of the KPI's own.
  const told = <T extends { readonly period: Period }>(one: T): T => ({
    ...one,
    period: kpiPeriod(one.period, kpi.weekStart),
  });
  const figures = {
    segment: ask.segment ?? '',
    period: ask.period,
    isCoarser,
    current: told(current),
    previous: told(previous),
    change: changeOf(kpi, current, previous),
    lastYear: told(lastYear),
    changeOnYear: changeOf(kpi, current, lastYear),
    series: drawn.slice(-sparklineLength).map(told),
    weeks: sixWeeks(series, shown).map(told),
    months: twelveMonths(series, shown),
    toDate: toDateAt(series, shown, fiscalStartMonth),
    target,
    variance: current.value === null || target === null ? null : varianceTo(current.value, kpi.direction, target),
    status,
    greyReason: status === 'grey' ? whyGrey(series, current, isLate) : null,
    previousStatus: judged(kpi, previous),
    behaviour,
    dataThrough: series.dataThrough,
  };
  return { kpi, ...settledNumbers(figures) };
}
