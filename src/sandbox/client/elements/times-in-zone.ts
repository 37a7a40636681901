import { Temporal } from 'temporal-polyfill';

/** Unix seconds of what was chosen in a native input (`2026-11-21T09:30`), read in the actor's zone; null while it is not whole. */
export function secondsInZone(local: string, timeZone: string): number | null {
  try {
    const wall = Temporal.PlainDateTime.from(local);
    return wall.year < 1000 ? null : Math.floor(wall.toZonedDateTime(timeZone).epochMilliseconds / 1000);
  } catch {
    return null;
  }
}

/** The other way round: what a native input shows for an instant. */
export function localInZone(seconds: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' });
}
