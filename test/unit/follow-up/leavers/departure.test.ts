import { describe, expect, it } from 'vitest';
import { losers, whoHandsOver } from '../../../../src/features/follow-up/leavers/departure.js';
import { readLeaverSubject } from '../../../../src/features/follow-up/leavers/messages.js';

describe('a change of a committee', () => {
  it.each([
    ['takes the seat of whoever it lists no more', { members: ['ana', 'ben'] }, { members: ['ana'] }, ['ben']],
    ['leaves one who only changes roles', { members: ['ben'], leads: [] }, { members: [], leads: ['ben'] }, []],
    ['names one who had two roles once', { leads: ['ben'], approvers: ['ben'] }, { leads: [], approvers: [] }, ['ben']],
    ['takes nothing when it is of something else', { locale: 'fr' }, { locale: 'en' }, []],
    ['takes nothing when it is unreadable', { members: 'ben' }, { members: [3] }, []],
  ])('%s', (_, before, after, expected) => {
    expect(losers(before, after)).toEqual(expected);
  });
});

describe('who hears that somebody left', () => {
  const today = '2026-11-18';
  const leader = (key: string, isAway = false) => ({
    key,
    today,
    absences: isAway ? [{ fromOn: '2026-11-16', toOn: '2026-11-20' }] : [],
  });

  it.each([
    ['is the chair', [leader('chair'), leader('lead')], 'chair'],
    ['is a lead where the chair left', [leader('ben'), leader('lead')], 'lead'],
    ['is a lead where the chair is away', [leader('chair', true), leader('lead')], 'lead'],
    ['is the chair where all are away', [leader('chair', true), leader('lead', true)], 'chair'],
    ['is nobody where nobody else leads', [leader('ben')], undefined],
  ])('%s', (_, leaders, expected) => {
    expect(whoHandsOver(leaders, 'ben')?.key).toBe(expected);
  });
});

describe('the block of the choice', () => {
  it.each(['leaver:c1', 'leaver::ben', 'card:c1:ben', 'leaver:c1:ben:more', ''])('is not read from %s', (text) => {
    expect(readLeaverSubject(text)).toBeNull();
  });
});
