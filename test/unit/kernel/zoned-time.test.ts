import { describe, expect, it } from 'vitest';
import {
  assertZone,
  instantAt,
  lastCompleteDay,
  lastCompletePeriod,
  localDate,
  localMinutes,
  parseTimeOfDay,
} from '../../../src/kernel/zoned-time.js';

describe('a local time in a zone', () => {
  it.each([
    ['an ordinary winter morning', '2026-01-05', '09:00', 'Europe/Paris', '2026-01-05T08:00:00.000Z'],
    ['an ordinary summer morning', '2026-07-06', '09:00', 'Europe/Paris', '2026-07-06T07:00:00.000Z'],
    [
      'the minute after the gap when the clock jumps over it',
      '2026-03-29',
      '02:30',
      'Europe/Paris',
      '2026-03-29T01:00:00.000Z',
    ],
    ['the first of two when the hour repeats', '2026-10-25', '02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
    ['the minute after the gap in New York', '2026-03-08', '02:15', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['the first of two in New York', '2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['the minute after the gap in Auckland', '2026-09-27', '02:30', 'Pacific/Auckland', '2026-09-26T14:00:00.000Z'],
    ['the first of two in Auckland', '2026-04-05', '02:30', 'Pacific/Auckland', '2026-04-04T13:30:00.000Z'],
    ['the next midnight on a day an island skipped', '2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['the half-hour gap of Lord Howe', '2026-10-04', '02:10', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
  ])('is %s', (_what, date, time, zone, expected) => {
    expect(instantAt({ date, time: parseTimeOfDay(time), zone }).toISOString()).toBe(expected);
  });

  it('tells the day and the minute on the wall', () => {
    const instant = new Date('2026-11-15T23:30:00Z');

    expect(localDate(instant, 'Europe/Paris')).toBe('2026-11-16');
    expect(localDate(instant, 'America/New_York')).toBe('2026-11-15');
    expect(localMinutes(instant, 'Europe/Paris')).toBe(30);
    expect(lastCompleteDay(instant, 'Europe/Paris')).toBe('2026-11-15');
  });

  it.each(['24:00', '9:00', '09:60', '09', 'nine', ''])('refuses "%s" as a time of day', (text) => {
    expect(() => parseTimeOfDay(text)).toThrow(/is not a time of day: expected HH:MM/);
  });
});

describe('the last complete period', () => {
  it.each([
    ['week', '2026-11-16T08:00:00Z', 'Europe/Paris', '2026-W46'],
    ['week', '2026-11-15T23:30:00Z', 'Europe/Paris', '2026-W46'],
    ['week', '2026-11-15T23:30:00Z', 'America/New_York', '2026-W45'],
    ['week', '2026-11-15T11:30:00Z', 'Pacific/Auckland', '2026-W46'],
    ['month', '2026-11-01T00:30:00Z', 'America/New_York', '2026-09'],
    ['month', '2026-11-04T09:00:00Z', 'Europe/Paris', '2026-10'],
    ['quarter', '2026-10-12T07:00:00Z', 'Europe/Paris', '2026-Q3'],
  ] as const)('is, for a %s at %s in %s, %s', (kind, at, zone, label) => {
    expect(lastCompletePeriod(kind, { at: new Date(at), zone }).label).toBe(label);
  });

  it('follows the fiscal year', () => {
    const moment = { at: new Date('2026-07-10T07:00:00Z'), zone: 'Europe/Paris' };

    expect(lastCompletePeriod('fiscal-quarter', moment, { fiscalStartMonth: 7 }).label).toBe('FY2026-Q4');
  });
});

describe('the name of a zone', () => {
  it.each(['Europe/Paris', 'Pacific/Auckland', 'UTC', 'America/Argentina/Buenos_Aires'])('accepts %s', (zone) => {
    expect(() => assertZone(zone)).not.toThrow();
  });

  it.each([
    ['Europe/Pariss', /There is no time zone "Europe\/Pariss".*Did you mean Europe\/Paris/],
    ['Paris', /Did you mean Europe\/Paris/],
    ['France/Paris', /Did you mean Europe\/Paris/],
    ['America/NewYork', /Did you mean America\/New_York/],
    ['+02:00', /There is no time zone "\+02:00": expected an IANA name such as Europe\/Paris$/],
    ['', /There is no time zone ""/],
    ['CST', /There is no time zone "CST": expected an IANA name such as Europe\/Paris$/],
    ['PST', /There is no time zone "PST": expected an IANA name such as Europe\/Paris$/],
  ])('refuses "%s" and names what is near', (zone, message) => {
    expect(() => assertZone(zone)).toThrow(message);
  });
});
