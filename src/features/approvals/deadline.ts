import { addDays, weekdayOf } from '../../kernel/calendar.js';
import { instantAt, localDate, parseTimeOfDay } from '../../kernel/zoned-time.js';
import type { HolidayCalendar } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';

/** No run of holidays is longer: a calendar without working days ends here, and not never. */
const daysPerWorkingDayAtMost = 31;

/**
 * When approvers who are asked at an instant must have decided: at the end of the working hours of the `within`th
 * working day after that day, by their committee's calendar and zone.
 */
export function deadlineOf(
  { calendar, timeZone }: Pick<Committee, 'calendar' | 'timeZone'>,
  ask: { readonly from: Date; readonly within: number; readonly holidays: HolidayCalendar },
): Date {
  const { days, to } = calendar.workingHours;
  const today = localDate(ask.from, timeZone);
  let date = today;
  let worked = 0;
  for (let ahead = 1; worked < ask.within && ahead <= ask.within * daysPerWorkingDayAtMost; ahead += 1) {
    date = addDays(today, ahead);
    if (days.includes(weekdayOf(date)) && !ask.holidays.isHoliday(date)) worked += 1;
  }
  return instantAt({ date, time: parseTimeOfDay(to), zone: timeZone });
}
