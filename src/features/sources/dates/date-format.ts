import { fromDayNumber, isCalendarDate } from '../../../kernel/calendar.js';
import { periodOf } from '../../../kernel/periods.js';
import { labelled, timedDay, type WrittenDate } from './read-date.js';
import { offset } from './times.js';
import { monthNamed } from './worded-dates.js';

/** Reads the cells of a column that are written in one way only. */
export type DateFormat = (cell: string) => WrittenDate | null;

const parts = {
  YYYY: ['year', String.raw`\d{4}`],
  YY: ['shortYear', String.raw`\d{2}`],
  MMMM: ['monthName', String.raw`\p{L}{3,9}\.?`],
  MMM: ['monthName', String.raw`\p{L}{3,9}\.?`],
  MM: ['month', String.raw`\d{2}`],
  M: ['month', String.raw`\d{1,2}`],
  DD: ['day', String.raw`\d{2}`],
  D: ['day', String.raw`\d{1,2}`],
  WW: ['week', String.raw`\d{2}`],
  W: ['week', String.raw`\d{1,2}`],
  Q: ['quarter', '[1-4]'],
  HH: ['hour', String.raw`\d{2}`],
  H: ['hour', String.raw`\d{1,2}`],
  hh: ['hour', String.raw`\d{2}`],
  h: ['hour', String.raw`\d{1,2}`],
  mm: ['minute', String.raw`\d{2}`],
  ss: ['second', String.raw`\d{2}(?:[.,]\d+)?`],
  A: ['half', String.raw`[apAP]\.?[mM]\.?`],
} as const;

/** As much as the longest date, with a name for each of its parts. */
const longestFormat = 100;

const token = /\[([^[\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|WW|W|Q|HH|H|hh|h|mm|ss|A|Z|[\s\S]/g;

/**
 * Reads `excel` (days since 1900, as Excel counts them) or a pattern such as `DD-MMM-YY`, `YYYY [w]W` or `M/D/YYYY h:mm A`.
 * Null for a pattern that names no day, week, month or quarter of a year.
 */
export function compileDateFormat(format: string): DateFormat | null {
  if (format === 'excel') return readSerial;
  if (format.length > longestFormat) return null;
  const names = new Set<string>();
  const source = format.replaceAll(token, (found: string, literal: string | undefined) => {
    if (found === 'Z') return names.has('zone') || !names.add('zone') ? '$^' : offset;
    const part = literal === undefined ? parts[found as keyof typeof parts] : undefined;
    if (part === undefined) return (literal ?? found).replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
    const [name, digits] = part;
    if (names.has(name)) return '$^';
    names.add(name);
    return `(?<${name}>${digits})`;
  });
  const hasYear = names.has('year') || names.has('shortYear');
  const hasMonth = names.has('month') || names.has('monthName');
  const isWhole = hasYear && (hasMonth || names.has('week') || names.has('quarter')) && (!names.has('day') || hasMonth);
  if (!isWhole) return null;
  const expression = new RegExp(`^${source}$`, 'iu');
  return (cell) => {
    const match = expression.exec(cell.trim());
    return match?.groups ? readGroups(match.groups) : null;
  };
}

type Groups = Readonly<Record<string, string | undefined>>;

function readGroups(groups: Groups): WrittenDate | null {
  const { year = fullYear(groups['shortYear']), week, quarter, day } = groups;
  const month = groups['month'] ?? String(monthNamed(groups['monthName'] ?? '') ?? '');
  if (day === undefined) {
    const number =
      week === undefined
        ? quarter === undefined
          ? month.padStart(2, '0')
          : `Q${quarter}`
        : `W${week.padStart(2, '0')}`;
    const period = labelled(`${year}-${number}`);
    return period && { period, time: null };
  }
  const { hour, minute, second, half, utc, offsetHours, offsetMinutes } = groups;
  const time = [hour, minute, second?.slice(0, 2), half?.[0], utc, offsetHours, offsetMinutes];
  return timedDay([year, month, day], time);
}

/** 69 is 2069 and 70 is 1970, as in POSIX. */
function fullYear(short = ''): string {
  return Number(short) < 70 ? `20${short}` : `19${short}`;
}

/** Excel counts days from 1900, and has a 29 February in that year. */
const lastBeforeLeap = 59;

/** The day that a day number of Excel stands for; its time of day has no zone, and is left off. */
export function readSerial(cell: string): WrittenDate | null {
  const match = /^(\d{1,6})(?:[.,]\d+)?$/.exec(cell.trim());
  if (!match) return null;
  const number = Number(match[1]);
  if (number === lastBeforeLeap + 1) return null;
  const day = fromDayNumber(number - (number > lastBeforeLeap ? 25_569 : 25_568));
  return isCalendarDate(day) ? { period: periodOf('day', day), time: null } : null;
}
