import { describe, expect, it } from 'vitest';
import { regionalDate, regionalInstant } from '../../../src/kernel/dates-in-words.js';

describe('a day in words', () => {
  it.each([
    ['2026-11-15', '15 novembre 2026', '15 November 2026'],
    ['2026-11-01', '1er novembre 2026', '1 November 2026'],
    ['2026-11-11', '11 novembre 2026', '11 November 2026'],
  ])('%s reads as people of both languages write it', (date, french, english) => {
    expect(regionalDate(date, { locale: 'fr' })).toBe(french);
    expect(regionalDate(date, { locale: 'en' })).toBe(english);
  });

  it('leaves out the year of the day it stands near, and no other', () => {
    expect(regionalDate('2026-11-15', { locale: 'fr', near: '2026-11-16' })).toBe('15 novembre');
    expect(regionalDate('2025-12-31', { locale: 'fr', near: '2026-01-04' })).toBe('31 décembre 2025');
  });
});

describe('a moment in words', () => {
  const instant = new Date('2026-11-01T08:00:00Z');

  it('is told in the zone asked for, which is named', () => {
    expect(regionalInstant(instant, { locale: 'fr', timeZone: 'Europe/Paris' })).toBe(
      'dimanche 1er novembre 2026 à 09:00 (Europe/Paris)',
    );
    expect(regionalInstant(instant, { locale: 'en', timeZone: 'America/New_York' })).toBe(
      'Sunday 1 November 2026 at 03:00 (America/New_York)',
    );
  });

  it('takes its year from that zone', () => {
    const newYear = new Date('2026-12-31T23:30:00Z');

    const words = regionalInstant(newYear, { locale: 'en', timeZone: 'Europe/Paris', near: '2026-12-31' });

    expect(words).toBe('Friday 1 January 2027 at 00:30 (Europe/Paris)');
  });
});
