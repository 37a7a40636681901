import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { CommitteeKpi } from '../../../src/features/kpis/public.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { printSuggestion } from '../../../src/features/sources/suggest/print.js';
import { suggestFor } from '../../../src/features/sources/suggest/suggest.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { type Read, readText } from './reading-files.js';

const texts = loadTexts();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copil-suggest-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Written = { readonly kpis: Record<string, Record<string, unknown>>; readonly sources: Record<string, object> };

type Suggested = {
  readonly text: string;
  readonly written: Written;
  /** What each map says, and what the file gives when it is read by it. */
  readonly maps: readonly { readonly map: Record<string, unknown>; readonly read: Read }[];
};

async function printed(file: string | Uint8Array, locale: 'en' | 'fr' = 'en'): Promise<string> {
  const path = join(folder, 'figures.csv');
  await writeFile(path, file);
  return printSuggestion(await suggestFor(path), { file: 'figures.csv', say: texts.in(locale) });
}

/** Pastes what is suggested for a file into an organisation, and reads the file with it, as an import does. */
async function suggested(file: string | Uint8Array, locale: 'en' | 'fr' = 'en'): Promise<Suggested> {
  const text = await printed(file, locale);
  const [entries = '', ...maps] = text.split(/^---$/m);
  const written = parse(entries) as Written;
  const base = `workspace: { name: Acme }\npeople: { ana: { name: Ana, email: ana@acme.example, operator: true } }\ncommittees:\n  ops:\n    name: Ops\n    level: operational\n    channel: { id: C0OPS0001, access: internal }\n    schedule: { every: week, on: monday, at: '09:00' }\n    chair: ana\n    kpis: ${stringify(Object.keys(written.kpis), { collectionStyle: 'flow', lineWidth: 0 })}`;
  const organisation = await parseOrganisation({ name: 'copil.yml', text: `${base}${entries}` });
  expect(organisation.warnings).toEqual([]);
  const kpis = organisation.kpis.map(({ key, name, domain, access, card, sources }): CommitteeKpi => {
    const { description: _description, formula: _formula, acquisitionChannel: _channel, ...shape } = card;
    return {
      id: `id-${key}`,
      formula: null,
      owner: null,
      sources: sources.map((source) => ({ id: `id-${source}`, key: source, name: { en: source, fr: source } })),
      kpi: { key, name, domain, accessLevel: access, ...shape } as CommitteeKpi['kpi'],
    };
  });
  const read = await Promise.all(
    maps.map(async (map) => ({
      map: parse(map) as Record<string, unknown>,
      read: await readText(file, kpis, { map, now: new Date('2026-11-30T09:00:00Z') }),
    })),
  );
  return { text, written, maps: read };
}

const input = (name: string): Promise<Buffer> => readFile(new URL(`./inputs/${name}.csv`, import.meta.url));

/** What has to be so of every file whose meaning is clear: each figure is taken, and nothing is said against it. */
function expectWhole({ maps }: Suggested): void {
  for (const { read } of maps) {
    expect(read).toMatchObject({ rejects: [], faults: [], notices: [] });
    expect(read.readings.length).toBeGreaterThan(0);
  }
}

const days = (count: number, row: (day: string, index: number) => string, from = '2026-03-02'): string =>
  Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10);
    return row(day, index);
  }).join('\n');

describe('what is suggested for real files', () => {
  it('reads days in the American order, and leaves out what is no figure', async () => {
    const found = await suggested(await input('suggest-daily'));

    expectWhole(found);
    expect(found.maps[0]?.map).toMatchObject({
      date: { column: 'service_date', order: 'us' },
      grain: 'day',
      ignore: ['day_type'],
    });
    expect(found.maps[0]?.read.readings[0]).toBe('bus 2001-01-01 297192');
    expect(found.written.kpis['total_rides']).toMatchObject({ grain: 'day', rollUp: 'sum', name: 'Total rides' });
  });

  it('reads weeks from Sunday, and takes flags of 0 and 1 for no figures', async () => {
    const found = await suggested(await input('suggest-weekly'));

    expectWhole(found);
    expect(found.maps[0]?.map).toMatchObject({ grain: 'week', weekStart: 'sunday' });
    expect(found.written.kpis['sales']).toMatchObject({ grain: 'week', weekStart: 'sunday', format: { decimals: 2 } });
    expect(Object.keys(found.written.kpis)).not.toContain('hldy_easter');
    expect(found.maps[0]?.map['ignore']).toContain("hldy_Valentine's Day");
  });

  it('reads months, blanks, and a column in per cent without a sign', async () => {
    const found = await suggested(await input('suggest-monthly'));

    expectWhole(found);
    expect(found.written.kpis['comscore_reach_pct']).toMatchObject({
      grain: 'month',
      format: { style: 'percent', decimals: 1 },
      rollUp: 'mean',
    });
    expect(found.maps[0]?.read.readings).toContain('comscore_reach_pct 2007-12-01 0.277');
  });
});

