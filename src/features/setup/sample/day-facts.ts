import { type CalendarDate, dayNumber, monthOf, weekdayIndex, yearOf } from '../../../kernel/calendar.js';
import { periodOf } from '../../../kernel/periods.js';
import type { HolidayCalendar } from '../../../organisation/calendar/working-days.js';
import { noise } from './noise.js';

/** One seed's past and future. */
export type SampleWorld = {
  readonly seed: string;
  /** What happened on a day: a pure function of seed and date, worked out once for all KPIs that ask. */
  factsOn(date: CalendarDate): DayFacts;
};

type Chance = { readonly seed: string; readonly holidays: HolidayCalendar };

/** `holidays` are those of the sample company's country, France. */
export function createSampleWorld(seed: string, holidays: HolidayCalendar): SampleWorld {
  const known = new Map<CalendarDate, DayFacts>();
  return {
    seed,
    factsOn: (date) => {
      const facts = known.get(date) ?? factsOf(date, { seed, holidays });
      known.set(date, facts);
      return facts;
    },
  };
}

/** What happened at the sample company on one day. Counts are whole, money is in euros with two decimals. */
export type DayFacts = {
  readonly sessions: number;
  readonly visitors: number;
  readonly newVisitors: number;
  readonly subscribers: number;
  readonly bannersShown: number;
  readonly consents: number;
  readonly leads: number;
  readonly paidLeads: number;
  readonly qualified: number;
  readonly accepted: number;
  readonly spend: number;
  readonly revenue: number;
  readonly sessionsA: number;
  readonly ordersA: number;
  readonly ordersB: number;
  readonly delivered: number;
  readonly opens: number;
  readonly unsubscribes: number;
  readonly responseHours: number;
  readonly ownMentions: number;
  readonly allMentions: number;
};

type Sway = { readonly week: number; readonly day: number };

/** By month: quiet August, busy November. Whole months, as the figures take seasons out. */
const seasons = [1.0, 0.98, 1.01, 0.98, 0.96, 1.0, 0.93, 0.82, 1.05, 1.06, 1.12, 1.08];

const saturday = 5;
const sunday = 6;
const growthPerYear = 0.03;
const holidayLevel = 0.62;

/** The swing of a level around 1: one part stays for a week, one changes each day. Shares, as standard deviations. */
function sway(world: Chance, name: string, days: number, share: Sway): number {
  const week = Math.floor((days + 3) / 7);
  return 1 + share.week * noise(world.seed, `${name} week`, week) + share.day * noise(world.seed, `${name} day`, days);
}

function weekdayLevel(days: number, weekend: { readonly saturday: number; readonly sunday: number }): number {
  const weekday = weekdayIndex(days);
  if (weekday === saturday) return weekend.saturday;
  return weekday === sunday ? weekend.sunday : 1;
}

/** Growth since 2024, in yearly steps of the month, so that a month compares with the same month. */
function growth(date: CalendarDate): number {
  return 1 + growthPerYear * (yearOf(date) - 2024 + (monthOf(date) - 1) / 12);
}

function season(date: CalendarDate): number {
  return seasons[monthOf(date) - 1] ?? 1;
}

/** The traffic of a working day as 1, of a Sunday in August as 0.5. */
function busy(world: Chance, date: CalendarDate, weekend: { saturday: number; sunday: number }): number {
  const holiday = world.holidays.isHoliday(date) ? holidayLevel : 1;
  return season(date) * growth(date) * holiday * weekdayLevel(dayNumber(date), weekend);
}

/**
 * A real shift: the level that holds from an ISO week on until the same week of the next year. It goes up in even years
 * and back in odd ones, so that whoever looks, in whatever year, finds the newest one less than a year old.
 */
function shifted(date: CalendarDate, shift: { readonly fromWeek: number; readonly factor: number }): number {
  const week = periodOf('week', date).label;
  const year = Number(week.slice(0, 4)) - (Number(week.slice(6)) < shift.fromWeek ? 1 : 0);
  return year % 2 === 0 ? shift.factor : 1;
}

