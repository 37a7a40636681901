import { describe, expect, it } from 'vitest';
import { aKpi, readInput, readText } from './reading-files.js';

const rate = { format: { style: 'percent', decimals: 1 }, floor: 0, ceiling: 1 } as const;

describe('a bound of a KPI', () => {
  it('keeps out a rate written without its per cent sign, and says what it is likely to be', async () => {
    const read = await readInput('percent-past-ceiling', [aKpi('conversion', { rollUp: 'mean', more: rate })]);

    expect(read.readings).toEqual([]);
    expect(read.rejects).toHaveLength(91);
    expect(read.rejects[0]).toBe(
      '2: 27.7 is above the ceiling of 1 (KPI conversion): where 27.7 % is meant, write it with its % sign, divide it by 100, or give its column a scale of 0.01 in a map',
    );
  });

  it('holds for a ratio and for a segment too, and lets the bound itself in', async () => {
    const rows = ['ctr,,150,100', 'ctr,,100,100', 'ctr,,1,0', 'ctr,email,-1,100', 'ctr,web,0,100'];
    const text = ['date,kpi,segment,numerator,denominator', ...rows.map((row) => `2026-01-05,${row}`)].join('\n');

    const read = await readText(text, [aKpi('ctr', { rollUp: 'ratio', more: rate })]);

    expect(read.readings).toEqual(['ctr 2026-01-05 100/100', 'ctr 2026-01-05 1/0', 'ctr[web] 2026-01-05 0/100']);
    expect(read.rejects).toEqual([
      '2: 1.5 is above the ceiling of 1 (KPI ctr)',
      '5: -0.01 is below the floor of 0 (KPI ctr)',
    ]);
  });
});

describe('a date ahead', () => {
  it('is refused beyond tomorrow', async () => {
    const read = await readInput('future-date', [aKpi('leads')]);

    expect(read.readings).toEqual(['leads 2026-11-15 5']);
    expect(read.rejects).toEqual([
      '3: 2062-11-16 lies ahead: the source crm gives readings up to 2026-12-01. Correct the date or, for plans, set daysAhead at sources.crm in copil.yml',
    ]);
  });

  it('is tomorrow by the zone of its source, and further where the source gives plans', async () => {
    const text = 'date,kpi,value,source\n2026-12-01,leads,1,crm\n2026-12-02,leads,2,crm\n2026-12-09,leads,3,plan\n';
    const kpis = [aKpi('leads', { sources: ['crm', 'plan'] })];
    const rules = new Map([
      ['id-crm', { timeZone: 'Pacific/Auckland', daysAhead: 1 }],
      ['id-plan', { timeZone: 'UTC', daysAhead: 9 }],
    ]);

    const read = await readText(text, kpis, { rules, now: new Date('2026-11-30T12:00:00Z') });

    expect(read.readings).toEqual(['leads 2026-12-01 1', 'leads 2026-12-02 2', 'leads 2026-12-09 3']);
    expect((await readText(text, kpis, { rules })).rejects).toHaveLength(1);
  });
});

describe('a mark for "no value" that is a number', () => {
  it('is missing in every way of writing it', async () => {
    const map = 'format: wide\ndate: { column: date }\ncolumns: { co: co }\nmissing: [-200]';

    const read = await readInput('missing-mark', [aKpi('co', { rollUp: 'mean' })], { map });

    expect(read).toMatchObject({ missing: 2, rejects: [] });
    expect(read.readings).toHaveLength(89);
    expect(read.readings.filter((reading) => reading.includes('-200'))).toEqual([]);
  });
});