describe('what is suggested for files of other shapes', () => {
  it('reads decimal commas, French dates, semicolons and lines above the header', async () => {
    const rows = days(40, (day, index) => `${day.split('-').reverse().join('/')};1 2${10 + index},5 €;${index},2 %`);
    const found = await suggested(
      `Export du 12/04/2026;;\n;;\nJour;Chiffre d’affaires;Taux de retour\n${rows}\n`,
      'fr',
    );

    expectWhole(found);
    expect(found.maps[0]?.map).toMatchObject({
      skipLines: 2,
      date: { column: 'Jour', order: 'french' },
      decimal: ',',
      columns: { 'Chiffre d’affaires': 'chiffre-d-affaires', 'Taux de retour': 'taux-de-retour' },
    });
    expect(found.written.kpis['chiffre-d-affaires']).toMatchObject({
      format: { style: 'currency', currency: 'EUR', decimals: 1 },
    });
    expect(found.written.kpis['taux-de-retour']).toMatchObject({
      format: { style: 'percent', decimals: 1 },
      rollUp: 'mean',
    });
    expect(found.maps[0]?.read.readings.slice(0, 2)).toEqual([
      'chiffre-d-affaires 2026-03-02 1210.5',
      'taux-de-retour 2026-03-02 0.002',
    ]);
    expect(found.text).toContain('Ce qu’un fichier ne peut pas dire');
  });

  it('takes a row for each KPI, by a header it knows or by what the columns hold', async () => {
    const rows = days(10, (day, index) => `${day},Total leads,${100 + index}\n${day},Win rate,${20 + index}%`);
    for (const header of ['date,metric,value', 'day,what,amount']) {
      const found = await suggested(`${header}\n${rows}\n`);

      expectWhole(found);
      expect(found.maps[0]?.map).toMatchObject({ format: 'long', keys: { 'Total leads': 'total-leads' } });
      expect(found.written.kpis).toMatchObject({
        'total-leads': { format: { style: 'number', decimals: 0 } },
        'win-rate': { format: { style: 'percent', decimals: 0 }, rollUp: 'mean' },
      });
      expect(found.maps[0]?.read.readings.slice(0, 2)).toEqual([
        'total-leads 2026-03-02 100',
        'win-rate 2026-03-02 0.2',
      ]);
    }
  });

  it('takes numerators and denominators in columns of their own, in either layout', async () => {
    const wide = await suggested(
      `date,rate.numerator,rate.denominator\n${days(9, (day, index) => `${day},${index},100`)}\n`,
    );
    const long = await suggested(
      `date,kpi,value,numerator,denominator\n${days(9, (day, index) => `${day},rate,,${index},100\n${day},leads,${index},,`)}\n`,
    );

    for (const found of [wide, long]) {
      expectWhole(found);
      expect(found.written.kpis['rate']).toMatchObject({ rollUp: 'ratio' });
      expect(found.maps[0]?.read.readings).toContain('rate 2026-03-03 1/100');
    }
    expect(long.written.kpis['leads']).toMatchObject({ rollUp: 'sum' });
  });

  it('takes segments, and rows for the whole beside them', async () => {
    const rows = days(8, (day) =>
      ['north', 'south', 'Total'].map((region, at) => `${day},leads,${region},${at + 1}`).join('\n'),
    );
    const found = await suggested(`date,kpi,region,value\n${rows}\n`);

    expectWhole(found);
    expect(found.written.kpis['leads']).toMatchObject({ segments: ['north', 'south'] });
    expect(found.maps[0]?.map).toMatchObject({ segment: 'region', segments: { Total: '' } });
    expect(found.maps[0]?.read.readings.slice(0, 3)).toEqual([
      'leads[north] 2026-03-02 1',
      'leads[south] 2026-03-02 2',
      'leads 2026-03-02 3',
    ]);
    expect(found.text).not.toContain('no rows for the whole');
  });

  it('takes segments of KPIs that are columns, with a map for each', async () => {
    const rows = days(8, (day) =>
      ['north', 'south'].map((region, at) => `${day};${region};${at + 1};${at}`).join('\n'),
    );
    const found = await suggested(`week;region;leads;sales\n${rows}\n`);

    expectWhole({ ...found, maps: found.maps.map(({ map, read }) => ({ map, read: { ...read, notices: [] } })) });
    expect(found.maps.map(({ read }) => read.readings[1])).toEqual([
      'leads[south] 2026-03-02 2',
      'sales[south] 2026-03-02 1',
    ]);
    expect(found.text).toMatch(/figures-1\.map\.yml[\s\S]*figures-2\.map\.yml/);
    expect(found.text).toContain('no rows for the whole');
  });

  it('turns a table on its side, also under a title', async () => {
    for (const title of ['', 'Report of May\n\n']) {
      const found = await suggested(`${title}KPI,2026-01,2026-02,2026-03\nLeads,1,2,3\n"Orders, net",4,,6\n`);

      expectWhole(found);
      expect(found.maps[0]?.map).toMatchObject({ transposed: true, ...(title === '' ? {} : { skipLines: 2 }) });
      expect(found.written.kpis['orders-net']).toMatchObject({ grain: 'month' });
      expect(found.maps[0]?.read.readings).toContain('orders-net 2026-03-01 6');
    }
  });

  it.each([
    [
      'the last days of months',
      ['2026-01-31', '2026-02-28', '2026-03-31'],
      { date: { marks: 'end' }, grain: 'month' },
      '2026-03-01',
    ],
    [
      'first days of quarters',
      ['01/01/2025', '01/04/2025', '01/07/2025', '13/10/2025'].slice(0, 3),
      { grain: 'month' },
      null,
    ],
    ['quarters', ['Q1 2025', 'Q2 2025', 'Q3 2025'], { grain: 'quarter' }, '2025-07-01'],
    ['ISO weeks', ['2026-W01', '2026-W02', '2026-W03'], { grain: 'week' }, '2026-01-12'],
    ['six digits above 12', ['202611', '202612', '202613'], { grain: 'week' }, '2026-03-23'],
    ['six digits beside weeks', ['202602', '2026-W03', 'W04 2026'], { grain: 'week' }, '2026-01-19'],
    ['six digits of months', ['202601', '202602', '202612'], { grain: 'month' }, '2026-12-01'],
    ['day numbers of Excel', ['46053', '46054', '46055'], { date: { format: 'excel' }, grain: 'day' }, '2026-02-02'],
    ['short years', ['30/01/26', '31/01/26', '01/02/26'], { date: { format: 'DD/MM/YY' } }, '2026-02-01'],
    ['short American years', ['1/30/26', '1/31/26', '2/1/26'], { date: { format: 'M/D/YY' } }, '2026-02-01'],
    ['names of months', ['29-Jan-26', '30-Jan-26', '31-Jan-26'], { date: { format: 'D-MMM-YY' } }, '2026-01-31'],
    ['words', ['3 mars 2026', '4 mars 2026', '5 mars 2026'], { grain: 'day' }, '2026-03-05'],
  ])('reads %s', async (_, written, map, last) => {
    const text = `date;leads\n${written.map((date, index) => `${date};${index + 1}`).join('\n')}\n`;
    if (last === null) {
      // Nothing tells the 1st of April from the 4th of January.
      expect(await printed(text)).toMatch(
        /order: french or order: us\? “01\/04\/2025” would be 2025-04-01 or 2025-01-04/,
      );
      return;
    }
    const found = await suggested(text);

    expectWhole(found);
    expect(found.maps[0]?.map).toMatchObject(map);
    expect(found.maps[0]?.read.readings.at(-1)).toBe(`leads ${last} 3`);
  });

  it('reads weeks that are named by their end, and asks where nothing tells', async () => {
    const weeks = ['2026-03-08', '2026-03-15', '2026-03-22'].map((day) => `${day},5`).join('\n');
    const ended = await suggested(`week ending,leads\n${weeks}\n`);
    const unsure = await suggested(`week,leads\n${weeks}\n`);

    expectWhole(ended);
    expect(ended.maps[0]?.read.readings[0]).toBe('leads 2026-03-02 5');
    expect(ended.text).not.toContain('is it the first day of its week');
    expect(unsure.text).toContain('Each date is a Sunday: is it the first day of its week, or the last?');
  });

  it('asks in which zone days are counted where every time is midnight somewhere, and reads periods by its days', async () => {
    const months = ['2026-03-31T22:00:00Z', '2026-04-30T22:00:00Z', '2026-11-30T23:00:00Z'];
    const text = await printed(`month,leads\n${months.map((time) => `${time},5`).join('\n')}\n`);

    expect(text).toContain('every time is midnight in Europe/Paris');
    expect(text).toContain('grain: month');
    expect(text).not.toContain('marks: end');
  });

  it('says which days readings come on, as an import would', async () => {
    const rows = days(60, (day) => `${day},5`).split('\n');
    const isWeekday = (row: string): boolean => ![0, 6].includes(new Date(row.slice(0, 10)).getUTCDay());
    const found = await suggested(`date,leads\n${rows.filter(isWeekday).join('\n')}\n`);

    expectWhole(found);
    expect(found.written.sources['figures']).toMatchObject({ expects: 'weekdays' });
  });

  it('adds up rows that share a day, and asks', async () => {
    const rows = days(8, (day) => `${day},1,3\n${day},2,4`);
    const found = await suggested(`date,leads,orders\n${rows}\n`);

    expect(found.maps[0]?.map).toMatchObject({ onDuplicate: 'sum' });
    expect(found.text).toContain('8 rows are for a period that stands in the file already');
  });

  it('reads durations and words for a missing value, and asks for what they are', async () => {
    const rows = days(
      30,
      (day, index) =>
        `${day},${index % 9}:30:00,${index % 10 === 3 ? 'closed' : index % 10 === 5 ? 'Ana Moreau' : index}`,
    );
    const found = await suggested(`date,wait,visits\n${rows}\n`);

    expect(found.maps[0]?.map).toMatchObject({ durations: 'hours', missing: ['closed'] });
    expect(found.maps[0]?.read.rejects).toEqual([
      '7: visits: "Ana Moreau" is not a number',
      '17: visits: "Ana Moreau" is not a number',
      '27: visits: "Ana Moreau" is not a number',
    ]);
    expect(found.maps[0]?.read.readings[2]).toBe('wait 2026-03-03 1.5');
  });

  it('asks for the decimal mark where every cell can be read in two ways, and does not guess', async () => {
    const text = await printed(`date;leads\n2026-03-02;1,234\n2026-03-03;2,345\n`);

    expect(text).toContain('decimal: ');
    expect(text).toContain('“1,234” would be 1234 or 1.234');
    expect(parse(text.split(/^---$/m)[1] ?? '')).not.toHaveProperty('decimal');
  });

  it('reads UTF-16 and Latin-1, keys that no file can have twice, and headers that are none', async () => {
    const wide = await suggested(
      Buffer.from('\uFEFFdate\tVentes é\tventes e\t\n2026-03-02\t1\t2\t\n2026-03-03\t3\t4\t\n', 'utf16le'),
    );
    const latin = await suggested(
      Buffer.from('date;Qualit\xe9;#;日本\n2026-03-02;1;2;3\n2026-03-03;1;2;3\n', 'latin1'),
    );

    expectWhole(wide);
    expect(Object.keys(wide.written.kpis)).toEqual(['ventes-e', 'ventes-e-2']);
    expect(Object.keys(latin.written.kpis)).toEqual(expect.arrayContaining(['qualite', 'kpi']));
  });
});

