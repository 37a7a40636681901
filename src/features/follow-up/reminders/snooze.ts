import { addDays, type CalendarDate, dayNumber, weekdayIndex } from '../../../kernel/calendar.js';

/** What a person may choose: tomorrow, in three days, next Monday. */
export const snoozeChoices = ['1', '3', 'monday'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

const longestDays = 60;

/** The day until which an item is not spoken of: so many days from today, or the next Monday; null for any other choice. */
export function snoozeUntil(today: CalendarDate, choice: string): CalendarDate | null {
  if (choice === 'monday') return addDays(today, 7 - weekdayIndex(dayNumber(today)));
  const days = /^\d{1,2}$/.test(choice) ? Number(choice) : 0;
  return days >= 1 && days <= longestDays ? addDays(today, days) : null;
}

/** The value of an option: `<item id>|<choice>`. */
export function snoozeValue(itemId: string, choice: SnoozeChoice): string {
  return `${itemId}|${choice}`;
}

/** Takes an option's value apart; null for one that no menu of ours has. */
export function readSnooze(value: string): { readonly itemId: string; readonly choice: string } | null {
  const [itemId, choice, ...more] = value.split('|');
  return itemId && choice && more.length === 0 ? { itemId, choice } : null;
}
