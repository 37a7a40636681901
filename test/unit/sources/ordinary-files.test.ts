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

const paris = new Map([['id-crm', { timeZone: 'Europe/Paris', daysAhead: 1 }]]);
const newYork = new Map([['id-crm', { timeZone: 'America/New_York', daysAhead: 1 }]]);

describe('times with a zone', () => {
  it('count on the day they are in the zone of their source, across a change of the clocks', async () => {
    const read = await readInput('utc-midnight', [aKpi('sales')], { rules: paris });

    expect(read.rejects).toEqual([]);
    expect(read.readings).toHaveLength(91);
    expect(read.readings[0]).toBe('sales 2026-08-31 0');
    expect(read.readings.at(-1)).toBe('sales 2026-11-29 90');
    const week = read.readings.filter((line) => line >= 'sales 2026-11-16' && line < 'sales 2026-11-23');
    expect(week.map((line) => Number(line.split(' ')[2])).reduce((sum, value) => sum + value)).toBe(560);
  });

  it.each(['date: { column: day, zone: Europe/Paris }', 'date: { column: day, timesIn: UTC }'])(
    'are counted as a map says: %s',
    async (date) => {
      const map = `format: wide\n${date}\ncolumns: { sales: sales }`;

      const read = await readText('day,sales\n2026-08-30T22:00:00Z,7\n', [aKpi('sales')], { map, rules: paris });

      expect(read.readings).toEqual(['sales 2026-08-31 7']);
    },
  );

  it('without one stand as written, unless a map says in which zone the clock was read', async () => {
    const text = 'day,sales\n2026-08-30 22:00:00,7\n2026-12-30 23:00:00,8\n';
    const map = 'format: wide\ndate: { column: day, timesIn: UTC }\ncolumns: { sales: sales }';
    const how = { rules: paris, now: new Date('2027-01-01T00:00:00Z') };

    expect((await readText(text, [aKpi('sales')], how)).readings).toEqual(['sales 2026-08-30 7', 'sales 2026-12-30 8']);
    expect((await readText(text, [aKpi('sales')], { ...how, map })).readings).toEqual([
      'sales 2026-08-31 7',
      'sales 2026-12-31 8',
    ]);
  });

  it('that are all midnight of another zone are not guessed at', async () => {
    await expect(readInput('utc-midnight', [aKpi('sales')], { rules: newYork })).rejects.toThrow(
      /every time is midnight in Europe\/Paris: "2026-08-30T22:00:00Z" is 2026-08-31 there, and 2026-08-30 in America\/New_York/,
    );
    await expect(readInput('date-bigquery-utc', [aKpi('leads')], { rules: newYork })).rejects.toThrow(
      /midnight in UTC.*date: { zone: UTC } or date: { zone: America\/New_York }/s,
    );
  });

  it('are no doubt where the days are the same, or the times are of any hour', async () => {
    const utc = await readInput('date-bigquery-utc', [aKpi('leads')], { rules: paris });
    const hours = ['00', '05', '07', '11', '16', '20'].map((hour) => `2026-01-05T${hour}:00:00Z,1`);
    const map = 'format: wide\ndate: { column: day }\ncolumns: { sales: sales }\nonDuplicate: sum';
    const busy = await readText(['day,sales', ...hours].join('\n'), [aKpi('sales')], { map, rules: newYork });

    expect(utc.readings).toEqual(['leads 2026-01-05 0', 'leads 2026-01-06 1']);
    expect(busy.readings.filter((line) => line.includes('01-04'))).toEqual(['sales 2026-01-04 1']);
  });
});

