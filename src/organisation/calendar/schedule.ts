import { Cron } from 'croner';
import {
  addDays,
  addMonths,
  type CalendarDate,
  dayNumber,
  fromDayNumber,
  startOfMonth,
  type Weekday,
  weekdayIndex,
  weekdays,
} from '../../kernel/calendar.js';
import { ValidationError } from '../../kernel/errors.js';
import {
  type FiscalCalendar,
  type Period,
  type PeriodKind,
  parsePeriod,
  periodOf,
  quarterStart,
} from '../../kernel/periods.js';
import { assertZone, instantAt, lastCompletePeriod, localDate, parseTimeOfDay } from '../../kernel/zoned-time.js';
import { type HolidayCalendar, noHolidays, nthWorkingDay } from './working-days.js';

export type ScheduleRule =
  | { readonly every: 'week'; readonly on: Weekday; readonly at: string }
  /** Every second week from `firstWeek` (`2026-W02`) on; none before it. */
  | { readonly every: 'two-weeks'; readonly on: Weekday; readonly at: string; readonly firstWeek: string }
  /** On the nth working day of the month or quarter, about the one before. */
  | { readonly every: 'month' | 'quarter'; readonly workingDay: number; readonly at: string }
  /** Five fields: minute, hour, day of month, month, day of week. */
  | { readonly cron: string; readonly reports: 'week' | 'month' | 'quarter' };

/** When a committee meets on its numbers. `at` is `HH:MM` on the wall clock of `zone`. */
export type Schedule = ScheduleRule & {
  /** IANA name. */
  readonly zone: string;
  /** ISO code whose public holidays are no working days; see `loadHolidays`. */
  readonly country?: string;
  /** 1 to 12: quarters are then fiscal ones. */
  readonly fiscalStartMonth?: number;
};

/** Every month and quarter, with any country's holidays, has at least so many working days; later ones would fail now and then. */
const mostWorkingDays = { month: 15, quarter: 45 } as const;

/** A leap year begins here, so that a cron for 29 February is seen to fire; a fixed date keeps the check pure. */
const cronProbe = new Date('2024-01-01T00:00:00Z');

function readCron(pattern: string, zone: string): Cron {
  try {
    // "no-wildcard": 30 2,14 * * * runs after a clock's jump too, and once in a repeated hour.
    return new Cron(pattern, { timezone: zone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true });
  } catch (cause) {
    throw new ValidationError(
      `"${pattern}" is not a cron pattern: expected five fields (minute hour day month weekday), such as 0 9 * * MON`,
      {},
      { cause },
    );
  }
}

function assertFires(pattern: string, zone: string): void {
  if (readCron(pattern, zone).nextRun(cronProbe) === null) {
    throw new ValidationError(`The cron pattern "${pattern}" never fires: no such day exists`);
  }
}

function assertWorkingDay(rule: { every: 'month' | 'quarter'; workingDay: number }): void {
  const most = mostWorkingDays[rule.every];
  if (Number.isInteger(rule.workingDay) && rule.workingDay >= 1 && rule.workingDay <= most) return;
  throw new ValidationError(
    `Working day ${rule.workingDay} of a ${rule.every} is not possible: expected a whole number from 1 to ${most}, which every ${rule.every} has`,
  );
}

/** @throws ValidationError naming what cannot work: zone, time, week, working day, fiscal month, or a cron that never fires. */
export function assertSchedule(schedule: Schedule): void {
  assertZone(schedule.zone);
  const first = schedule.fiscalStartMonth ?? 1;
  if (!Number.isInteger(first) || first < 1 || first > 12) {
    throw new ValidationError(`A fiscal year cannot start in month ${first}: expected 1 to 12`);
  }
  if ('cron' in schedule) {
    assertFires(schedule.cron, schedule.zone);
    return;
  }
  parseTimeOfDay(schedule.at);
  if (schedule.every === 'month' || schedule.every === 'quarter') assertWorkingDay(schedule);
  if (schedule.every === 'two-weeks') firstMonday(schedule.firstWeek);
}

