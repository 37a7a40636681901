import { beforeAll, describe, expect, it } from 'vitest';
import { computeFigures, type KpiFigures, type Reading } from '../../../src/features/kpis/public.js';
import type { Organisation } from '../../../src/features/setup/organisation/organisation.js';
import {
  arrivalInstants,
  arrivalOf,
  lateSourceKey,
  sampleArrivals,
} from '../../../src/features/setup/sample/arrivals.js';
import { createSampleWorld, type SampleWorld } from '../../../src/features/setup/sample/day-facts.js';
import { sampleSeed } from '../../../src/features/setup/sample/install-sample.js';
import {
  loadSampleOrganisation,
  sampleChannels,
  samplePeople,
} from '../../../src/features/setup/sample/sample-organisation.js';
import { sampleKpiKeys, sampleReadings } from '../../../src/features/setup/sample/sample-readings.js';
import { addDays, weekdayOf } from '../../../src/kernel/calendar.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { loadHolidays } from '../../../src/organisation/calendar/working-days.js';

let organisation: Organisation;
let world: SampleWorld;

beforeAll(async () => {
  organisation = await loadSampleOrganisation();
  world = createSampleWorld(sampleSeed, await loadHolidays('FR'));
});

const worthOf = (reading: Reading | undefined): number => {
  if (reading === undefined) return Number.NaN;
  return 'value' in reading ? reading.value : reading.numerator / reading.denominator;
};

const daily = (kpi: string, from: string, to = from) => sampleReadings(kpi, { from, to }, world);

const sumOf = (readings: readonly Reading[]) => readings.reduce((sum, reading) => sum + worthOf(reading), 0);

describe('the sample organisation', () => {
  it('has no readings for a KPI of somebody else, even one with a name that every object has', () => {
    expect(daily('constructor', '2026-01-01', '2026-01-31')).toEqual([]);
  });

  it('is read without a fault or a warning, and says that its data is sample data', () => {
    expect(organisation.warnings).toEqual([]);
    expect(organisation.workspace.name).toContain('sample data');
  });

  it('has the three committees, on the calendars that people know them by', () => {
    const calendars = organisation.committees.map(({ key, level, locale, calendar }) => [
      key,
      level,
      locale,
      calendar.schedule,
    ]);

    expect(calendars).toEqual([
      [
        'growth-ops',
        'operational',
        'fr',
        { every: 'week', on: 'monday', at: '09:00', zone: 'Europe/Paris', country: 'FR' },
      ],
      [
        'growth-steering',
        'steering',
        'fr',
        { every: 'month', workingDay: 3, at: '10:00', zone: 'Europe/Paris', country: 'FR' },
      ],
      [
        'growth-strategy',
        'strategic',
        'en',
        { every: 'quarter', workingDay: 8, at: '09:00', zone: 'Europe/Paris', country: 'FR' },
      ],
    ]);
  });

  it('has KPIs of every kind over the three domains', () => {
    const { kpis } = organisation;
    const kinds = (of: (kpi: Organisation['kpis'][number]) => unknown) => new Set(kpis.map(of));

    expect(kpis.length).toBeGreaterThanOrEqual(14);
    expect(kinds(({ domain }) => domain)).toEqual(new Set(['audience', 'performance', 'competition']));
    expect(kinds(({ card }) => card.rollUp)).toEqual(new Set(['sum', 'ratio', 'last', 'mean']));
    expect(kinds(({ card }) => card.direction)).toEqual(new Set(['higher', 'lower', 'range']));
    expect(kinds(({ card }) => card.grain)).toEqual(new Set(['day', 'week', 'month']));
    expect(kinds(({ card }) => card.format.style)).toEqual(new Set(['number', 'percent', 'currency']));
    expect(kpis.some(({ access }) => access === 'confidential')).toBe(true);
    expect(kpis.filter(({ owner }) => owner === null)).toEqual([]);
    expect(kpis.filter(({ name }) => name.en === name.fr).map(({ key }) => key)).toEqual(['leads']);
  });

  it('has readings for each of its KPIs and segments that Copil does not compute, and for nothing else', () => {
    const given = organisation.kpis.filter(({ card }) => !card.computed);
    expect([...sampleKpiKeys].sort()).toEqual(given.map(({ key }) => key).sort());
    for (const { key, card } of given) {
      const segments = new Set(daily(key, '2026-09-01', '2026-10-31').map(({ segment }) => segment));
      expect(segments, key).toEqual(new Set(['', ...(card.segments ?? [])]));
    }
  });

  it('has one KPI of each kind that Copil computes, from the committee that follows it', () => {
    const computed = organisation.kpis.flatMap(({ key, card, sources }) =>
      card.computed ? [{ key, ...card.computed, sources }] : [],
    );
    const followed = organisation.committees.find(({ key }) => key === 'growth-ops')?.kpis;

    expect(computed.map(({ measure }) => measure)).toEqual(['closure-rate', 'median-blocker-age', 'redated-share']);
    expect(computed.every(({ committee, sources }) => committee === 'growth-ops' && sources[0] === 'copil')).toBe(true);
    expect(followed).toEqual(expect.arrayContaining(computed.map(({ key }) => key)));
    expect(followed).toHaveLength(20);
  });

  it('gives a Slack workspace its people and its channels with their members', () => {
    const people = samplePeople(organisation);
    const channels = sampleChannels(organisation);

    expect(people).toHaveLength(organisation.people.length);
    expect(people.filter(({ isGuest }) => isGuest).map(({ key }) => key)).toEqual(['priya']);
    expect(channels.map(({ slackId, name, isPrivate }) => [slackId, name, isPrivate])).toEqual([
      ['C0GROWTHOPS', 'growth-ops', false],
      ['C0STEERING1', 'growth-steering', true],
      ['C0STRATEGY1', 'growth-strategy', true],
    ]);
    expect(channels[0]?.members).toContain('U0ANA0001');
    expect(channels[0]?.members).not.toContain('U0MARIE01');
    // A guest in the room would make every digest leave out what is internal.
    expect(channels.flatMap(({ members }) => members)).not.toContain('U0PRIYA01');
  });
});

