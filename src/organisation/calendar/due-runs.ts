import { addDays, type Weekday, weekdayOf } from '../../kernel/calendar.js';
import { ValidationError } from '../../kernel/errors.js';
import type { Period } from '../../kernel/periods.js';
import { instantAt, localDate, localMinutes, parseTimeOfDay } from '../../kernel/zoned-time.js';
import { periodForRun, runsAfter, type Schedule } from './schedule.js';
import { type HolidayCalendar, noHolidays } from './working-days.js';

/** One time a committee's digest should leave. */
export type Run = {
  readonly scheduledFor: Date;
  readonly period: Period;
  /** So long past its time that a reader should be told. */
  readonly isLate: boolean;
};

/** When a late digest may still be posted, on the wall clock of the committee. */
export type WorkingHours = {
  /** `HH:MM`, included. */
  readonly from: string;
  /** `HH:MM`, not included. */
  readonly to: string;
  readonly days: readonly Weekday[];
};

export const usualWorkingHours: WorkingHours = {
  from: '08:00',
  to: '18:00',
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
};

/** Sweeps come each minute; a digest that leaves within a quarter of an hour needs no excuse. */
const usualLateAfterMinutes = 15;

function isLateAt(scheduledFor: Date, now: Date, lateAfterMinutes: number): boolean {
  return now.getTime() - scheduledFor.getTime() > lateAfterMinutes * 60_000;
}

/**
 * The runs in (after, now], oldest first, never before the committee was activated. Several runs about one period (a
 * cron that fires daily and reports weeks) count once, at the first of them. A clock turned back gives none: `after`
 * is the newest instant ever swept.
 */
export function dueRuns(ask: {
  readonly schedule: Schedule;
  readonly activatedAt: Date;
  readonly after: Date;
  readonly now: Date;
  readonly holidays?: HolidayCalendar;
  readonly lateAfterMinutes?: number;
}): Run[] {
  const runs: Run[] = [];
  // An activation at the very minute of a run still gets it.
  const start = new Date(Math.max(ask.after.getTime(), ask.activatedAt.getTime() - 1));
  if (start >= ask.now) return runs;
  for (const scheduledFor of runsAfter(ask.schedule, start, ask.holidays)) {
    if (scheduledFor > ask.now) break;
    const period = periodForRun(ask.schedule, scheduledFor);
    if (runs.at(-1)?.period.label === period.label) continue;
    const isLate = isLateAt(scheduledFor, ask.now, ask.lateAfterMinutes ?? usualLateAfterMinutes);
    runs.push({ scheduledFor, period, isLate });
  }
  return runs;
}

export type CatchUp = {
  /** To be sent now; null when there is none or when a late one has to wait for working hours. */
  readonly send: Run | null;
  /** The newest run while it waits, and when it may go. Ask again then, with the same `after`. */
  readonly waiting: { readonly run: Run; readonly until: Date } | null;
  /** Older runs, which nobody wants any more: to be listed as missed. */
  readonly missed: readonly Run[];
  readonly isLate: boolean;
};

export type CatchUpRules = {
  readonly now: Date;
  readonly zone: string;
  readonly workingHours?: WorkingHours;
  readonly holidays?: HolidayCalendar;
  readonly lateAfterMinutes?: number;
};

/** @throws ValidationError when a time is unreadable, the hours are empty or no day is worked. */
export function assertWorkingHours(hours: WorkingHours): void {
  if (minutesOf(hours.from) >= minutesOf(hours.to)) {
    throw new ValidationError(`Working hours from ${hours.from} to ${hours.to} are empty: "to" must come after "from"`);
  }
  if (hours.days.length === 0) throw new ValidationError('Working hours need at least one day of the week');
}

function minutesOf(time: string): number {
  const { hour, minute } = parseTimeOfDay(time);
  return hour * 60 + minute;
}

/** The instant from which posting is allowed: `now` inside working hours, else the next opening. */
function nextOpening(rules: CatchUpRules): Date {
  const hours = rules.workingHours ?? usualWorkingHours;
  const holidays = rules.holidays ?? noHolidays;
  assertWorkingHours(hours);
  const minutes = localMinutes(rules.now, rules.zone);
  const today = localDate(rules.now, rules.zone);
  // A month ahead is past any run of holidays; beyond it, waiting longer helps nobody.
  for (let ahead = 0; ahead <= 31; ahead += 1) {
    const date = addDays(today, ahead);
    if (!hours.days.includes(weekdayOf(date)) || holidays.isHoliday(date)) continue;
    if (ahead === 0 && minutes >= minutesOf(hours.to)) continue;
    if (ahead === 0 && minutes >= minutesOf(hours.from)) return rules.now;
    return instantAt({ date, time: parseTimeOfDay(hours.from), zone: rules.zone });
  }
  return rules.now;
}

/**
 * What to do about due runs: the newest is sent, older ones are missed. A run in time leaves at any hour, since its
 * committee chose it; a late one, labelled so, only in working hours.
 */
export function catchUpPlan(runs: readonly Run[], rules: CatchUpRules): CatchUp {
  const newest = runs.at(-1);
  if (newest === undefined) return { send: null, waiting: null, missed: [], isLate: false };
  const missed = runs.slice(0, -1);
  const isLate = isLateAt(newest.scheduledFor, rules.now, rules.lateAfterMinutes ?? usualLateAfterMinutes);
  const until = isLate ? nextOpening(rules) : rules.now;
  const run = { ...newest, isLate };
  if (until > rules.now) return { send: null, waiting: { run, until }, missed, isLate };
  return { send: run, waiting: null, missed, isLate };
}
