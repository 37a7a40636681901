import { Temporal } from 'temporal-polyfill';
import { addDays, type CalendarDate, fromDayNumber } from './calendar.js';
import { ValidationError } from './errors.js';
import { nearestNames } from './nearest-names.js';
import { type FiscalCalendar, type Period, type PeriodKind, periodOf, previousPeriod } from './periods.js';

/** Hour 0 to 23 and minute 0 to 59 on a wall clock. */
export type TimeOfDay = { readonly hour: number; readonly minute: number };

export type LocalTime = { readonly date: CalendarDate; readonly time: TimeOfDay; readonly zone: string };

/** @throws ValidationError unless the text is `HH:MM`, 00:00 to 23:59. */
export function parseTimeOfDay(text: string): TimeOfDay {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (!match) throw new ValidationError(`"${text}" is not a time of day: expected HH:MM, 00:00 to 23:59`);
  return { hour: Number(match[1]), minute: Number(match[2]) };
}

/**
 * True for a name of the IANA time zone database; a bare offset such as +02:00 is not one, since it knows no clock change,
 * and neither is CST, which means three zones.
 */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  if (zonesSeen.has(zone)) return true;
  try {
    // Refuses the abbreviations that Intl alone would take.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    zonesSeen.add(zone);
    return true;
  } catch {
    return false;
  }
}

/** Asking costs half a millisecond, and an organisation names the same few zones again and again. */
const zonesSeen = new Set<string>();

/** @throws ValidationError naming the zone and the nearest names that exist. */
export function assertZone(zone: string): void {
  if (isZone(zone)) return;
  const near = nearestZones(zone);
  throw new ValidationError(
    `There is no time zone "${zone}": expected an IANA name such as Europe/Paris${near.length > 0 ? `. Did you mean ${near.join(', ')}?` : ''}`,
  );
}

/** Zones that exist whose city is called like that one's: "Paris" alone, or "France/Paris", finds Europe/Paris. */
export function nearestZones(zone: string): string[] {
  return nearestNames(cityOf(zone), Intl.supportedValuesOf('timeZone'), (name) => [cityOf(name)]);
}

function cityOf(zone: string): string {
  return zone.split('/').at(-1) ?? zone;
}

/** The calendar day on the wall of that zone at that instant. */
export function localDate(instant: Date, zone: string): CalendarDate {
  return zonedAt(instant, zone).toPlainDate().toString();
}

/** Minutes since local midnight on the wall clock of that zone. */
export function localMinutes(instant: Date, zone: string): number {
  const local = zonedAt(instant, zone);
  return local.hour * 60 + local.minute;
}

function zonedAt(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

/**
 * The instant at which a wall clock shows that time. A time the clocks jump over becomes the first minute after the
 * jump; a time that comes twice is its first.
 */
export function instantAt(local: LocalTime): Date {
  const { hour, minute } = local.time;
  const wanted = Temporal.PlainDate.from(local.date).toPlainDateTime({ hour, minute });
  const earlier = wanted.toZonedDateTime(local.zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wanted)) return new Date(earlier.epochMilliseconds);
  const afterJump = earlier.getTimeZoneTransition('next') ?? earlier;
  return new Date(afterJump.epochMilliseconds);
}

/** The newest period of that kind that is wholly over in the zone at the instant: on Monday, the week that ended on Sunday. */
export function lastCompletePeriod(
  kind: PeriodKind,
  moment: { readonly at: Date; readonly zone: string },
  fiscal: FiscalCalendar = {},
): Period {
  const today = localDate(moment.at, moment.zone);
  return previousPeriod(periodOf(kind, today, fiscal));
}

/** The last day that is wholly over in the zone at the instant: the day up to which readings can be complete. */
export function lastCompleteDay(at: Date, zone: string): CalendarDate {
  return addDays(localDate(at, zone), -1);
}

const dayMs = 86_400_000;

/** Milliseconds by which the wall clock of that zone is ahead of UTC at that instant. */
export function zoneOffset(instant: Date, zone: string): number {
  return zonedAt(instant, zone).offsetNanoseconds / 1_000_000;
}

/**
 * Tells the calendar day of many instants (milliseconds since 1970) in a zone: what its clock shows is looked up once for
 * each day on which it does not change.
 */
export function createDayReader(zone: string): (instant: number) => CalendarDate {
  const offsets = new Map<number, number | null>();
  const offsetAt = (instant: number): number => zoneOffset(new Date(instant), zone);
  return (instant) => {
    const day = Math.floor(instant / dayMs);
    let offset = offsets.get(day);
    if (offset === undefined) {
      const atStart = offsetAt(day * dayMs);
      offset = atStart === offsetAt((day + 1) * dayMs) ? atStart : null;
      offsets.set(day, offset);
    }
    return fromDayNumber(Math.floor((instant + (offset ?? offsetAt(instant))) / dayMs));
  };
}