/** Media prices rise in week 40: each paid lead costs 22 % more, for good. */
const dearMedia = { fromWeek: 40, factor: 1.22 };
/** A better scoring of leads, from week 41 on. */
const betterScoring = { fromWeek: 41, factor: 1.14 };
/** A smaller helpdesk team, from week 10 on. */
const smallerTeam = { fromWeek: 10, factor: 1.12 };

/** The one outlier: the second Tuesday of September, when the company was on television. */
function isOnTelevision(date: CalendarDate): boolean {
  const day = Number(date.slice(8));
  return monthOf(date) === 9 && weekdayIndex(dayNumber(date)) === 1 && day >= 8 && day <= 14;
}

const money = (amount: number): number => Math.round(amount * 100) / 100;

function factsOf(date: CalendarDate, world: Chance): DayFacts {
  const days = dayNumber(date);
  const level = (name: string, share: Sway): number => sway(world, name, days, share);
  const office = busy(world, date, { saturday: 0.5, sunday: 0.45 });
  const web = busy(world, date, { saturday: 0.74, sunday: 0.68 });
  const television = isOnTelevision(date) ? 2.6 : 1;
  const sessions = Math.round(18_400 * web * television * level('sessions', { week: 0.022, day: 0.03 }));
  const visitors = Math.round(sessions / 1.31);
  const bannersShown = Math.round(visitors * 0.83);
  const spend = money(
    4_420 * weekdayLevel(days, { saturday: 0.9, sunday: 0.9 }) * level('spend', { week: 0.015, day: 0.03 }),
  );
  const costPerLead = 55.6 * shifted(date, dearMedia) * level('cost per lead', { week: 0.02, day: 0.05 });
  const paidLeads = Math.max(1, Math.round(spend / costPerLead));
  const leads = paidLeads + Math.round(118 * office * level('organic leads', { week: 0.02, day: 0.05 }));
  const qualified = Math.round(leads * 0.42 * level('qualified', { week: 0.015, day: 0.03 }));
  const scoring = 0.288 * shifted(date, betterScoring);
  const sessionsA = Math.round(sessions / 2);
  const delivered = Math.round(
    21_000 * weekdayLevel(days, { saturday: 0.2, sunday: 0.15 }) * level('sent', { week: 0.01, day: 0.02 }),
  );
  const allMentions = Math.round(860 * web * level('mentions', { week: 0.03, day: 0.06 }));
  return {
    sessions,
    visitors,
    newVisitors: Math.round(visitors * 0.462 * level('new visitors', { week: 0.012, day: 0.015 })),
    subscribers: Math.round(92_400 * level('subscribers', { week: 0.004, day: 0.0008 })),
    bannersShown,
    consents: Math.round(bannersShown * 0.722 * level('consents', { week: 0.008, day: 0.012 })),
    leads,
    paidLeads,
    qualified,
    accepted: Math.round(qualified * scoring * level('accepted', { week: 0.018, day: 0.05 })),
    spend,
    revenue: money(spend * 3.76 * level('revenue', { week: 0.012, day: 0.06 })),
    sessionsA,
    ordersA: Math.round(sessionsA * 0.0197 * level('orders a', { week: 0.014, day: 0.04 })),
    ordersB: Math.round((sessions - sessionsA) * 0.0212 * level('orders b', { week: 0.014, day: 0.04 })),
    delivered,
    opens: Math.round(delivered * 0.316 * level('opens', { week: 0.015, day: 0.03 })),
    unsubscribes: Math.round(delivered * 0.0019 * level('unsubscribes', { week: 0.04, day: 0.12 })),
    responseHours: money(4.6 * shifted(date, smallerTeam) * level('response', { week: 0.025, day: 0.08 })),
    ownMentions: Math.round(allMentions * 0.236 * level('own mentions', { week: 0.015, day: 0.04 })),
    allMentions,
  };
}
