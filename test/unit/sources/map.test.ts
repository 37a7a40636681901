import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseImportMap } from '../../../src/features/sources/map/parse-map.js';
import { aKpi, readText } from './reading-files.js';

const template = (name: string): Promise<string> =>
  readFile(new URL(`../../../templates/maps/${name}.yml`, import.meta.url), 'utf8');

describe('a map', () => {
  it('tells every fault with its line', () => {
    const text = [
      'format: wide',
      'date:',
      '  colum: day',
      'decimal: ";"',
      'columns:',
      '  a: { kpi: x, part: half }',
    ].join('\n');

    expect(() => parseImportMap(text, 'my.yml')).toThrow(/my.yml cannot be used as a map/);
    expect(() => parseImportMap(text, 'my.yml')).toThrow(
      /line 3: date.colum: is no key that is known here; did you mean column\?/,
    );
    expect(() => parseImportMap(text, 'my.yml')).toThrow(/line 4: decimal/);
    expect(() => parseImportMap(text, 'my.yml')).toThrow(
      /line 6: columns.a.part: "half" is not one of value, numerator, denominator/,
    );
  });

  it.each([
    ['format: [', /line 1: /],
    ['', /line 1: the map: /],
    ['format: tall', /line 1: format: /],
    ['format: long\ndate: { column: d }\nkpi: k', /value: is missing/],
    ['format: long\ndate: { column: d }\nkpi: k\nnumerator: n', /denominator belong together/],
    ['format: wide\ndate: { column: d }\ncolumns: {}', /line 3: columns: names no column/],
  ])('is refused when it reads %j', (text, message) => {
    expect(() => parseImportMap(text, 'my.yml')).toThrow(message);
  });

  it('names every header that the file lacks, and the nearest it has', async () => {
    const map = 'format: wide\ndate: { column: Dayx }\ncolumns: { sale: leads, cost: cost }';

    const reading = readText('day,sales,cost\n2026-01-01,1,2\n', [aKpi('leads'), aKpi('cost')], map);

    await expect(reading).rejects.toThrow(/date.column: the file has no column "Dayx": did you mean day\?/);
    await expect(reading).rejects.toThrow(/columns.sale: the file has no column "sale": did you mean sales\?/);
  });

  it('reports many columns that it does not name as one thing, with what leaves them out', async () => {
    const map = 'format: wide\ndate: { column: day }\ncolumns: { sales: leads }';
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

    const read = await readText(`day,sales,${names.join()}\n2026-01-01,1,1,2,3,4,5,6,7\n`, [aKpi('leads')], map);

    expect(read.faults).toEqual([
      `columns "a", "b", "c", "d", "e" and 2 more are neither mapped nor ignored; "ignore: ['*']" in the map leaves out all that it does not name`,
    ]);
  });

  it.each([
    ['french', '02/03/2026,1\n02/28/2026,2', /order is french, and "02\/28\/2026" \(line 3\) can only be us/],
    ['us', '02/03/2026,1\n28/02/2026,2', /order is us, and "28\/02\/2026" \(line 3\) can only be french/],
  ])('is refused whole where it says %s and the dates can only be the other', async (order, rows, message) => {
    const map = `format: wide\ndate: { column: day, order: ${order} }\ncolumns: { sales: leads }`;

    await expect(readText(`day,sales\n${rows}\n`, [aKpi('leads')], map)).rejects.toThrow(message);
  });

  it('reports columns that it neither maps nor ignores', async () => {
    const map = 'format: wide\ndate: { column: day }\nignore: ["x_*", z]\ncolumns: { sales: leads }';

    const read = await readText('day,sales,x_1,x_2,y,z\n2026-01-01,1,2,3,4,5\n', [aKpi('leads')], map);

    expect(read).toMatchObject({
      readings: ['leads 2026-01-01 1'],
      faults: ['column "y" is neither mapped nor ignored'],
    });
  });

  it('takes a mark that is a number as that number, by the decimal mark of each column', async () => {
    const map = 'format: wide\ndate: { column: day }\nmissing: [-9999]\ncolumns: { a: leads, b: cost }';
    const rows = ['day;a;b', '2026-01-01;-9.999;-9.999', '2026-01-02;1,5;1.5', '2026-01-03;-9.999,0;-9999.0'];

    const read = await readText(rows.join('\n'), [aKpi('leads'), aKpi('cost')], map);

    expect(read.readings).toEqual(['cost 2026-01-01 -9.999', 'leads 2026-01-02 1.5', 'cost 2026-01-02 1.5']);
    expect(read.missing).toBe(3);
  });

  it('gives foreign names of KPIs, sources and missing values in a long file', async () => {
    const map = [
      'format: long',
      'source: ads',
      'date: { column: Jour, order: french }',
      'kpi: Mesure',
      'value: Montant',
      'segment: Canal',
      'missing: [-999]',
      'keys: { "Coût total": cost }',
    ].join('\n');
    const text =
      'Jour;Mesure;Canal;Montant\n02/03/2026;Coût total;email;12,5\n03/03/2026;cost;;-999\n04/03/2026;Gain;;1\n';

    const read = await readText(text, [aKpi('cost', { sources: ['crm', 'ads'] })], map);

    expect(read).toMatchObject({
      readings: ['cost[email] 2026-03-02 12.5'],
      rejects: ['4: there is no KPI "Gain"'],
      faults: [],
      missing: 1,
    });
  });

  it('gives KPIs, segments and columns that have the names of what every object has', async () => {
    const kpis = [aKpi('constructor', { segments: ['toString', 'valueOf'] })];
    const long = 'format: long\nkpi: kpi\nvalue: value\nsegment: hasOwnProperty\nsegments: { string: toString }\n';
    const wide = 'format: wide\nwhere: { toString: x }\ncolumns: { valueOf: constructor }\n';
    const longRows = [
      'date,kpi,hasOwnProperty,value',
      '2026-01-01,constructor,,1',
      '2026-01-01,constructor,valueOf,2',
      '2026-01-01,constructor,string,3',
      '2026-01-01,toString,,4',
    ];

    const fromLong = await readText(longRows.join('\n'), kpis, long);
    const fromWide = await readText('date,valueOf,toString\n2026-01-01,1,x\n2026-01-02,2,y\n', kpis, wide);

    expect(fromLong.readings).toEqual([
      'constructor 2026-01-01 1',
      'constructor[valueOf] 2026-01-01 2',
      'constructor[toString] 2026-01-01 3',
    ]);
    expect(fromLong.rejects).toEqual(['5: there is no KPI "toString"']);
    expect(fromWide.readings).toEqual(['constructor 2026-01-01 1']);
  });

  it('cannot name __proto__, which would be lost without a word', () => {
    const text = "format: wide\nwhere:\n  __proto__: '1'\ncolumns: { sales: leads }\n";

    expect(() => parseImportMap(text, 'my.yml')).toThrow(/line 3: the map: "__proto__" cannot be a key/);
  });

  it('is not believed against the card of a KPI', async () => {
    const map = (weekStart: string): string =>
      `format: wide\ndate: { column: d }\ngrain: week\nweekStart: ${weekStart}\ncolumns: { a: weekly, b: daily }`;
    const kpis = [aKpi('weekly', { grain: 'week' }), aKpi('daily')];

    const read = await readText('d,a,b\n2026-02-02,1,2\n', kpis, map('monday'));
    const none = readText('d,a,b\n2026-02-01,1,2\n', kpis, map('sunday'));

    expect(read.readings).toEqual(['weekly 2026-02-02 1']);
    expect(read.faults).toEqual(['column "b": KPI daily is read by day, and the map says the file is by week']);
    await expect(none).rejects.toThrow(/weeks of KPI weekly start on monday, and the map says sunday/);
  });
});

