import { type CalendarDate, dayNumber } from '../../kernel/calendar.js';
import { regionalDay } from '../../kernel/dates-in-words.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Say } from '../../platform/texts.js';
import { type Item, isOpen } from './item.js';

type Words = { readonly locale: Locale; readonly say: Say };

/** "Friday 27 November: 3 days late": always the weekday, so that a wrong date is seen at once. */
export function dueText(item: Item, today: CalendarDate, { locale, say }: Words): string {
  const date = regionalDay(item.dueOn, { locale, near: today });
  if (!isOpen(item)) return say('follow-up.due.closed', { date });
  const days = dayNumber(today) - dayNumber(item.dueOn);
  if (days > 0) return say('follow-up.due.late', { date, days });
  return say(days === 0 ? 'follow-up.due.today' : 'follow-up.due.ahead', { date });
}

export function stateText({ state }: Item, say: Say): string {
  return say('follow-up.state', { state });
}
