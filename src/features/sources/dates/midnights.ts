import type { CalendarDate } from '../../../kernel/calendar.js';
import { createDayReader, zoneOffset } from '../../../kernel/zoned-time.js';
import { dateShapeOf, readDate } from './read-date.js';
import { instantOf } from './zoned-days.js';

/** Looks at a column of times for days that somebody else's clock began. */
export type MidnightCheck = {
  look(cell: string): void;
  /** Set when every time is midnight in one other zone, and the days differ from those of one of `zones`. */
  doubt(zones: readonly string[]): ZoneDoubt | null;
};

export type ZoneDoubt = { readonly other: string; readonly zone: string; readonly fact: string };

/** A day that begins at one time in winter and one in summer; a few more leave room for a zone that changed its law. */
const mostTimes = 4;

/** Where files come from, so that the zone that is named is not just the first by name that fits. */
const likelyZones = [
  'UTC',
  'Europe/Paris',
  'Europe/London',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Kolkata',
];

type Sample = { readonly cell: string; readonly instant: number };

export function createMidnightCheck(): MidnightCheck {
  const samples = new Map<string, Sample>();
  const times = new Set<string>();
  let looked = 0;
  let isOff = false;
  let last = '';
  return {
    look: (cell) => {
      // A day without a time is the usual case, and decides.
      if (isOff || cell === last) return;
      last = cell;
      looked += 1;
      if (!cell.includes(':')) {
        isOff ||= cell !== '' && /\d/.test(cell);
        return;
      }
      const shape = dateShapeOf(cell);
      const written = shape === 'either' ? null : readDate(cell, shape === 'us' ? 'us' : 'french');
      const instant = written && instantOf(written, null);
      if (!written?.time || instant === null) return;
      const time = `${written.time.seconds} ${written.time.offset}`;
      times.add(time);
      isOff = times.size > mostTimes;
      const month = `${time} ${written.period.start.slice(0, 7)}`;
      if (!samples.has(month)) samples.set(month, { cell: cell.trim(), instant });
    },
    // One time alone is midnight somewhere by chance.
    doubt: (zones) => (isOff || looked < 2 ? null : findDoubt([...samples.values()], zones)),
  };
}

function findDoubt(samples: readonly Sample[], zones: readonly string[]): ZoneDoubt | null {
  for (const zone of zones) {
    if (areMidnights(samples, zone)) continue;
    const other = [...likelyZones, ...Intl.supportedValuesOf('timeZone')].find((name) => areMidnights(samples, name));
    if (other === undefined) continue;
    const [here, there] = [createDayReader(zone), createDayReader(other)];
    const moved = samples.find(({ instant }) => here(instant) !== there(instant));
    if (moved) return { other, zone, fact: inWords(moved, [other, there(moved.instant)], [zone, here(moved.instant)]) };
  }
  return null;
}

function areMidnights(samples: readonly Sample[], zone: string): boolean {
  return samples.every(({ instant }) => (instant + zoneOffset(new Date(instant), zone)) % 86_400_000 === 0);
}

type ZonedDay = readonly [zone: string, day: CalendarDate];

function inWords({ cell }: Sample, [other, day]: ZonedDay, [zone, shown]: ZonedDay): string {
  return `every time is midnight in ${other}: "${cell}" is ${day} there, and ${shown} in ${zone}, by which the source counts its days`;
}
