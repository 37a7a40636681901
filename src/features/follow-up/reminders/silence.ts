import type { CalendarDate } from '../../../kernel/calendar.js';
import { type RemindableItem, remindersBeforeChair } from './policy.js';

/** An open item, as the question whether its committee has to hear of it sees it. */
export type SilentItem = RemindableItem & { readonly ownerKey: string; readonly committeeId: string };

/** Who leads a committee, and can be written to: chairs first, then leads, each by key. */
export type Leaders = ReadonlyMap<string, readonly string[]>;

/** Who hears of an item's silence: the chair, or a lead where the chair is the owner; null where nobody is left. */
export function whoHears({ committeeId, ownerKey }: Pick<SilentItem, 'committeeId' | 'ownerKey'>, leaders: Leaders) {
  return leaders.get(committeeId)?.find((key) => key !== ownerKey) ?? null;
}

/**
 * Overdue, reminded of often enough without an answer, and not only this very day: its owner has that day to answer.
 */
export function isSilent(item: SilentItem, day: CalendarDate): boolean {
  const { dueOn, reminders, lastRemindedOn, snoozedUntil } = item;
  const isAsleep = snoozedUntil !== null && snoozedUntil > day;
  return (
    dueOn < day && !isAsleep && reminders >= remindersBeforeChair && lastRemindedOn !== null && lastRemindedOn < day
  );
}

/** What the record says of an item's reminders, in order. */
export type ReminderTrace = {
  readonly itemId: string;
  /** `reminded`: the first of a streak has number 1; `told`: somebody heard of its silence. */
  readonly what: 'reminded' | 'told';
  readonly number: number;
};

/** Items whose silence was told in the streak of reminders that goes on: an act of the owner begins a new one. */
export function toldInThisStreak(traces: readonly ReminderTrace[]): ReadonlySet<string> {
  const told = new Set<string>();
  for (const { itemId, what, number } of traces) {
    if (what === 'told') told.add(itemId);
    else if (number <= 1) told.delete(itemId);
  }
  return told;
}

/** What a leader has to hear on a morning of theirs, the oldest date first. */
export function planSilence(
  ask: { readonly personKey: string; readonly day: CalendarDate; readonly leaders: Leaders },
  items: readonly SilentItem[],
  traces: readonly ReminderTrace[],
): SilentItem[] {
  const told = toldInThisStreak(traces);
  return items
    .filter((item) => isSilent(item, ask.day) && !told.has(item.id) && whoHears(item, ask.leaders) === ask.personKey)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
