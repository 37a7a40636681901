import { describe, expect, it } from 'vitest';
import {
  isSilent,
  planSilence,
  type ReminderTrace,
  type SilentItem,
  toldInThisStreak,
  whoHears,
} from '../../../../src/features/follow-up/reminders/silence.js';

const day = '2026-11-19';
const leaders = new Map([
  ['c1', ['chair', 'lead']],
  ['c2', ['chair']],
]);

function silent(more: Partial<SilentItem> = {}): SilentItem {
  const facts = { dueOn: '2026-11-10', reminders: 3, lastRemindedOn: '2026-11-18', snoozedUntil: null };
  return { id: 'i1', committeeId: 'c1', ownerKey: 'ben', ...facts, ...more };
}

const traces = (text: string): ReminderTrace[] =>
  text.split(' ').map((word) => ({
    itemId: 'i1',
    what: word === 'told' ? 'told' : 'reminded',
    number: word === 'told' ? 3 : Number(word),
  }));

describe('the silence of an owner', () => {
  it('is told to the chair, to a lead where the chair owns it, and to nobody where none is left', () => {
    expect(whoHears(silent(), leaders)).toBe('chair');
    expect(whoHears(silent({ ownerKey: 'chair' }), leaders)).toBe('lead');
    expect(whoHears(silent({ committeeId: 'c2', ownerKey: 'chair' }), leaders)).toBeNull();
    expect(whoHears(silent({ committeeId: 'gone' }), leaders)).toBeNull();
  });

  it.each([
    ['after three reminders of something overdue', {}, true],
    ['not after two', { reminders: 2 }, false],
    ['not while the third is of this very day', { lastRemindedOn: day }, false],
    ['not before the date is over', { dueOn: day }, false],
    ['not while it is snoozed', { snoozedUntil: '2026-11-20' }, false],
  ])('begins %s', (_, facts, expected) => {
    expect(isSilent(silent(facts), day)).toBe(expected);
  });

  it.each([
    ['1 2 3', false],
    ['1 2 3 told', true],
    ['1 2 3 told 4 5', true],
    ['1 2 3 told 1 2 3', false],
    ['1 2 3 told 1 2 3 told', true],
  ])('is told once in each streak of reminders: %s', (text, isTold) => {
    expect(toldInThisStreak(traces(text)).has('i1')).toBe(isTold);
  });

  it('reaches a leader in one message, the oldest date first, without what another leader hears', () => {
    const items = [silent(), silent({ id: 'i2', dueOn: '2026-11-02' }), silent({ id: 'i3', ownerKey: 'chair' })];
    const ask = { day, leaders };

    expect(planSilence({ ...ask, personKey: 'chair' }, items, []).map(({ id }) => id)).toEqual(['i2', 'i1']);
    expect(planSilence({ ...ask, personKey: 'lead' }, items, []).map(({ id }) => id)).toEqual(['i3']);
    expect(planSilence({ ...ask, personKey: 'chair' }, [silent()], traces('1 2 3 told'))).toEqual([]);
  });
});