describe('dates as offices write them', () => {
  it.each([
    ['date-day-month-name', 'day', ['2026-01-05 0', '2026-01-06 1', '2026-01-07 2']],
    ['date-postgres-offset', 'day', ['2026-01-05 0', '2026-01-06 1']],
    ['date-us-am-pm', 'day', ['2026-01-05 0', '2026-01-25 1']],
    ['date-month-forms', 'month', ['2026-01-01 1', '2026-02-01 2', '2026-03-01 3']],
    ['date-week-forms', 'week', ['2026-01-05 1', '2026-01-12 2', '2026-01-19 3']],
  ] as const)('are read: %s', async (name, grain, readings) => {
    const key = { day: 'leads', month: 'spend', week: 'nps' }[grain];

    const read = await readInput(name, [aKpi(key, { grain })], { rules: paris });

    expect(read.rejects).toEqual([]);
    expect(read.readings).toEqual(readings.map((reading) => `${key} ${reading}`));
  });

  it('are day numbers of Excel where a map says so, and are recognised where none does', async () => {
    const map = 'format: wide\ndate: { column: date, format: excel }\ncolumns: { leads: leads }';

    const plain = await readInput('date-excel-serial', [aKpi('leads')]);
    const mapped = await readInput('date-excel-serial', [aKpi('leads')], { map });

    expect(plain.rejects[0]).toMatch(
      /as a day number of Excel it is 2026-01-05: say so in a map with date: { format: excel }/,
    );
    expect(mapped.readings).toEqual(['leads 2026-01-05 0', 'leads 2026-01-06 1']);
  });
});

describe('what no digest shows', () => {
  it('is said of a segment that the KPI does not list, with what to write', async () => {
    const read = await readInput('segments', [aKpi('visits')]);

    expect(read.readings).toHaveLength(91);
    expect(read.notices).toEqual([
      `visits[all]: 91 readings will not be shown, since digests show the whole. Where "all" is the whole, leave the segment empty, or write segments: { "all": '' } in a map; where it is a part, say with segments: ["all"] at kpis.visits in copil.yml that it is kept on purpose: this version's digests show the whole alone.`,
    ]);
    expect((await readInput('segments', [aKpi('visits', { segments: ['all'] })])).notices).toEqual([]);
  });

  it('is the whole where a map says so', async () => {
    const map = [
      'format: long',
      'date: { column: date }',
      'kpi: kpi',
      'segment: segment',
      'value: value',
      "segments: { all: '' }",
    ];

    const read = await readInput('segments', [aKpi('visits')], map.join('\n'));

    expect(read.readings[0]).toBe('visits 2026-08-31 50');
    expect(read.notices).toEqual([]);
  });

  it('is said of a source that is not the first', async () => {
    const read = await readInput('second-source', [aKpi('leads', { sources: ['erp', 'crm'] })]);

    expect(read.readings).toHaveLength(91);
    expect(read.notices).toEqual([
      'leads from crm: 91 readings will not be shown, since figures of leads use its first source, erp. Where they are to use crm, put it first at kpis.leads in copil.yml: sources: [crm, erp].',
    ]);
  });
});

describe('numbers as offices write them', () => {
  it('are read, and a duration in the unit of a map', async () => {
    const map = 'format: wide\ndate: { column: date }\ndurations: minutes\ncolumns: { leads: leads }';

    const plain = await readInput('number-forms', [aKpi('leads')]);
    const mapped = await readInput('number-forms', [aKpi('leads')], map);

    expect(plain.readings.map((reading) => Number(reading.split(' ')[2]))).toEqual([
      -1234.5, -0.05, 123456.78, 10.5, 10.5, 10.5, 3200000,
    ]);
    expect(plain.rejects).toEqual([expect.stringMatching(/^8: leads: "1:30:00" is a duration/)]);
    expect(mapped.readings).toContain('leads 2026-01-11 90');
  });
});