describe('the maps that ship as examples', () => {
  it('read a retailer’s weeks that start on Sunday, one column feeding two KPIs', async () => {
    const weekly = { grain: 'week', weekStart: 'sunday' } as const;
    const volumes = ['retail_sales', 'direct_mail_spend', 'tv_spend', 'display_spend', 'social_spend', 'search_spend'];
    const kpis = [
      ...[...volumes, 'search_impressions', 'emails_sent'].map((key) => aKpi(key, { ...weekly, sources: ['retail'] })),
      aKpi('search_cost_per_impression', { ...weekly, rollUp: 'ratio', sources: ['retail'] }),
    ];
    const text = [
      `wk_strt_dt,yr_nbr,mdip_em,mdip_sem,mdsp_dm,mdsp_vidtr,mdsp_so,mdsp_on,mdsp_sem,sales,hldy_Father's Day`,
      '2014-08-03,2014,1514755,83054,678410.26,216725.59,0.0,61364.75,355954.51,72051457.64,0',
      '2014-08-11,2014,2234569,83124,661097.71,108919.26,0.0,132643.9,336306.72,78794770.54,0',
    ].join('\n');

    const read = await readText(text, kpis, await template('retail-weekly'));

    expect(read.faults).toEqual([]);
    expect(read.readings).toHaveLength(9);
    expect(read.readings).toContain('retail_sales 2014-08-03 72051457.64');
    expect(read.readings).toContain('search_cost_per_impression 2014-08-03 355954.51/83054');
    expect(read.rejects).toEqual(['3: 2014-08-11 is a monday, and its weeks start on sunday']);
  });

  it('read American days', async () => {
    const kpis = ['bus_boardings', 'rail_boardings', 'total_boardings'].map((key) =>
      aKpi(key, { sources: ['transit'] }),
    );
    const text = 'service_date,day_type,bus,rail_boardings,total_rides\n01/02/2001,W,780827,501952,1282779\n';

    const read = await readText(text, kpis, await template('transit-daily'));

    expect(read.readings).toEqual([
      'bus_boardings 2001-01-02 780827',
      'rail_boardings 2001-01-02 501952',
      'total_boardings 2001-01-02 1282779',
    ]);
  });

  it('read a monthly report card with blanks, and a percentage as a fraction', async () => {
    const map = await template('reportcard-monthly');
    const parsed = parseImportMap(map, 'reportcard-monthly.yml');
    const columns = parsed.format === 'wide' ? Object.entries(parsed.columns ?? {}) : [];
    const kpis = columns.map(([, [target]]) => aKpi(target?.kpi ?? '', { grain: 'month', sources: ['reportcard'] }));
    const text = `Month,${columns.map(([header]) => header).join(',')}\n2007/12/01,,,,,,,,,,226119000,27.7\n`;

    const read = await readText(text, kpis, map);

    expect(read).toMatchObject({
      readings: ['unique_visitors 2007-12-01 226119000', 'reach 2007-12-01 0.277'],
      rejects: [],
      faults: [],
      missing: 9,
    });
  });
});
