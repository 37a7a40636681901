import {
  addDays,
  type CalendarDate,
  dayNumber,
  endOfMonth,
  monthOf,
  startOfMonth,
  weekdayIndex,
  yearOf,
} from '../../../kernel/calendar.js';
import { periodOf } from '../../../kernel/periods.js';
import type { Grain, Reading, ReadingValue } from '../../kpis/public.js';
import type { DayFacts, SampleWorld } from './day-facts.js';
import { noise } from './noise.js';

type Segments = Readonly<Record<string, ReadingValue>>;

type Series = { readonly grain: Grain; readonly valuesAt: (start: CalendarDate, world: SampleWorld) => Segments };

const whole = (value: number): Segments => ({ '': { value } });
const rate = (numerator: number, denominator: number): Segments => ({ '': { numerator, denominator } });

function daily(valuesOf: (facts: DayFacts) => Segments): Series {
  return { grain: 'day', valuesAt: (date, world) => valuesOf(world.factsOn(date)) };
}

/** A level that a panel or a survey measures once a week or month, with its swing as a share. */
function measured(world: SampleWorld, name: string, at: { number: number; level: number; sway: number }): number {
  return at.level * (1 + at.sway * noise(world.seed, name, at.number));
}

function weekly(valuesOf: (week: number, world: SampleWorld) => Segments): Series {
  return { grain: 'week', valuesAt: (monday, world) => valuesOf(Math.floor((dayNumber(monday) + 3) / 7), world) };
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

const priceIndex = weekly((week, world) => {
  const index = (name: string, level: number): ReadingValue => ({
    value: tenths(measured(world, `price ${name}`, { number: week, level, sway: 0.006 })),
  });
  return { '': index('all', 98.8), northwind: index('northwind', 101.5), lumen: index('lumen', 95.9) };
});

const adPressure = weekly((week, world) => {
  const count = (name: string, level: number): number =>
    Math.round(measured(world, `ads ${name}`, { number: week, level, sway: 0.05 }));
  const [northwind, lumen] = [count('northwind', 71), count('lumen', 48)];
  return { '': { value: northwind + lumen }, northwind: { value: northwind }, lumen: { value: lumen } };
});

function monthNumber(start: CalendarDate): number {
  return yearOf(start) * 12 + monthOf(start);
}

const brandAwareness: Series = {
  grain: 'month',
  valuesAt: (start, world) => {
    const number = monthNumber(start);
    return whole(Math.round(measured(world, 'awareness', { number, level: 0.352, sway: 0.015 }) * 1_000) / 1_000);
  },
};

/** All of marketing's cost, media and people, by the customers won in the month. */
const acquisitionCost: Series = {
  grain: 'month',
  valuesAt: (start, world) => {
    let spend = 0;
    let won = 0;
    for (let day = start; day <= endOfMonth(start); day = addDays(day, 1)) {
      const facts = world.factsOn(day);
      spend += facts.spend;
      won += facts.accepted;
    }
    const people = measured(world, 'people cost', { number: monthNumber(start), level: 96_000, sway: 0.01 });
    return rate(Math.round((spend + people) * 100) / 100, Math.round(won * 0.84));
  },
};

/** How each KPI of the sample organisation comes from what happened. */
const series: Readonly<Record<string, Series>> = {
  sessions: daily(({ sessions }) => whole(sessions)),
  'new-visitor-share': daily(({ newVisitors, visitors }) => rate(newVisitors, visitors)),
  'newsletter-subscribers': daily(({ subscribers }) => whole(subscribers)),
  'consent-rate': daily(({ consents, bannersShown }) => rate(consents, bannersShown)),
  'brand-awareness': brandAwareness,
  leads: daily(({ leads }) => whole(leads)),
  'mql-to-sql-rate': daily(({ accepted, qualified }) => rate(accepted, qualified)),
  'cost-per-lead': daily(({ spend, paidLeads }) => rate(spend, paidLeads)),
  'media-spend': daily(({ spend }) => whole(spend)),
  roas: daily(({ revenue, spend }) => rate(revenue, spend)),
  'conversion-rate': daily(({ sessions, sessionsA, ordersA, ordersB }) => ({
    '': { numerator: ordersA + ordersB, denominator: sessions },
    'variant-a': { numerator: ordersA, denominator: sessionsA },
    'variant-b': { numerator: ordersB, denominator: sessions - sessionsA },
  })),
  'email-open-rate': daily(({ opens, delivered }) => rate(opens, delivered)),
  'unsubscribe-rate': daily(({ unsubscribes, delivered }) => rate(unsubscribes, delivered)),
  'response-time': daily(({ responseHours }) => whole(responseHours)),
  'customer-acquisition-cost': acquisitionCost,
  'share-of-voice': daily(({ ownMentions, allMentions }) => rate(ownMentions, allMentions)),
  'competitor-price-index': priceIndex,
  'competitor-ad-pressure': adPressure,
};

/** Keys of the KPIs that sample readings exist for. */
export const sampleKpiKeys: readonly string[] = Object.keys(series);

/** The one gap: in week 33 the e-mail tool was moved, and nobody counted from Tuesday to Thursday. */
function isMissing(kpiKey: string, date: CalendarDate): boolean {
  if (kpiKey !== 'email-open-rate' || !periodOf('week', date).label.endsWith('W33')) return false;
  const weekday = weekdayIndex(dayNumber(date));
  return weekday >= 1 && weekday <= 3;
}

function firstStart(grain: Grain, from: CalendarDate): CalendarDate {
  if (grain === 'week') {
    const monday = periodOf('week', from).start;
    return monday < from ? addDays(monday, 7) : monday;
  }
  if (grain === 'month') {
    const first = startOfMonth(from);
    return first < from ? addDays(endOfMonth(from), 1) : first;
  }
  return from;
}

function nextStart(grain: Grain, start: CalendarDate): CalendarDate {
  if (grain === 'week') return addDays(start, 7);
  return grain === 'month' ? addDays(endOfMonth(start), 1) : addDays(start, 1);
}

/**
 * The sample readings of a KPI whose periods start from `from` to `to`, both included, oldest first. Each is a function
 * of the seed and its own date: whatever stretch is asked for, a date has the same value. Empty for a KPI that is not
 * part of the sample.
 */
export function sampleReadings(
  kpiKey: string,
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
  world: SampleWorld,
): Reading[] {
  const found = Object.hasOwn(series, kpiKey) ? series[kpiKey] : undefined;
  if (found === undefined) return [];
  const { grain, valuesAt } = found;
  const readings: Reading[] = [];
  for (let start = firstStart(grain, span.from); start <= span.to; start = nextStart(grain, start)) {
    if (isMissing(kpiKey, start)) continue;
    for (const [segment, value] of Object.entries(valuesAt(start, world))) {
      readings.push({ kpi: kpiKey, segment, grain, start, ...value });
    }
  }
  return readings;
}

/** The last day of a reading's period. */
export function lastDayOf({ grain, start }: Pick<Reading, 'grain' | 'start'>): CalendarDate {
  return addDays(nextStart(grain, start), -1);
}
