import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sniffDelimiter } from '../../../src/features/sources/csv/dialect.js';
import { type CsvOptions, openCsv } from '../../../src/features/sources/csv/open-csv.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copil-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Uint8Array, options?: CsvOptions) {
  const path = join(folder, 'file.csv');
  await writeFile(path, content);
  const file = await openCsv(path, options);
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const batch of file.rows()) rows.push(...batch);
  return { delimiter: file.delimiter, header: file.header.cells, rows };
}

describe('a CSV file', () => {
  it.each([
    [',', 'date,leads\n2026-01-01,1\n'],
    [';', 'date;leads;cost\n2026-01-01;1,5;2,5\n2026-01-02;1,5;2,5\n'],
    ['\t', 'date\tleads\n2026-01-01\t1,5\n'],
    ['|', 'date|leads\n2026-01-01|1\n'],
    [';', 'date;"leads, all, of, them"\n2026-01-01;1\n'],
  ])('is split at %j', (delimiter, text) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });

  it.each([
    ['UTF-8', Buffer.from('date,été\n2026-01-01,1é\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffdate,été\n2026-01-01,1é\n')],
    ['Latin-1', Buffer.from('date,été\n2026-01-01,1é\n', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffdate,été\n2026-01-01,1é\n', 'utf16le')],
  ])('is read in %s', async (_name, bytes) => {
    const { header, rows } = await read(bytes);

    expect(header).toEqual(['date', 'été']);
    expect(rows).toEqual([{ line: 2, cells: ['2026-01-01', '1é'] }]);
  });

  it('knows the euro sign of Windows', async () => {
    const { rows } = await read(Buffer.from([...Buffer.from('date;cost\n2026-01-01;5 '), 0x80]));

    expect(rows[0]?.cells[1]).toBe('5 €');
  });

  it('tells UTF-8 even where a chunk of the file cuts a character in two', async () => {
    const text = `date,été\n${`2026-01-01,${'é'.repeat(50)}\n`.repeat(3_000)}`;

    const { rows } = await read(`${text}2026-01-02,x${text.slice(9)}`);

    expect(rows[0]?.cells[1]).toBe('é'.repeat(50));
    expect(rows.every(({ cells }) => !cells.join('').includes('Ã'))).toBe(true);
  });

  it('counts lines through quotes, blank lines and all line ends', async () => {
    const { rows } = await read(
      'date,a,b\r\n2026-01-01,"x\ny","say ""hi"""\r\n\r\n2026-01-02,2,3\n,,\n2026-01-03,5" tube,6',
    );

    expect(rows).toEqual([
      { line: 2, cells: ['2026-01-01', 'x\ny', 'say "hi"'] },
      { line: 5, cells: ['2026-01-02', '2', '3'] },
      { line: 7, cells: ['2026-01-03', '5" tube', '6'] },
    ]);
  });

  it('may name its delimiter in the first line, as Excel does', async () => {
    const { header, rows } = await read('sep=|\ndate|leads, all\n2026-01-01|1\n');

    expect(header).toEqual(['date', 'leads, all']);
    expect(rows).toEqual([{ line: 3, cells: ['2026-01-01', '1'] }]);
  });

  it.each([
    ['nothing at all', '', /is empty/],
    ['blank lines', '\n\n\n', /holds blank lines only/],
    ['a header only', 'date,leads\n', /has a header but no row below it/],
    ['one column', 'date\n2026-01-01\n', /has a single column: expected a date and at least one value/],
    ['an Excel workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /is an Excel workbook .* save it as CSV/],
    ['zeros', Buffer.from([0x64, 0, 0, 0x0a]), /is a binary file, not a CSV file/],
    [
      'a quote that is never closed',
      `date,leads\n2026-01-01,"1\n${'2026-01-02,2\n'.repeat(9)}`,
      /a quote that opens on or after line 2 is never closed/,
    ],
  ])('is refused when it holds %s', async (_name, content, message) => {
    const reading = read(content);

    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(/Nothing was imported/);
  });

  it('is refused when it is not there', async () => {
    await expect(openCsv(join(folder, 'nowhere.csv'))).rejects.toThrow(
      /nowhere.csv cannot be read: there is no such file/,
    );
    await expect(openCsv(folder)).rejects.toThrow(/cannot be read: it is a folder/);
  });
});
