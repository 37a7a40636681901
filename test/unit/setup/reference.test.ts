import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { WorkspaceEntry } from '../../../src/features/setup/organisation/entries.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { ScheduleEntry } from '../../../src/features/setup/organisation/schedule-entry.js';
import { sectionNames, sectionSchemas } from '../../../src/features/setup/organisation/sections.js';
import { referenceFiles, referenceRows } from '../../../src/features/setup/reference/configuration.js';
import { jsonSchemaOf } from '../../../src/features/setup/reference/json-schemas.js';
import { compileDateFormat } from '../../../src/features/sources/dates/date-format.js';
import { readDate } from '../../../src/features/sources/dates/read-date.js';
import { ImportMap } from '../../../src/features/sources/map/import-map.js';
import { parseImportMap } from '../../../src/features/sources/map/parse-map.js';
import { readNumber } from '../../../src/features/sources/values.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const page = read('docs/configuration.md');

/** The YAML blocks of a text, without the indent that a block within a list has. */
function blocksIn(text: string): string[] {
  return [...text.matchAll(/^( *)```yaml\n(.*?)^ *```$/gms)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** The rows of the table behind a heading of two or three columns. */
function tableBehind(heading: string): string[][] {
  const from = page.indexOf(heading);
  expect(from).toBeGreaterThan(0);
  const [, ...lines] = page.slice(from, page.indexOf('\n\n', from)).split('\n').slice(1);
  return lines.map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$|`/g, '')));
}

const spellings = (cell = ''): string[] => cell.split(' · ');

describe('the reference of copil.yml and of maps', () => {
  it.each(['configuration.md', 'copil.schema.json', 'map.schema.json'])(
    'docs/%s is what the schemas say (npm run copil -- config reference --out docs)',
    async (name) => {
      const files = await referenceFiles();

      expect(read(`docs/${name}`)).toBe(files.get(name));
    },
  );

  it('has a table in place of each mark', () => {
    expect(page).not.toContain('<!-- keys');
    expect(referenceRows().size).toBe(sectionNames.length + 4);
  });

  it.each([...referenceRows()])('explains every key of %s, with an example', (_, rows) => {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ meaning, example }) => meaning === '' || example === '').map(({ path }) => path)).toEqual([]);
    for (const { path, example } of rows) {
      const key = path.slice(path.lastIndexOf('.') + 1);
      expect(Object.keys(parse(example) as object), example).toEqual([key]);
    }
  });

  it('gives examples that are right, each by the schema of its key', () => {
    const all = z.object({ workspace: WorkspaceEntry, ...sectionSchemas, map: ImportMap });
    const wrong: unknown[] = [];
    let count = 0;
    z.toJSONSchema(all, {
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema }) => {
        const { examples = [], default: usual } = z.globalRegistry.get(zodSchema) ?? {};
        const values = [...(examples as unknown[]), ...(usual === undefined ? [] : [usual])];
        count += values.length;
        wrong.push(...values.filter((value) => !z.safeParse(zodSchema, value).success));
      },
    });

    expect(count).toBeGreaterThan(80);
    expect(wrong).toEqual([]);
  });
});

describe('the examples on the page', () => {
  const [first = '', ...others] = blocksIn(page);
  const maps = others.filter((block) => block.startsWith('format:'));
  const sections = others.filter((block) => !block.startsWith('format:'));

  it('begin with the least that is an organisation', async () => {
    const organisation = await parseOrganisation({ name: 'copil.yml', text: first });

    expect(organisation.warnings).toEqual([]);
  });

  it('make one organisation together, section by section', async () => {
    const organisation = await parseOrganisation({
      name: 'copil.yml',
      text: sections.join('\n'),
      templates: ['weekly-operational', 'monthly-steering'],
    });

    expect(sections.map((block) => block.split(':')[0])).toEqual(['workspace', ...sectionNames]);
    expect(organisation.kpis.length).toBeGreaterThan(5);
  });

  it.each(maps)('has a map that can be used: %s', (text) => {
    expect(maps.length).toBe(3);
    expect(() => parseImportMap(text, 'map.yml')).not.toThrow();
  });

  it.each(tableBehind('| schedule | the digest leaves |'))('has the schedule %s', (schedule) => {
    expect(ScheduleEntry.safeParse(parse(schedule)).error).toBeUndefined();
  });

  const dates = tableBehind('| written | is |\n|---|---|\n| 2026-01-31').flatMap(([cell, label]) =>
    spellings(cell).map((date) => [date, label]),
  );
  it.each(dates)('reads the date %s as %s', (date = '', label) => {
    const order = date.startsWith('01/31') ? 'us' : 'french';
    expect(readDate(date, order)?.period.label).toBe(label);
  });

  it.each(tableBehind('| format | written | is |'))(
    'reads by the format %s the date %s as %s',
    (format, date, label) => {
      expect(compileDateFormat(format ?? '')?.(date ?? '')?.period.label).toBe(label);
    },
  );

  const numbers = tableBehind('| written | is |\n|---|---|\n| 1234.5').flatMap(([cell, value]) =>
    spellings(cell).map((number) => [number, Number(value)] as const),
  );
  it.each(numbers)('reads the number %s as %d', (number, value) => {
    expect([readNumber(number, '.'), readNumber(number, ',')]).toContain(value);
  });
});

describe('the schemas for editors', () => {
  const ajv = new Ajv({ strict: false, formats: { email: true } });
  const check = { copil: ajv.compile(jsonSchemaOf('copil')), map: ajv.compile(jsonSchemaOf('map')) };
  const files = [
    'prisma/sample/copil.yml',
    ...readdirSync(join(root, 'templates/maps')).map((name) => `templates/maps/${name}`),
  ];

  it.each(files)('take %s, whose first line leads to its own', (path) => {
    const text = read(path);
    const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? '';
    const schema = join(dirname(path), named);

    expect(['docs/copil.schema.json', 'docs/map.schema.json']).toContain(schema);
    const valid = schema.includes('copil.') ? check.copil : check.map;
    valid(parse(text, { merge: true }));
    expect(valid.errors).toBeNull();
    expect(JSON.parse(read(schema))).toEqual(jsonSchemaOf(schema.includes('copil.') ? 'copil' : 'map'));
  });

  it('mark a key that is not known, a word that is none, and a bound that is passed', () => {
    const organisation = parse(blocksIn(page)[0] ?? '') as Record<string, Record<string, Record<string, unknown>>>;
    const broken = (edit: (copy: typeof organisation) => void): boolean => {
      const copy = structuredClone(organisation);
      edit(copy);
      return !check.copil(copy);
    };

    expect(broken(() => undefined)).toBe(false);
    expect(broken((copy) => Object.assign(copy['kpis']?.['orders'] ?? {}, { roleUp: 'sum' }))).toBe(true);
    expect(broken((copy) => Object.assign(copy['kpis']?.['orders'] ?? {}, { rollUp: 'summe' }))).toBe(true);
    expect(broken((copy) => Object.assign(copy['kpis']?.['orders'] ?? {}, { domain: 'sales' }))).toBe(true);
    expect(broken((copy) => Object.assign(copy['sources']?.['shop'] ?? {}, { daysAhead: -1 }))).toBe(true);
    expect(check.map({ format: 'long', kpi: 'metric', valeu: 'x' })).toBe(false);
    expect(check.map({ format: 'long', kpi: 'metric', value: 'x' })).toBe(true);
  });

  it('explain every key, wherever it stands', () => {
    const silent: string[] = [];
    const walk = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties = {}, ...rest } = schema as { properties?: Record<string, { description?: string }> };
      for (const [key, inner] of Object.entries(properties)) {
        if (!inner.description) silent.push(`${path}.${key}`);
        walk(inner, `${path}.${key}`);
      }
      for (const inner of Object.values(rest)) for (const one of [inner].flat()) walk(one, path);
    };
    walk(jsonSchemaOf('copil'), 'copil');
    walk(jsonSchemaOf('map'), 'map');

    expect(silent).toEqual([]);
  });
});
