import { max, mean, min, sum } from 'simple-statistics';
import {
  addDays,
  addMonths,
  type CalendarDate,
  dayNumber,
  endOfMonth,
  fromDayNumber,
  startOfMonth,
  weekdayIndex,
  weekdays,
} from '../../kernel/calendar.js';
import { kpiWeekDays, type Period, type PeriodKind } from '../../kernel/periods.js';
import { expectedDays, type IsExpected } from './expected-days.js';
import type { Grain, Kpi, Reading, ReadingValue } from './kpi.js';

/** The days from `start` to `end`, both included. */
export type Span = { readonly start: CalendarDate; readonly end: CalendarDate };

/** `complete`: every reading expected is there. `incomplete`: some are. `absent`: none is. */
export type Completeness = 'complete' | 'incomplete' | 'absent';

export type RolledValue = {
  /** Null unless complete; also null when complete but undefined, such as a rate over a denominator of zero. */
  readonly value: number | null;
  /** The same roll-up over the readings that are there; never to be shown as the period's value. */
  readonly partialValue: number | null;
  readonly completeness: Completeness;
  readonly present: number;
  readonly expected: number;
};

export type PeriodValue = RolledValue & { readonly period: Period };

/**
 * One KPI segment's readings, by the day on which each begins, in two rows of plain numbers: a digest
 * looks up tens of thousands of days, which would be slow in a map of objects.
 */
export type ReadingSeries = {
  readonly kpi: Kpi;
  /** Day number of the first cell. */
  readonly origin: number;
  /** A value or a numerator; NaN where no reading begins. */
  readonly amounts: Float64Array;
  /** NaN where the reading is a plain value. */
  readonly denominators: Float64Array;
  readonly isExpected: IsExpected;
  /** First day of the oldest reading; null without readings. */
  readonly firstDay: CalendarDate | null;
  /** Last day covered by the newest reading, or by an absence that counts as zero; null without readings. */
  readonly dataThrough: CalendarDate | null;
};

const fineness: Record<Grain | PeriodKind, number> = {
  day: 0,
  week: 1,
  month: 2,
  quarter: 3,
  'fiscal-quarter': 3,
};

/** True when one reading spans more than a period of that kind: a monthly KPI in a weekly digest. */
export function isCoarserThan(grain: Grain, kind: PeriodKind): boolean {
  return fineness[grain] > fineness[kind];
}

function lastDayOf(grain: Grain, start: CalendarDate): CalendarDate {
  switch (grain) {
    case 'day':
      return start;
    case 'week':
      return addDays(start, 6);
    case 'month':
      return endOfMonth(start);
    case 'quarter':
      return endOfMonth(addMonths(startOfMonth(start), 2));
  }
}

/**
 * Indexes the readings of one KPI and segment, leaving out every reading that covers a day after `asOf`: a digest about
 * the past must not know the future. Readings of another KPI, segment or grain are left out too; of two with one start
 * the later in the list holds.
 */
export function indexReadings(
  kpi: Kpi,
  readings: Iterable<Reading>,
  options: {
    readonly asOf: CalendarDate;
    readonly segment?: string;
    /** Public holidays of the country whose days the KPI's card leaves out. */
    readonly isHoliday?: (date: CalendarDate) => boolean;
  },
): ReadingSeries {
  const segment = options.segment ?? '';
  const kept: { start: number; reading: ReadingValue }[] = [];
  let firstDay: CalendarDate | null = null;
  let newest: CalendarDate | null = null;
  for (const reading of readings) {
    if (reading.kpi !== kpi.key || reading.segment !== segment || reading.grain !== kpi.grain) continue;
    const start = kpi.grain === 'month' || kpi.grain === 'quarter' ? startOfMonth(reading.start) : reading.start;
    if (start > options.asOf || lastDayOf(kpi.grain, start) > options.asOf) continue;
    kept.push({ start: dayNumber(start), reading });
    if (firstDay === null || start < firstDay) firstDay = start;
    if (newest === null || start > newest) newest = start;
  }
  const isExpected = expectedDays(kpi, options.isHoliday);
  if (firstDay === null || newest === null) return { ...emptySeries(), kpi, isExpected };
  const zeros = kpi.absent === 'zero' ? absencesBetween(kpi, { start: firstDay, end: options.asOf }, isExpected) : [];
  const origin = dayNumber(firstDay);
  const last = Math.max(dayNumber(newest), zeros.at(-1) ?? 0);
  const amounts = new Float64Array(last - origin + 1).fill(Number.NaN);
  const denominators = new Float64Array(last - origin + 1).fill(Number.NaN);
  for (const start of zeros) {
    amounts[start - origin] = 0;
    if (kpi.rollUp === 'ratio') denominators[start - origin] = 0;
  }
  for (const { start, reading } of kept) {
    const isPlain = 'value' in reading;
    amounts[start - origin] = isPlain ? reading.value : reading.numerator;
    denominators[start - origin] = isPlain ? Number.NaN : reading.denominator;
  }
  return {
    kpi,
    origin,
    amounts,
    denominators,
    isExpected,
    firstDay,
    dataThrough: lastDayOf(kpi.grain, fromDayNumber(last)),
  };
}

function emptySeries(): Pick<ReadingSeries, 'origin' | 'amounts' | 'denominators' | 'firstDay' | 'dataThrough'> {
  const nothing = new Float64Array(0);
  return { origin: 0, amounts: nothing, denominators: nothing, firstDay: null, dataThrough: null };
}

