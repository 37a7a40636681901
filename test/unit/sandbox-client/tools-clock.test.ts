import { describe, expect, it } from 'vitest';
import { aheadBy, clockTexts, runningTime, untilNextMinute } from '../../../src/sandbox/client/tools/clock-text.js';

const monday = Date.parse('2026-11-16T08:00:30Z');
const clock = { now: monday, isAhead: true, isMoving: false, next: null };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('the running clock', () => {
  it('runs on from when its state was received', () => {
    expect(runningTime(clock, 1_000, 1_000 + 5 * minute)).toBe(monday + 5 * minute);
  });

  it('stands still while it is moved', () => {
    expect(runningTime({ ...clock, isMoving: true }, 1_000, 1_000 + 5 * minute)).toBe(monday);
  });

  it('never runs backwards when the machine’s own clock was set back', () => {
    expect(runningTime(clock, 10_000, 1_000)).toBe(monday);
  });

  it('waits for the next minute it shows', () => {
    expect(untilNextMinute(monday)).toBe(30_000);
    expect(untilNextMinute(monday + 30_000)).toBe(minute);
  });
});

describe('the clock’s texts', () => {
  it('tell weekday, date and time in the reader’s zone', () => {
    const texts = clockTexts(monday, { locale: 'en-GB', timeZone: 'Europe/Paris' });

    expect(texts.short).toMatch(/^Mon,? 16 Nov 2026,? 09:00$/);
    expect(texts.compact).toMatch(/^Mon,? 09:00$/);
    expect(texts.full).toMatch(/^Monday,? 16 November 2026 at 09:00$/);
  });

  it('follow the reader’s language and the day it is there', () => {
    const texts = clockTexts(Date.parse('2026-11-15T23:30:00Z'), { locale: 'fr-FR', timeZone: 'Europe/Paris' });

    expect(texts.short).toMatch(/^lun\. 16 nov\. 2026,? 00:30$/);
    expect(texts.full).toBe('lundi 16 novembre 2026 à 00:30');
  });
});

describe('how far the workspace is ahead', () => {
  it.each([
    [21 * day + 3 * hour, { unit: 'day', count: 21 }],
    [1.5 * day, { unit: 'day', count: 2 }],
    [34 * hour, { unit: 'hour', count: 34 }],
    [10 * minute, { unit: 'hour', count: 1 }],
    [-day, { unit: 'hour', count: 1 }],
  ])('%d ms are %o', (ms, expected) => {
    expect(aheadBy(monday + ms, monday)).toEqual(expected);
  });
});