function firstMonday(label: string): number {
  const week = parsePeriod(label);
  if (week.kind !== 'week') throw new ValidationError(`"${label}" is not an ISO week: expected one such as 2026-W02`);
  return dayNumber(week.start);
}

function* everyDays(first: number, from: number, step: number): Generator<CalendarDate> {
  const skipped = Math.max(0, Math.ceil((from - first) / step));
  for (let day = first + skipped * step; ; day += step) yield fromDayNumber(day);
}

function* nthDays(
  rule: { months: number; start: CalendarDate; n: number },
  holidays: HolidayCalendar,
): Generator<CalendarDate> {
  for (let start = rule.start; ; start = addMonths(start, rule.months)) {
    yield nthWorkingDay({ start, end: addDays(addMonths(start, rule.months), -1) }, rule.n, holidays);
  }
}

/** Days of the schedule in order, from `from` or a little before it. */
function daysFrom(
  schedule: Exclude<Schedule, { cron: string }>,
  from: CalendarDate,
  holidays: HolidayCalendar,
): Generator<CalendarDate> {
  const day = dayNumber(from);
  switch (schedule.every) {
    case 'week': {
      const weekday = weekdays.indexOf(schedule.on);
      return everyDays(day - weekdayIndex(day) + weekday, day, 7);
    }
    case 'two-weeks':
      return everyDays(firstMonday(schedule.firstWeek) + weekdays.indexOf(schedule.on), day, 14);
    case 'month':
      return nthDays({ months: 1, start: startOfMonth(from), n: schedule.workingDay }, holidays);
    case 'quarter':
      return nthDays(
        { months: 3, start: quarterStart(from, schedule.fiscalStartMonth), n: schedule.workingDay },
        holidays,
      );
  }
}

/**
 * The instants at which the schedule runs, strictly after one, in order and without end. A local time that the clocks
 * jump over runs at the first minute after, one that comes twice at its first.
 */
export function* runsAfter(schedule: Schedule, after: Date, holidays: HolidayCalendar = noHolidays): Generator<Date> {
  if ('cron' in schedule) {
    const cron = readCron(schedule.cron, schedule.zone);
    for (let next = cron.nextRun(after); next !== null; next = cron.nextRun(next)) yield next;
    return;
  }
  const time = parseTimeOfDay(schedule.at);
  const { zone } = schedule;
  // A day back, because a time jumped over late in the evening may fall on the next day.
  for (const date of daysFrom(schedule, addDays(localDate(after, zone), -1), holidays)) {
    const instant = instantAt({ date, time, zone });
    if (instant > after) yield instant;
  }
}

/** The next `count` runs strictly after an instant. */
export function occurrences(
  schedule: Schedule,
  ask: { readonly after: Date; readonly count: number; readonly holidays?: HolidayCalendar },
): Date[] {
  const found: Date[] = [];
  if (ask.count <= 0) return found;
  for (const run of runsAfter(schedule, ask.after, ask.holidays)) {
    found.push(run);
    if (found.length >= ask.count) break;
  }
  return found;
}

/** The kind of period the schedule reports; quarters are fiscal when the schedule has a fiscal year. */
export function reportedKind(schedule: Schedule): PeriodKind {
  const kind = 'cron' in schedule ? schedule.reports : schedule.every;
  if (kind === 'two-weeks') return 'week';
  return kind === 'quarter' && schedule.fiscalStartMonth !== undefined ? 'fiscal-quarter' : kind;
}

function fiscalOf(schedule: Schedule): FiscalCalendar {
  return schedule.fiscalStartMonth === undefined ? {} : { fiscalStartMonth: schedule.fiscalStartMonth };
}

/** What a run is about: the last period that was complete, in the committee's zone, when it was scheduled. */
export function periodForRun(schedule: Schedule, scheduledFor: Date): Period {
  return lastCompletePeriod(reportedKind(schedule), { at: scheduledFor, zone: schedule.zone }, fiscalOf(schedule));
}

/** The reported kind of period that holds a day. */
export function reportedPeriodOf(schedule: Schedule, date: CalendarDate): Period {
  return periodOf(reportedKind(schedule), date, fiscalOf(schedule));
}