/** Where a reading is expected to begin in a span that is over: what is not there counts as zero. */
function absencesBetween(kpi: Kpi, span: Span, isExpected: IsExpected): number[] {
  return startsIn(kpi, span).filter(
    (start) => isExpected(start) && lastDayOf(kpi.grain, fromDayNumber(start)) <= span.end,
  );
}

/** The days a period means for this KPI: its own seven days for a week, the calendar's for the rest. */
export function spanOf(kpi: Kpi, period: Period): Span {
  return period.kind === 'week' ? kpiWeekDays(period, kpi.weekStart) : { start: period.start, end: period.end };
}

/** The day that decides to which month and target a period belongs: the fourth of a week, the first of any other. */
export function decidingDay(kpi: Kpi, period: Period): CalendarDate {
  return period.kind === 'week' ? addDays(kpiWeekDays(period, kpi.weekStart).start, 3) : period.start;
}

/**
 * Day numbers on which the readings expected inside a span begin. A weekly reading is inside when its fourth day is, a
 * monthly or quarterly one when it lies there whole.
 */
export function startsIn(kpi: Kpi, span: Span): number[] {
  const first = dayNumber(span.start);
  const last = dayNumber(span.end);
  const starts: number[] = [];
  if (kpi.grain === 'day') {
    for (let day = first; day <= last; day += 1) starts.push(day);
  } else if (kpi.grain === 'week') {
    const earliest = first - 3;
    const wait = (weekdays.indexOf(kpi.weekStart) - weekdayIndex(earliest) + 7) % 7;
    for (let day = earliest + wait; day + 3 <= last; day += 7) starts.push(day);
  } else {
    const step = kpi.grain === 'month' ? 1 : 3;
    let start = span.start === startOfMonth(span.start) ? span.start : addMonths(startOfMonth(span.start), 1);
    for (; lastDayOf(kpi.grain, start) <= span.end; start = addMonths(start, step)) starts.push(dayNumber(start));
  }
  return starts;
}

/** The readings found for a span, in order. */
type Found = { readonly amounts: number[]; readonly denominators: number[] };

function find(series: ReadingSeries, starts: readonly number[]): Found {
  const found: Found = { amounts: [], denominators: [] };
  for (const start of starts) {
    const amount = series.amounts[start - series.origin];
    if (amount === undefined || Number.isNaN(amount)) continue;
    found.amounts.push(amount);
    found.denominators.push(series.denominators[start - series.origin] ?? Number.NaN);
  }
  return found;
}

/** Sums numerators and denominators, then divides; a mean of ratios would weigh a quiet Sunday like a busy Monday. */
function ratio({ amounts, denominators }: Found): number | null {
  const [only] = amounts;
  if (denominators.some(Number.isNaN)) return amounts.length === 1 ? (only ?? null) : null;
  const denominator = sum(denominators);
  return denominator === 0 ? null : sum(amounts) / denominator;
}

/** Each reading by itself: its value, or its numerator over its denominator where that is not zero. */
function plainValues({ amounts, denominators }: Found): number[] {
  if (denominators.every(Number.isNaN)) return amounts;
  return amounts
    .map((amount, index) => {
      const denominator = denominators[index] ?? Number.NaN;
      return Number.isNaN(denominator) ? amount : amount / denominator;
    })
    .filter(Number.isFinite);
}

function combine(kpi: Kpi, found: Found): number | null {
  if (found.amounts.length === 0) return null;
  if (kpi.rollUp === 'ratio') return ratio(found);
  const values = plainValues(found);
  if (values.length === 0) return null;
  switch (kpi.rollUp) {
    case 'sum':
      return sum(values);
    case 'mean':
      return mean(values);
    case 'last':
      return values.at(-1) ?? null;
    case 'min':
      return min(values);
    case 'max':
      return max(values);
  }
}

/**
 * Rolls up the readings that begin on those days, in that order. It is complete with every one that is expected, `last`
 * with the last of them alone; one that came unasked counts too.
 */
export function rollUp(series: ReadingSeries, starts: readonly number[]): RolledValue {
  const expected = starts.filter(series.isExpected);
  const isThere = (start: number): boolean => !Number.isNaN(series.amounts[start - series.origin] ?? Number.NaN);
  const present = expected.filter(isThere).length;
  const found = find(series, starts);
  const partialValue = combine(series.kpi, found);
  const isWhole = series.kpi.rollUp === 'last' ? isLastThere(starts, expected, isThere) : present === expected.length;
  const isAbsent = found.amounts.length === 0;
  return {
    value: isWhole && !isAbsent ? partialValue : null,
    partialValue,
    completeness: isAbsent ? 'absent' : isWhole ? 'complete' : 'incomplete',
    present,
    expected: expected.length,
  };
}

/** Whether there is a reading on the last day that is expected, or after it. */
function isLastThere(
  starts: readonly number[],
  expected: readonly number[],
  isThere: (start: number) => boolean,
): boolean {
  const newest = starts.findLast(isThere);
  return newest !== undefined && newest >= (expected.at(-1) ?? newest);
}

/** The KPI's value in one period of its grain's kind or a longer one. */
export function valueIn(series: ReadingSeries, period: Period): PeriodValue {
  return { period, ...rollUp(series, startsIn(series.kpi, spanOf(series.kpi, period))) };
}

/** The day on which the last reading expected in a span ends (a week that belongs to a month may run past it); null where none is. */
export function lastDayExpected(
  { kpi, isExpected }: Pick<ReadingSeries, 'kpi' | 'isExpected'>,
  span: Span,
): CalendarDate | null {
  const last = startsIn(kpi, span).findLast(isExpected);
  return last === undefined ? null : lastDayOf(kpi.grain, fromDayNumber(last));
}
