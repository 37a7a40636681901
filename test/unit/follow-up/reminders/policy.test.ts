import { describe, expect, it } from 'vitest';
import {
  isLastReminder,
  planReminder,
  type RemindableItem,
  soonUntil,
} from '../../../../src/features/follow-up/reminders/policy.js';
import { addDays } from '../../../../src/kernel/calendar.js';
import { loadHolidays } from '../../../../src/organisation/calendar/working-days.js';
import { usualHours } from '../../../../src/organisation/calendar/working-hours.js';
import type { WorkRhythm } from '../../../../src/organisation/people/rhythm.js';

const french = await loadHolidays('FR');

const paris: WorkRhythm = { timeZone: 'Europe/Paris', workingHours: usualHours, holidays: french, absences: [] };

function anItem(dueOn: string, more: Partial<RemindableItem> = {}): RemindableItem {
  return { id: 'i1', dueOn, reminders: 0, lastRemindedOn: null, snoozedUntil: null, ...more };
}

/** The days on which reminders of one item leave, from one day on, when nobody answers. */
function remindedOn(dueOn: string, days: { from: string; count: number }, rhythm: WorkRhythm = paris): string[] {
  let item = anItem(dueOn);
  return Array.from({ length: days.count }, (_, index) => addDays(days.from, index)).filter((day) => {
    const planned = planReminder({ personKey: 'ana', rhythm }, day, [item]);
    if (planned) item = { ...item, reminders: item.reminders + 1, lastRemindedOn: day };
    return planned !== null;
  });
}

describe('two weeks of reminders', () => {
  // 25 December 2026, a Friday, is a holiday in France.
  const weeks = { from: '2026-12-21', count: 14 };

  it('begin once before the day, come on the day, and then daily, five in all, never on a holiday or a week-end', () => {
    expect(remindedOn('2026-12-24', weeks)).toEqual([
      '2026-12-22',
      '2026-12-24',
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
    ]);
  });

  it('wait for the first working morning after an absence, and warn before it begins', () => {
    const away = { ...paris, absences: [{ fromOn: '2026-12-23', toOn: '2026-12-29' }] };

    expect(remindedOn('2026-12-24', weeks, away)).toEqual(['2026-12-21', '2026-12-30', '2026-12-31']);
  });

  it('count the working days of the person, not of the calendar', () => {
    const part: WorkRhythm = { ...paris, workingHours: { ...usualHours, days: ['monday', 'thursday'] } };

    const days = remindedOn('2026-12-31', weeks, part);

    expect(days).toEqual(['2026-12-24', '2026-12-31']);
  });

  it('come for what is due on a Sunday before the week-end and from Monday on', () => {
    const ordinary = { from: '2026-11-16', count: 10 };

    expect(remindedOn('2026-11-22', ordinary)).toEqual(['2026-11-19', '2026-11-23', '2026-11-24', '2026-11-25']);
  });
});

describe('a reminder', () => {
  const day = '2026-11-18';
  const plan = (items: RemindableItem[], rhythm: WorkRhythm = paris) =>
    planReminder({ personKey: 'ana', rhythm }, day, items)?.itemIds ?? null;

  it('is one for all items, the oldest date first', () => {
    const items = [
      anItem('2026-11-20', { id: 'soon' }),
      anItem('2026-11-18', { id: 'today' }),
      anItem('2026-11-02', { id: 'late' }),
    ];

    expect(plan(items)).toEqual(['late', 'today', 'soon']);
  });

  it('is not sent where there is nothing to say', () => {
    expect(plan([anItem('2026-11-23')])).toBeNull();
    expect(plan([])).toBeNull();
  });

  it('leaves out what is snoozed, until its day', () => {
    const snoozed = (snoozedUntil: string) => anItem('2026-11-17', { snoozedUntil });

    expect(plan([snoozed('2026-11-19')])).toBeNull();
    expect(plan([snoozed('2026-11-18')])).toEqual(['i1']);
  });

  it('speaks again of what is due soon when its snooze is over', () => {
    const mentioned = anItem('2026-11-20', { lastRemindedOn: '2026-11-17' });

    expect(plan([{ ...mentioned, dueOn: '2026-11-19' }])).toBeNull();
    expect(plan([{ ...mentioned, snoozedUntil: '2026-11-18' }])).toEqual(['i1']);
  });

  it('speaks once more of what was given a new date since', () => {
    expect(plan([anItem('2026-11-20', { lastRemindedOn: '2026-11-10' })])).toEqual(['i1']);
  });

  it('is not repeated on one day, and falls silent after the fifth', () => {
    expect(plan([anItem('2026-11-02', { lastRemindedOn: day, reminders: 1 })])).toBeNull();
    expect(plan([anItem('2026-11-02', { lastRemindedOn: '2026-11-17', reminders: 5 })])).toBeNull();
  });

  it('knows that it is the last, before and after it was counted', () => {
    expect(isLastReminder({ reminders: 4, lastRemindedOn: '2026-11-17' }, day)).toBe(true);
    expect(isLastReminder({ reminders: 5, lastRemindedOn: day }, day)).toBe(true);
    expect(isLastReminder({ reminders: 4, lastRemindedOn: day }, day)).toBe(false);
    expect(isLastReminder({ reminders: 0, lastRemindedOn: null }, day)).toBe(false);
  });
});

describe('a person', () => {
  it('is away for so long that nothing can be due soon, and an end is found all the same', () => {
    const away = { ...paris, absences: [{ fromOn: '2026-11-01', toOn: '2027-11-01' }] };

    expect(soonUntil('2026-11-18', away)).toBe('2027-01-02');
  });
});
