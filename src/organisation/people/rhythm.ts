import { type CalendarDate, weekdayOf } from '../../kernel/calendar.js';
import { instantAt, localDate, parseTimeOfDay } from '../../kernel/zoned-time.js';
import type { HolidayCalendar } from '../calendar/working-days.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import { type AbsentDays, isAbsent } from './absence.js';

/** Nobody's day starts with Copil before this hour, however early their own begins. */
const earliestMorning = '08:00';

/** When and how long a person works. */
export type WorkRhythm = {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
  readonly holidays: HolidayCalendar;
  readonly absences: readonly AbsentDays[];
};

/** A day of the person's week that is no public holiday of theirs, and on which they are not away. */
export function isWorkedBy(day: CalendarDate, { workingHours, holidays, absences }: WorkRhythm): boolean {
  return workingHours.days.includes(weekdayOf(day)) && !holidays.isHoliday(day) && !isAbsent(day, absences);
}

/** From when to when a person may be written to on a day, whatever the day; `to` is not included. */
function hoursOn(day: CalendarDate, { timeZone: zone, workingHours }: Pick<WorkRhythm, 'timeZone' | 'workingHours'>) {
  const { from, to } = workingHours;
  const start = from < earliestMorning && to > earliestMorning ? earliestMorning : from;
  const at = (time: string) => instantAt({ date: day, time: parseTimeOfDay(time), zone });
  return { start: at(start), end: at(to) };
}

/**
 * The day of the person whose morning came after `after` and not after `now`, while their hours still last; null where
 * none did. A morning that was slept through is not made up for once the day is over.
 */
export function morningWithin(
  { after, now }: { readonly after: Date; readonly now: Date },
  rhythm: Pick<WorkRhythm, 'timeZone' | 'workingHours'>,
): CalendarDate | null {
  const day = localDate(now, rhythm.timeZone);
  const { start, end } = hoursOn(day, rhythm);
  return after < start && start <= now && now < end ? day : null;
}

/** Whether a person may be written to at this instant. */
export function mayBeWrittenTo(now: Date, rhythm: WorkRhythm): boolean {
  const day = localDate(now, rhythm.timeZone);
  const { start, end } = hoursOn(day, rhythm);
  return start <= now && now < end && isWorkedBy(day, rhythm);
}
