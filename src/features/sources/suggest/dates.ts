import {
  addDays,
  type CalendarDate,
  dayNumber,
  startOfMonth,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../../../kernel/calendar.js';
import { type Period, periodOf } from '../../../kernel/periods.js';
import type { Grain } from '../../kpis/public.js';
import { compileDateFormat, readSerial } from '../dates/date-format.js';
import { createMidnightCheck } from '../dates/midnights.js';
import { type DateOrder, dateShapeOf, readDate, type WrittenDate } from '../dates/read-date.js';
import { createZonedDays } from '../dates/zoned-days.js';
import { dateHeaders } from '../names.js';
import { shapeOf } from '../values.js';
import { wordsOf } from './columns.js';
import type { Sample } from './sample.js';

/** The column of dates, and how it is written. */
export type DatesFound = {
  readonly index: number;
  readonly order: DateOrder | null;
  /** A date that can be read in two ways, where none in the column decides. */
  readonly unclear: { readonly cell: string; readonly french: string; readonly us: string } | null;
  readonly format: string | null;
  /** Zone in which every time is midnight, where that is not UTC; its days are then the likely ones. */
  readonly midnightIn: string | null;
  readonly grain: Grain;
  readonly weekStart: Weekday | null;
  readonly marks: 'start' | 'end';
  /** A weekly date tells its weekday, and not whether the week begins or ends on it. */
  readonly isMarkKnown: boolean;
  /** Days of the week on which readings come; null where there is nothing to say of them. */
  readonly days: readonly Weekday[] | null;
  /** First day of each row's period, as written; null where there is no date. */
  readonly starts: readonly (CalendarDate | null)[];
};

type Reading = { readonly format: string | null; read(cell: string): WrittenDate | null };

/** Of a hundred cells, so many have to be dates. */
const most = 0.9;

/** @returns null where no column holds dates. */
export function findDates(sample: Sample): DatesFound | null {
  const indexes = [...sample.header.keys()];
  const isNamed = (index: number): boolean =>
    wordsOf(sample.header[index] ?? '').some((word) => word === 'dt' || dateHeaders.includes(word));
  for (const isWanted of [isNamed, (index: number) => !isNamed(index)]) {
    for (const index of indexes.filter(isWanted)) {
      const found = datesIn(sample, index, isNamed(index));
      if (found) return found;
    }
  }
  return null;
}

function datesIn({ header, rows }: Sample, index: number, isNamed: boolean): DatesFound | null {
  const cells = rows.map((row) => row[index] ?? '');
  const filled = cells.filter((cell) => cell !== '');
  // 2014.5 is a month to whoever looks for one, and a number to everybody else.
  const looksLikeNumbers = filled.every((cell) => shapeOf(cell) !== 'none' && !/^\d{8}$/.test(cell));
  if (filled.length === 0 || (!isNamed && looksLikeNumbers)) return null;
  const order = orderOf(filled);
  const reading = readingsOf(filled, order ?? 'french').find(
    ({ read }) => filled.filter((cell) => read(cell) !== null).length >= filled.length * most,
  );
  if (!reading) return null;
  const midnightIn = reading.format === null ? midnightZone(cells) : null;
  const days = createZonedDays(null);
  const periods = cells.map((cell) => {
    const written = reading.read(cell);
    return written && (midnightIn === null ? written.period : days(written, midnightIn));
  });
  const either =
    order === null && reading.format === null ? filled.find((cell) => dateShapeOf(cell) === 'either') : undefined;
  return {
    index,
    format: reading.format,
    midnightIn,
    order: filled.some((cell) => dateShapeOf(cell) !== 'clear') ? order : null,
    unclear: either === undefined ? null : bothWays(either),
    starts: periods.map((period) => period?.start ?? null),
    ...rhythmOf(
      periods.filter((period) => period !== null),
      wordsOf(header[index] ?? ''),
    ),
  };
}

function midnightZone(cells: readonly string[]): string | null {
  const midnights = createMidnightCheck();
  for (const cell of cells) midnights.look(cell);
  return midnights.doubt(['UTC'])?.other ?? null;
}

function bothWays(cell: string): NonNullable<DatesFound['unclear']> {
  const day = (order: DateOrder): string => readDate(cell, order)?.period.start ?? '';
  return { cell, french: day('french'), us: day('us') };
}

function orderOf(cells: readonly string[]): DateOrder | null {
  const shapes = new Set(cells.map(dateShapeOf));
  if (shapes.has('french') !== shapes.has('us')) return shapes.has('us') ? 'us' : 'french';
  return null;
}

function readingsOf(cells: readonly string[], order: DateOrder): Reading[] {
  const plain = (grain: Grain): Reading => ({
    format: null,
    read: (cell) => readDate(cell, order, grain),
  });
  const formats = ['DD/MM/YY', 'D/M/YY', 'MM/DD/YY', 'M/D/YY', 'D-MMM-YY', 'D MMM YY']
    .flatMap((format) =>
      format.includes('/') ? [format, format.replaceAll('/', '-'), format.replaceAll('/', '.')] : [format],
    )
    .map((format): Reading => {
      const compiled = compileDateFormat(format);
      return { format, read: (cell) => compiled?.(cell) ?? null };
    });
  const excel: Reading = { format: 'excel', read: readSerial };
  // Six digits are a week where one is above 12, or others are weeks.
  const isWeek = (cell: string): boolean =>
    /^\d{4}(?:1[3-9]|[2-5]\d)$/.test(cell) || readDate(cell, order)?.period.kind === 'week';
  const hasWeeks = cells.some(isWeek);
  return [plain(hasWeeks ? 'week' : 'month'), ...formats, ...(cells.every((cell) => cell.length >= 5) ? [excel] : [])];
}

type Rhythm = Pick<DatesFound, 'grain' | 'weekStart' | 'marks' | 'isMarkKnown' | 'days'>;

const everyDay: Rhythm = { grain: 'day', weekStart: null, marks: 'start', isMarkKnown: true, days: null };

function rhythmOf(periods: readonly Period[], header: readonly string[]): Rhythm {
  const [first] = periods;
  const labelled = periods.find(({ kind }) => kind !== 'day');
  if (!first) return everyDay;
  if (labelled) return { ...everyDay, grain: labelled.kind === 'fiscal-quarter' ? 'quarter' : labelled.kind };
  const days = [...new Set(periods.map(({ start }) => start))].sort();
  const isEnd = header.some((word) => /^(?:end|ending|ends|fin)$/.test(word));
  return longPeriods(days) ?? weeks(days, isEnd, header) ?? { ...everyDay, days: daysOf(days) };
}

/** A day that fits none of the others is told by the import. */
const usual = 0.9;

/** Months and quarters by their first or last days. */
function longPeriods(days: readonly CalendarDate[]): Rhythm | null {
  for (const marks of ['start', 'end'] as const) {
    // The day after a period's last is the first of the next.
    const firsts = (marks === 'start' ? days : days.map((day) => addDays(day, 1))).filter(
      (day) => day === startOfMonth(day),
    );
    if (days.length < 2 || firsts.length < days.length * usual) continue;
    const isByQuarter = firsts.every((day) => day === periodOf('quarter', day).start);
    return { ...everyDay, grain: isByQuarter ? 'quarter' : 'month', marks };
  }
  return null;
}

function weeks(days: readonly CalendarDate[], isEnd: boolean, header: readonly string[]): Rhythm | null {
  const weekday = weekdays.find((name) => days.filter((day) => weekdayOf(day) === name).length >= days.length * usual);
  if (days.length < 2 || weekday === undefined) return null;
  const weekStart = isEnd ? (weekdays[(weekdays.indexOf(weekday) + 1) % 7] ?? weekday) : weekday;
  const isSaid = isEnd || header.some((word) => /^(?:start|starts|strt|starting|begin|beginning|debut)$/.test(word));
  const isMarkKnown = isSaid || weekStart === 'monday';
  return { ...everyDay, grain: 'week', weekStart, marks: isEnd ? 'end' : 'start', isMarkKnown };
}

/** Fewer weeks without a weekday may be chance. */
const leastDays = 28;

function daysOf(days: readonly CalendarDate[]): readonly Weekday[] | null {
  const seen = weekdays.filter((weekday) => days.some((day) => weekdayOf(day) === weekday));
  const span = dayNumber(days.at(-1) ?? '') - dayNumber(days[0] ?? '');
  return seen.length === 7 || span < leastDays ? null : seen;
}