describe('a sample reading', () => {
  it('is the same whatever stretch is asked for, and in every program that asks', () => {
    const long = daily('cost-per-lead', '2023-11-01', '2026-11-20');
    const short = daily('cost-per-lead', '2026-11-10', '2026-11-12');

    expect(long.filter(({ start }) => start >= '2026-11-10' && start <= '2026-11-12')).toEqual(short);
    expect(daily('sessions', '2026-11-10')).toEqual([
      { kpi: 'sessions', segment: '', grain: 'day', start: '2026-11-10', value: expect.any(Number) as number },
    ]);
  });

  it('is another with another seed', async () => {
    const other = createSampleWorld('other', await loadHolidays('FR'));

    expect(sampleReadings('sessions', { from: '2026-11-10', to: '2026-11-10' }, other)).not.toEqual(
      daily('sessions', '2026-11-10'),
    );
  });

  it('is lower at weekends, on public holidays and in August', () => {
    const mean = (readings: readonly Reading[]) => sumOf(readings) / readings.length;
    const year = daily('sessions', '2025-01-01', '2025-12-31');
    const isWeekend = ({ start }: Reading) => ['saturday', 'sunday'].includes(weekdayOf(start));
    const august = year.filter(({ start }) => start.startsWith('2025-08'));

    expect(mean(year.filter(isWeekend))).toBeLessThan(0.8 * mean(year.filter((reading) => !isWeekend(reading))));
    expect(mean(august)).toBeLessThan(0.88 * mean(year));
    expect(worthOf(daily('sessions', '2025-11-11')[0])).toBeLessThan(
      0.75 * worthOf(daily('sessions', '2025-11-12')[0]),
    );
  });

  it('has one real shift: from week 40 of an even year on a lead costs a fifth more', () => {
    const cost = (label: string) => {
      const { start, end } = parsePeriod(label);
      const readings = daily('cost-per-lead', start, end);
      const total = (part: 'numerator' | 'denominator') =>
        readings.reduce((sum, reading) => sum + ('numerator' in reading ? reading[part] : 0), 0);
      return total('numerator') / total('denominator');
    };

    for (const week of ['2026-W41', '2026-W46', '2027-W20', '2027-W39']) expect(cost(week), week).toBeGreaterThan(62);
    for (const week of ['2026-W20', '2026-W39', '2027-W41']) expect(cost(week), week).toBeLessThan(60);
  });

  it('has one outlier a year: the day on television', () => {
    const september = daily('sessions', '2026-09-01', '2026-09-30');
    const highest = september.reduce((a, b) => (worthOf(b) > worthOf(a) ? b : a));

    expect(highest.start).toBe('2026-09-08');
    expect(worthOf(highest)).toBeGreaterThan(2 * worthOf(daily('sessions', '2026-09-15')[0]));
  });

  it('has one gap a year: three days of August without e-mail figures', () => {
    const week = daily('email-open-rate', '2026-08-10', '2026-08-16').map(({ start }) => start);
    const other = daily('unsubscribe-rate', '2026-08-10', '2026-08-16');

    expect(week).toEqual(['2026-08-10', '2026-08-14', '2026-08-15', '2026-08-16']);
    expect(other).toHaveLength(7);
  });

  it('never has a rate above one or below zero', () => {
    const percent = organisation.kpis.filter(({ card }) => card.format.style === 'percent');
    const values = percent.flatMap(({ key }) => daily(key, '2023-11-01', '2026-11-20').map(worthOf));

    expect(values.length).toBeGreaterThan(7_000);
    expect(values.filter((value) => !(value > 0 && value < 1))).toEqual([]);
  });
});

