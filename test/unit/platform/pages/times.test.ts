import { describe, expect, it } from 'vitest';
import { makeTimes } from '../../../../src/platform/pages/times.js';

const paris = { locale: 'fr-FR', timeZone: 'Europe/Paris' };
const at = Date.UTC(2026, 10, 16, 8);

describe('times', () => {
  it('shows a time in the reader’s zone, not the machine’s', () => {
    const times = makeTimes(paris);

    expect(times.timeOfDay(at)).toBe('09:00');
    expect(times.calendarDay(Date.UTC(2026, 10, 15, 23, 30))).toBe('2026-11-16');
  });

  it.each([
    ['{date_num} {time_secs}', '2026-11-16 09:00:00'],
    ['{date}', '16 novembre 2026'],
    ['le {date_long}', 'le lundi 16 novembre 2026'],
    ['{date_short_pretty} {time}', 'hier 09:00'],
    ['{ago}', 'il y a 1 jour'],
  ])('writes the tokens of %j in French', (pattern, expected) => {
    const times = makeTimes(paris, at + 26 * 3_600_000);

    expect(times.slackDate(at / 1000, pattern, 'x')).toBe(expected);
  });

  it.each([
    ['an unknown token', at / 1000, '{date_lunar}'],
    ['a date beyond the calendar', 9e12, '{date}'],
    ['an empty format', at / 1000, ''],
  ])('gives the fallback for %s', (_case, seconds, pattern) => {
    expect(makeTimes(paris).slackDate(seconds, pattern, 'lundi 09:00')).toBe('lundi 09:00');
  });

  it('counts calendar days, not hours, where the clocks change', () => {
    const halfPastMidnight = Date.UTC(2026, 9, 24, 22, 30);
    const hour = 3_600_000;

    expect(makeTimes(paris, halfPastMidnight + 24 * hour).nearDay(halfPastMidnight)).toBe('aujourd’hui');
    expect(makeTimes(paris, halfPastMidnight + 48 * hour).nearDay(halfPastMidnight)).toBe('hier');
    expect(makeTimes(paris, halfPastMidnight + 49 * hour).nearDay(halfPastMidnight)).toBeNull();
  });
});