describe('persons in a file', () => {
  it.each([
    ['e-mail addresses', 'channel', ['ana@acme.example', 'ben@acme.example', 'web']],
    ['names under a header that says so', 'customer', ['moreau', 'walker', 'rossi']],
    ['first and last names', 'who', ['Ana Moreau', 'Ben Walker', 'Elena Rossi']],
    ['telephone numbers', 'line', ['+33 6 12 34 56 78', '+33 6 12 34 56 79', 'none at all']],
  ])('stand in no segment, and nowhere in what is printed: %s', async (_, header, people) => {
    const rows = days(9, (day) => people.map((person, index) => `${day},${person},${index + 1}`).join('\n'));
    const found = await suggested(`date,${header},leads\n${rows}\n`);

    for (const person of people) expect(found.text).not.toContain(person);
    expect(found.text).toContain(`Left out, since it may hold persons: ${header}`);
    expect(found.maps[0]?.map).toMatchObject({ format: 'wide', onDuplicate: 'sum' });
    expect(found.maps[0]?.read).toMatchObject({ rejects: [] });
  });

  it('stand in no key of a KPI', async () => {
    const rows = days(9, (day) => `${day},leads,3\n${day},ana@acme.example,4`);
    const long = await printed(`date,kpi,value\n${rows}\n`);
    const wide = await printed(`date,leads,ana@acme.example\n${days(9, (day) => `${day},3,4`)}\n`);

    for (const text of [long, wide]) {
      expect(text).not.toContain('ana@');
      expect(text).toMatch(/looks? like (a )?persons?/);
    }
  });
});

describe('a file that nothing can be suggested for', () => {
  it.each([
    ['no dates', 'a,b\nx,1\ny,2\n', /No column of .* holds dates/],
    ['no figures', 'date,b\n2026-03-02,x\n2026-03-03,y\n', /no column of numbers/],
    ['one column', 'date\n2026-03-02\n', /single column/],
    ['no row', 'date,leads\n', /no row below/],
  ])('says why: %s', async (_, text, message) => {
    await expect(printed(text)).rejects.toThrow(message);
  });
});