describe('the arrival of sample readings', () => {
  const from = '2023-11-01';
  const saturday = new Date('2026-11-21T19:00:00Z');

  it('keeps every promise but that of the late source, whose weekends come on a Monday at 10:30', () => {
    const source = (key: string) => organisation.sources.find((found) => found.key === key);
    const arrival = (key: string, start: string) => {
      const found = source(key);
      return found === undefined ? null : arrivalOf(found, { grain: 'day', start }).toISOString();
    };

    expect(arrival('analytics', '2026-11-15')).toBe('2026-11-16T06:30:00.000Z');
    expect(arrival(lateSourceKey, '2026-11-13')).toBe('2026-11-14T06:30:00.000Z');
    expect(arrival(lateSourceKey, '2026-11-14')).toBe('2026-11-23T09:30:00.000Z');
    expect(arrival(lateSourceKey, '2026-11-15')).toBe('2026-11-23T09:30:00.000Z');
  });

  it('is told for a span, each instant once, in order', () => {
    const instants = arrivalInstants(organisation, {
      after: new Date('2026-11-23T08:00:00Z'),
      until: new Date('2026-11-23T10:00:00Z'),
    });

    expect(instants.map((at) => at.toISOString())).toEqual(['2026-11-23T09:30:00.000Z']);
  });

  it('leaves nothing out and gives nothing twice when time passes in steps', () => {
    const count = (after: Date | undefined, until: Date) =>
      sampleArrivals(organisation, world, { from, until, ...(after === undefined ? {} : { after }) }).flatMap(
        ({ readings }) => readings,
      );
    const steps = ['2026-11-22T05:00:00Z', '2026-11-23T06:29:00Z', '2026-11-23T10:00:00Z', '2027-01-04T09:00:00Z'].map(
      (text) => new Date(text),
    );

    const inSteps = [saturday, ...steps].flatMap((until, index) =>
      count(index === 0 ? undefined : [saturday, ...steps][index - 1], until),
    );
    const atOnce = count(undefined, steps[3] ?? saturday);

    const key = ({ kpi, segment, start }: Reading) => `${kpi} ${segment} ${start}`;
    expect(inSteps.map(key).sort()).toEqual(atOnce.map(key).sort());
  });

  it('covers three years, with every day of the last week but the late ones', () => {
    const deliveries = sampleArrivals(organisation, world, { from, until: saturday });
    const sessions = deliveries.flatMap(({ readings }) => readings).filter(({ kpi }) => kpi === 'sessions');

    const outside = organisation.sources.filter(({ key }) => key !== 'copil');
    expect(deliveries.map(({ source }) => source)).toEqual(outside.map(({ key }) => key));
    expect(sessions.at(0)?.start).toBe('2023-11-01');
    expect(sessions.at(-1)?.start).toBe('2026-11-20');
  });
});

describe('the sample digest of a week', () => {
  const figuresAt = (label: string): KpiFigures[] => {
    const period = parsePeriod(label);
    const until = new Date(`${addDays(period.end, 1)}T08:00:00Z`);
    const readings = sampleArrivals(organisation, world, { from: '2023-01-01', until }).flatMap(
      (delivery) => delivery.readings,
    );
    const keys = organisation.committees.find(({ key }) => key === 'growth-ops')?.kpis ?? [];
    return organisation.kpis
      .filter(({ key, card }) => keys.includes(key) && !card.computed)
      .map(({ key, name, domain, access, card }) =>
        computeFigures({ ...card, key, name, domain, accessLevel: access }, readings, { asOf: period.end, period }),
      );
  };
  const withStatus = (figures: readonly KpiFigures[], status: string) =>
    figures.filter((found) => found.status === status).map(({ kpi }) => kpi.key);

  it('tells a story: two reds, two ambers, one late source, a concern and an improvement', () => {
    const figures = figuresAt('2026-W46');

    expect(withStatus(figures, 'red').sort()).toEqual(['conversion-rate', 'cost-per-lead']);
    expect(withStatus(figures, 'amber').sort()).toEqual(['leads', 'roas']);
    expect(
      figures.filter(({ status }) => status === 'grey').map(({ kpi, greyReason }) => [kpi.key, greyReason]),
    ).toEqual([['share-of-voice', 'late']]);
    const judgements = figures.flatMap(({ kpi, behaviour }) =>
      behaviour.signals.map(({ judgement }) => `${kpi.key} ${judgement}`),
    );
    expect(new Set(judgements)).toEqual(
      new Set(['cost-per-lead concern', 'leads concern', 'mql-to-sql-rate improvement']),
    );
  });

  it.each(['2026-W48', '2027-W06', '2027-W20', '2027-W45', '2028-W10'])(
    'has something to say in %s too, and is mostly green',
    (label) => {
      const figures = figuresAt(label);

      expect(withStatus(figures, 'red').length).toBeGreaterThanOrEqual(1);
      expect(withStatus(figures, 'red').length).toBeLessThanOrEqual(4);
      expect(withStatus(figures, 'grey')).toEqual(['share-of-voice']);
      expect(withStatus(figures, 'green').length).toBeGreaterThanOrEqual(figures.length / 2);
    },
  );
});
