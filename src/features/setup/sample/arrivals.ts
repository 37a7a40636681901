import { addDays, type CalendarDate, dayNumber, weekdayIndex } from '../../../kernel/calendar.js';
import { instantAt, localDate, parseTimeOfDay } from '../../../kernel/zoned-time.js';
import type { Reading } from '../../kpis/public.js';
import type { Organisation } from '../organisation/organisation.js';
import type { SampleWorld } from './day-facts.js';
import { lastDayOf, sampleReadings } from './sample-readings.js';

/** The one source that breaks its promise. */
export const lateSourceKey = 'social-listening';

/** Sample sources deliver a little before they promised. */
const beforePromiseMinutes = 30;

/**
 * The late source delivers a weekend on the Monday of the week after next, at 10:30: whenever the digest of a week
 * leaves or is looked at, that week's last two days are still missing. The digest before is then put right, because the
 * next one, which waits for the same source until 11:00, has not taken its place yet.
 */
function lateArrival(day: CalendarDate): { date: CalendarDate; at: string } | null {
  const weekday = weekdayIndex(dayNumber(day));
  if (weekday < 5) return null;
  return { date: addDays(day, 7 - weekday + 7), at: '10:30' };
}

/** From a day to its delivery it is no longer than this, save for what is promised later than that. */
const lateWayDays = 16;

/** The instant at which a sample reading is delivered. */
export function arrivalOf(source: Organisation['sources'][number], reading: Pick<Reading, 'grain' | 'start'>): Date {
  const day = lastDayOf(reading);
  const { by, lagDays, zone } = source.freshness ?? { by: '08:00', lagDays: 1, zone: 'Europe/Paris' };
  const late = source.key === lateSourceKey ? lateArrival(day) : null;
  if (late !== null) return instantAt({ date: late.date, time: parseTimeOfDay(late.at), zone });
  const promised = instantAt({ date: addDays(day, lagDays), time: parseTimeOfDay(by), zone });
  return new Date(promised.getTime() - beforePromiseMinutes * 60_000);
}

/** The instants after one and until another at which any source delivers, in order; a daily source's day counts once. */
export function arrivalInstants(
  organisation: Organisation,
  span: { readonly after: Date; readonly until: Date },
): Date[] {
  const found = new Set<number>();
  const last = localDate(span.until, 'UTC');
  for (const source of organisation.sources) {
    for (let start = addDays(localDate(span.after, 'UTC'), -lateWayDays); start <= last; start = addDays(start, 1)) {
      const at = arrivalOf(source, { grain: 'day', start });
      if (at > span.after && at <= span.until) found.add(at.getTime());
    }
  }
  return [...found].sort((a, b) => a - b).map((at) => new Date(at));
}

/** What one source delivers in one go. */
export type Delivery = { readonly source: string; readonly readings: readonly Reading[] };

/** No promise of the sample organisation and no lateness reaches further back than this. */
const longestWayDays = 70;

type Span = { readonly from: CalendarDate; readonly after?: Date; readonly until: Date };

/** Whether a reading of a source arrives in the span. Zones cost time, so each day is asked about once, and old ones never. */
function arrivalTest(source: Organisation['sources'][number], span: Span): (reading: Reading) => boolean {
  const settled = addDays(localDate(span.until, 'UTC'), -longestWayDays);
  // A day of grace on either side stands for the zones.
  const wayDays = Math.max(lateWayDays, source.freshness?.lagDays ?? 0) + 1;
  const oldest = span.after && addDays(localDate(span.after, 'UTC'), -wayDays);
  const known = new Map<string, boolean>();
  return (reading) => {
    const day = lastDayOf(reading);
    if (oldest === undefined ? day < settled : day < oldest) return oldest === undefined;
    let isIn = known.get(day);
    if (isIn === undefined) {
      const arrival = arrivalOf(source, reading);
      isIn = arrival <= span.until && (span.after === undefined || arrival > span.after);
      known.set(day, isIn);
    }
    return isIn;
  };
}

/**
 * The readings that arrive after one instant and until another, by source, of periods that start on `from` or later.
 * Without `after`, everything that has arrived by then.
 */
export function sampleArrivals(organisation: Organisation, world: SampleWorld, span: Span): Delivery[] {
  const to = localDate(span.until, 'UTC');
  const recent = span.after === undefined ? span.from : addDays(localDate(span.after, 'UTC'), -longestWayDays);
  const from = recent > span.from ? recent : span.from;
  return organisation.sources.flatMap((source) => {
    const isIn = arrivalTest(source, span);
    const readings = organisation.kpis
      .filter(({ sources }) => sources[0] === source.key)
      .flatMap(({ key }) => sampleReadings(key, { from, to }, world))
      .filter(isIn);
    return readings.length === 0 ? [] : [{ source: source.key, readings }];
  });
}
