import { type CalendarDate, dayNumber } from '../../../kernel/calendar.js';
import { type Period, periodOf } from '../../../kernel/periods.js';
import { createDayReader, instantAt } from '../../../kernel/zoned-time.js';
import type { WrittenDate } from './read-date.js';

/** The period that a written date falls in where days are counted in a zone. */
export type ZonedDays = (written: WrittenDate, zone: string) => Period;

/**
 * A time with a zone is converted; one without stands as it is written, unless the map says in which zone its clock was
 * read (`timesIn`).
 */
export function createZonedDays(timesIn: string | null): ZonedDays {
  const readers = new Map<string, (instant: number) => CalendarDate>();
  return (written, zone) => {
    const instant = instantOf(written, timesIn);
    if (instant === null) return written.period;
    let reader = readers.get(zone);
    if (!reader) {
      reader = createDayReader(zone);
      readers.set(zone, reader);
    }
    return periodOf('day', reader(instant));
  };
}

/** Milliseconds since 1970; null for a date that is no instant. */
export function instantOf({ period, time }: WrittenDate, timesIn: string | null): number | null {
  if (time === null) return null;
  if (time.offset !== null) return dayNumber(period.start) * 86_400_000 + time.seconds * 1_000 - time.offset * 60_000;
  if (timesIn === null) return null;
  const minutes = Math.floor(time.seconds / 60);
  return instantAt({
    date: period.start,
    time: { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 },
    zone: timesIn,
  }).getTime();
}
