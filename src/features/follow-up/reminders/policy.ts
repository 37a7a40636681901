import { addDays, type CalendarDate } from '../../../kernel/calendar.js';
import { isWorkedBy, type WorkRhythm } from '../../../organisation/people/rhythm.js';

/** Reminders of one item without an act of its owner; after them it is for the next review, not for one more message. */
export const remindersAtMost = 5;

/** Unanswered reminders of an overdue item after which the chair hears of it. */
export const remindersBeforeChair = 3;

/** How far ahead the next working days are looked for: past any leave that is worth a warning. */
const longestLookAheadDays = 45;

/** What the policy needs to know of an open item. */
export type RemindableItem = {
  readonly id: string;
  readonly dueOn: CalendarDate;
  /** That Slack took since its owner last did something about it. */
  readonly reminders: number;
  readonly lastRemindedOn: CalendarDate | null;
  readonly snoozedUntil: CalendarDate | null;
};

export type Urgency = 'overdue' | 'today' | 'soon';

export function urgencyOn(day: CalendarDate, { dueOn }: Pick<RemindableItem, 'dueOn'>): Urgency {
  if (dueOn < day) return 'overdue';
  return dueOn === day ? 'today' : 'soon';
}

/** The second day after this one on which the person works: what is due up to then is due soon. */
export function soonUntil(day: CalendarDate, rhythm: WorkRhythm): CalendarDate {
  let found = 0;
  for (let ahead = 1; ahead <= longestLookAheadDays; ahead += 1) {
    const date = addDays(day, ahead);
    if (isWorkedBy(date, rhythm)) found += 1;
    if (found === 2) return date;
  }
  return addDays(day, longestLookAheadDays);
}

/**
 * Which items a person is reminded of on a day that they work, the oldest date first, else as they come: overdue ones and those of the day,
 * those due soon once, those whose snooze is over; never one that was reminded of `remindersAtMost` times.
 */
export function itemsToMention<Item extends RemindableItem>(
  day: CalendarDate,
  items: readonly Item[],
  rhythm: WorkRhythm,
): Item[] {
  return items.filter((item) => isDueForMention(item, day, rhythm)).sort((a, b) => order(a.dueOn, b.dueOn));
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function isDueForMention(item: RemindableItem, day: CalendarDate, rhythm: WorkRhythm): boolean {
  const { dueOn, reminders, lastRemindedOn: last, snoozedUntil } = item;
  if (reminders >= remindersAtMost) return false;
  if (last !== null && last >= day) return false;
  if (snoozedUntil !== null && snoozedUntil > day) return false;
  if (dueOn <= day) return true;
  if (dueOn > soonUntil(day, rhythm)) return false;
  const isAwake = snoozedUntil !== null && (last === null || last < snoozedUntil);
  const wasMentioned = last !== null && dueOn <= soonUntil(last, rhythm);
  return isAwake || !wasMentioned;
}

/** Whether the reminder of this day is the last of an item: then it is for the next review. */
export function isLastReminder(
  { reminders, lastRemindedOn }: Pick<RemindableItem, 'reminders' | 'lastRemindedOn'>,
  day: CalendarDate,
): boolean {
  const isCounted = lastRemindedOn !== null && lastRemindedOn >= day;
  return reminders + (isCounted ? 0 : 1) >= remindersAtMost;
}

/** One direct message to an owner. */
export type PlannedReminder = {
  readonly personKey: string;
  readonly day: CalendarDate;
  readonly itemIds: readonly string[];
};

export type Owner = { readonly personKey: string; readonly rhythm: WorkRhythm };

/** The message an owner gets on this morning of theirs; null on a day they do not work, and where there is nothing to say. */
export function planReminder(
  { personKey, rhythm }: Owner,
  day: CalendarDate,
  items: readonly RemindableItem[],
): PlannedReminder | null {
  if (!isWorkedBy(day, rhythm)) return null;
  const itemIds = itemsToMention(day, items, rhythm).map(({ id }) => id);
  return itemIds.length === 0 ? null : { personKey, day, itemIds };
}