describe('files as offices make them', () => {
  it.each([
    ['title-lines', 3],
    ['title-lines-commas', 3],
  ])('may have lines above the header, which a map leaves out: %s', async (name, lines) => {
    const map = `format: wide\nskipLines: ${lines}`;

    await expect(readInput(name, [aKpi('leads')])).rejects.toThrow(
      `line ${lines + 1} looks like the header: leave out what stands above it with skipLines: ${lines} in a map`,
    );
    expect((await readInput(name, [aKpi('leads')], map)).readings).toEqual(['leads 2026-01-05 1']);
  });

  it.each(['utf-8', 'utf-16le'] as const)('keep their lines and letters below the title: %s', async (encoding) => {
    const text = '\ufeffRésumé\r\n\r\ndate;leads\r\n2026-01-05;x\r\n';
    const bytes = Buffer.from(text, encoding);

    const read = await readText(bytes, [aKpi('leads')], 'format: wide\nskipLines: 2');

    expect(read.rejects).toEqual(['4: leads: "x" is not a number']);
  });

  it('may have KPIs as rows and dates as columns', async () => {
    const map = 'format: wide\ntransposed: true';

    await expect(readInput('transposed', [aKpi('leads')])).rejects.toThrow(
      /give a map with format: wide and transposed: true/,
    );
    expect((await readInput('transposed', [aKpi('leads')], map)).readings).toEqual([
      'leads 2026-01-05 1',
      'leads 2026-01-06 2',
    ]);
  });

  it.each(['utf-16le', 'utf-16be'] as const)('may be in %s', async (encoding) => {
    const little = Buffer.from('\ufeffdate;Été\n2026-01-05;1\n', 'utf16le');
    const bytes = encoding === 'utf-16le' ? little : little.swap16();

    expect((await readText(bytes, [aKpi('ete')])).readings).toEqual(['ete 2026-01-05 1']);
  });

  it('may be UTF-16 in the other order of bytes', async () => {
    expect((await readInput('utf16be', [aKpi('leads')])).readings).toEqual(['leads 2026-01-05 1']);
  });

  it('may be wide characters without a mark where a map says so', async () => {
    const bytes = Buffer.from('date;leads\n2026-01-05;1\n', 'utf16le');
    const map = 'format: wide\nencoding: utf-16le';

    await expect(readText(bytes, [aKpi('leads')])).rejects.toThrow(/a binary file/);
    expect((await readText(bytes, [aKpi('leads')], map)).readings).toEqual(['leads 2026-01-05 1']);
  });

  it('name KPIs by key or name, whatever the case and the accents', async () => {
    const kpis = [
      aKpi('leads', { more: { name: { en: 'Leads', fr: 'Prospects qualifiés' } } }),
      aKpi('ctr', { rollUp: 'ratio' }),
    ];
    const wide = await readText('Date;LEADS;CTR.Numerator;CTR.Denominator\n2026-01-05;1;2;3\n', kpis);
    const french = await readText('date,kpi,value\n2026-01-05,prospects QUALIFIES,1\n', kpis);
    const map = 'format: wide\ndate: { column: DAY }\ncolumns: { Sales: leads }';

    expect(wide.readings).toEqual(['leads 2026-01-05 1', 'ctr 2026-01-05 2/3']);
    expect(french.readings).toEqual(['leads 2026-01-05 1']);
    expect((await readText('day,sales\n2026-01-05,1\n', kpis, map)).readings).toEqual(['leads 2026-01-05 1']);
  });

  it('have rows of several kinds, of which a map takes some', async () => {
    const text = 'day,type,sales\n2026-01-05,1,10\n2026-01-05,2,20\n2026-01-06,1,11\ntotal,3,41\n';
    const map = "format: wide\ndate: { column: day }\nwhere: { type: '1' }\ncolumns: { sales: leads }";

    const read = await readText(text, [aKpi('leads')], map);

    expect(read).toMatchObject({ readings: ['leads 2026-01-05 10', 'leads 2026-01-06 11'], rejects: [], faults: [] });
    expect((await readText(text, [aKpi('leads')], map.replace("'1'", '[1, 2]'))).readings).toHaveLength(3);
  });

  it.each([
    ['<html><body><table><tr><td>date</td></tr></table>', /is a web page .*save it as CSV UTF-8/],
    ['<?xml version="1.0"?><Workbook/>', /is a web page \(HTML or XML\)/],
    ['[{"kpi":"leads"}]', /is JSON, which is taken by POST \/api\/readings/],
  ])('are told from %s', async (text, message) => {
    await expect(readText(text, [aKpi('leads')])).rejects.toThrow(message);
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
