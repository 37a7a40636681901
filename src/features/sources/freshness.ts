import { z } from 'zod';
import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import { isoWeekOfKpiDay, kpiWeekDays, periodOf } from '../../kernel/periods.js';
import { instantAt, isZone, localDate, parseTimeOfDay } from '../../kernel/zoned-time.js';
import { expectedDays, type IsExpected, type Kpi, lastExpectedDay } from '../kpis/public.js';

/**
 * When a source's readings are promised (`Source.freshness`): the reading of a day, week, month or quarter is there
 * `lagDays` after the period's last day, at `by` on the clock of `zone`.
 */
export const FreshnessPromise = z.strictObject({
  by: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 07:30'),
  lagDays: z.int().min(0).max(366).default(1),
  zone: z.string().refine(isZone, 'is not a time zone such as Europe/Paris').default('UTC'),
});
export type FreshnessPromise = z.infer<typeof FreshnessPromise>;

/** What `Source.freshness` may hold: a promise, or `{}` for a source that promises nothing. */
export const SourceFreshness = z.union([FreshnessPromise, z.strictObject({}).transform(() => null)]);

/** `none`: there is no reading at all. A source without a promise is never late. */
export type FreshnessState = 'fresh' | 'late' | 'none';

export type Freshness = {
  readonly state: FreshnessState;
  /** First day of the newest period that must be there by now; null without a promise. */
  readonly expectedStart: CalendarDate | null;
  /** When that period was due; null without a promise. */
  readonly dueAt: Date | null;
};

type Delivered = Pick<Kpi, 'grain' | 'weekStart' | 'expects' | 'absent'> & {
  readonly promise: FreshnessPromise | null;
  /** First day of the newest period there is; null when there is none. */
  readonly latestStart: CalendarDate | null;
  /** Public holidays of the country that the KPI's card names; none where left out. */
  readonly isHoliday?: (date: CalendarDate) => boolean;
};

/** The instant at which the period that ends on `periodEnd` is promised to be there. */
export function promisedAt(promise: FreshnessPromise, periodEnd: CalendarDate): Date {
  const date = addDays(periodEnd, promise.lagDays);
  return instantAt({ date, time: parseTimeOfDay(promise.by), zone: promise.zone });
}

/** Judges one KPI of a source at a business time. Where an absent day is zero, nothing tells a quiet day from a late file. */
export function judgeFreshness(delivered: Delivered, at: Date): Freshness {
  const { promise, latestStart } = delivered;
  if (promise === null || (delivered.absent === 'zero' && latestStart !== null)) {
    return { state: latestStart === null ? 'none' : 'fresh', expectedStart: null, dueAt: null };
  }
  const isExpected = expectedDays(delivered, delivered.isHoliday);
  const periodUpTo = (day: CalendarDate): Days => grainPeriod(delivered, isExpected, day);
  let expected = periodUpTo(addDays(localDate(at, promise.zone), -promise.lagDays));
  while (promisedAt(promise, expected.end) > at) expected = periodUpTo(addDays(expected.start, -1));
  const state = latestStart === null ? 'none' : latestStart >= expected.start ? 'fresh' : 'late';
  return { state, expectedStart: expected.start, dueAt: promisedAt(promise, expected.end) };
}

type Days = { readonly start: CalendarDate; readonly end: CalendarDate };

function grainPeriod(
  { grain, weekStart }: Pick<Delivered, 'grain' | 'weekStart'>,
  isExpected: IsExpected,
  day: CalendarDate,
): Days {
  if (grain === 'day') return periodOf(grain, lastExpectedDay(isExpected, day));
  return grain === 'week' ? kpiWeekDays(isoWeekOfKpiDay(day, weekStart), weekStart) : periodOf(grain, day);
}
