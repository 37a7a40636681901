import { describe, expect, it } from 'vitest';
import { parseImportMap } from '../../../src/features/sources/map/parse-map.js';
import { personalMarkIn } from '../../../src/features/sources/personal-marks.js';
import { aKpi, readText } from './reading-files.js';

describe('what points at one person', () => {
  it.each([
    ['ana.lopes@example.com', 'an e-mail address'],
    ['Ana <ana@example.co.uk>', 'an e-mail address'],
    ['ana＠example.com', 'an e-mail address'],
    ['06 12 34 56 78', 'a telephone number'],
    ['0612345678', 'a telephone number'],
    ['06.12.34.56.78', 'a telephone number'],
    ['Tel. 01-23-45-67-89', 'a telephone number'],
    ['+33 6 12 34 56 78', 'a telephone number'],
    ['+33612345678', 'a telephone number'],
    ['0033 6 12 34 56 78', 'a telephone number'],
    ['+44 20 7946 0958', 'a telephone number'],
    ['020 7946 0958', 'a telephone number'],
    ['(555) 123-4567', 'a telephone number'],
    ['555-123-4567', 'a telephone number'],
    ['FR76 3000 6000 0112 3456 7890 189', 'an IBAN'],
    ['DE89370400440532013000', 'an IBAN'],
    ['gb29nwbk60161331926819', 'an IBAN'],
    ['compte FR1420041010050500013M02606', 'an IBAN'],
    ['1 84 12 76 451 089 46', 'a French social security number'],
    ['184127645108946', 'a French social security number'],
    ['2 55 08 14 168 025 38', 'a French social security number'],
  ])('%j is %s', (text, mark) => {
    expect(personalMarkIn(text)).toBe(mark);
  });

  it.each([
    '',
    'email',
    'e-mail',
    'Paris 75011',
    '2024-2025',
    '2026-01-05',
    '05.01.2026',
    '100-200',
    '1000000-2000000',
    '18-25 ans',
    'SKU 4006381333931',
    'A320-200',
    '184127645108947',
    'DE89370400440532013001',
    'DE12 campaign 2026',
    '@work',
    'v2.10.3',
    '192.168.100.200',
    'cohort 20260105',
    '12345678901234567890',
  ])('%j is nobody', (text) => {
    expect(personalMarkIn(text)).toBeNull();
  });

  it('is looked for in time, however long the text', () => {
    expect(personalMarkIn('0 '.repeat(100_000))).toBeNull();
    expect(personalMarkIn('FR76 '.repeat(100_000))).toBeNull();
  });
});

describe('a map', () => {
  it.each(["keys: { 'ana@example.com': leads }", "segments: { a: '06 12 34 56 78' }"])(
    'has no label that looks like a person: %s',
    (line) => {
      const map = ['format: long', 'date: { column: date }', 'kpi: kpi', 'value: value', line].join('\n');

      expect(() => parseImportMap(map, 'map.yml')).toThrow(/looks like .*Copil keeps aggregates only/);
    },
  );
});

describe('a row about a person', () => {
  it('is refused by its segment or key, and not repeated in the reason', async () => {
    const rows = ['leads,ana@example.com,1', '06 12 34 56 78,,2', 'leads,web,3'];
    const text = ['date,kpi,segment,value', ...rows.map((row) => `2026-01-05,${row}`)].join('\n');

    const read = await readText(text, [aKpi('leads')]);

    expect(read.readings).toEqual(['leads[web] 2026-01-05 3']);
    expect(read.rejects).toEqual([
      '2: the segment looks like an e-mail address: Copil keeps aggregates only, nothing about one person',
      '3: the KPI looks like a telephone number: Copil keeps aggregates only, nothing about one person',
    ]);
  });
});
