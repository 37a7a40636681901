import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvRecord } from '../../../src/kernel/csv.js';

it('reads back as it was, with commas, quotes and line breaks', () => {
  const cells = ['D1', 'Where, exactly?', 'She said "no"', 'A\nB', '', 'été — 12 000 €'];

  expect(parse(csvRecord(cells))).toEqual([cells]);
  expect(csvRecord(['a', 'b']).endsWith('\r\n')).toBe(true);
});

it.each([
  ['\r\n', ['a\nb', 'c\rd', 'e'], '"a\nb","c\rd",e\r\n'],
  ['\n', ['a\r\nb', 'c\rd', ''], '"a\r\nb","c\rd",\n'],
])('quotes a cell for a line end of any kind where lines end in %j', (lineEnd, cells, written) => {
  expect(csvRecord(cells, { lineEnd })).toBe(written);
});

it.each(['=1+1', '+33 1 23', '-cmd', '@SUM(A1)', '-1+1', '+1'])('never lets a spreadsheet compute %j', (text) => {
  expect(csvRecord([text])).toBe(`"'${text}"\r\n`);
});

it('leaves numbers numbers', () => {
  expect(csvRecord(['-5', '-0.25', '40'])).toBe('-5,-0.25,40\r\n');
});

/** As a spreadsheet splits a file: by its own separator, and a quote counts only where a cell begins. */
function split(text: string, separator: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') cell += text[at++];
    cells.push(cell);
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return cells;
}

/** Numbers in a row that anybody can draw again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('gives no spreadsheet a cell that begins a formula, whichever separator it splits by', () => {
  const random = createRandom(10);
  const parts = [
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '\r\n',
    ';',
    ',',
    '|',
    '"',
    '""',
    "'",
    ' ',
    'a',
    '1',
    '=1+1',
    '-5',
  ];
  const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll("'", ''));
  for (let round = 0; round < 20_000; round += 1) {
    const cells = Array.from({ length: 1 + random(4) }, () =>
      Array.from({ length: random(8) }, () => parts[random(parts.length)]).join(''),
    );
    const delimiter = [',', ';', '\t'][random(3)] ?? ',';
    const written = csvRecord(cells, { delimiter });
    const found = [',', ';', '\t'].flatMap((separator) => split(written, separator));
    // What divides cells and records is no part of one, where another program takes it for that.
    const texts = found.map((text) => text.replace(delimiter === '\t' ? /^(?:\t|\r\n)+/ : /^(?:\r\n)+/, ''));

    expect(texts.filter((text) => /^[=+\-@\t\r]/.test(text) && !/^-\d+(?:$|[,;\t\r])/.test(text))).toEqual([]);
    expect(plain(split(written, delimiter))).toEqual(plain(cells));
  }
});

it.each([
  ['Lyon;=HYPERLINK("http://x")', `"Lyon;'=HYPERLINK(""http://x"")"\r\n`],
  ['a\t=1+1', `"a\t'=1+1"\r\n`],
  ['a\n@SUM(1)', `"a\n'@SUM(1)"\r\n`],
  ['a;"=1"', `"a;'""=1"""\r\n`],
  ['Paris; Lyon', 'Paris; Lyon\r\n'],
])('disarms what another separator would make a cell of: %j', (text, written) => {
  expect(csvRecord([text])).toBe(written);
});
