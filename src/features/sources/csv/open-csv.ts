import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { ValidationError } from '../../../kernel/errors.js';
import { storable } from '../../../kernel/well-formed.js';
import { type Delimiter, delimiters, sniffDelimiter } from './dialect.js';
import { type Encoding, inspectFile, openBytes } from './inspect-file.js';
import { adviceOnTitles, titleLinesIn } from './title-lines.js';

/** One line of the file, split into cells; `line` counts from 1 and is where the row begins. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

export type CsvFile = {
  readonly path: string;
  readonly contentHash: string;
  readonly delimiter: Delimiter;
  /** Lines above the header that were left out. */
  readonly skippedLines: number;
  readonly header: CsvRow;
  /** What to write where the header seems to stand further down; empty where it does not. */
  readonly adviceOnTitles: string;
  /**
   * The rows below the header, in batches, without empty ones; can be called again to read once more.
   * @throws ValidationError (while reading) when there is no row at all, or a quote is never closed.
   */
  rows(): AsyncGenerator<readonly CsvRow[]>;
};

export type CsvOptions = {
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: Encoding | undefined;
  /** Lines above the header; found out where asked for. */
  readonly skipLines?: number | 'find' | undefined;
};

const batchSize = 1_000;
/** A longer row is a quote that somebody forgot to close; without a limit it would swallow the rest of the file. */
const longestRow = 1 << 20;
const headSize = 1 << 16;

/**
 * Opens a CSV file of any common delimiter and encoding, and reads its header.
 * @throws ValidationError when it is empty, not text, or has a single column.
 */
export async function openCsv(path: string, options: CsvOptions = {}): Promise<CsvFile> {
  const { encoding, contentHash } = await inspectFile(path, options.encoding);
  const whole = await readHead(path, encoding);
  const skippedLines = options.skipLines === 'find' ? titleLinesIn(whole) : (options.skipLines ?? 0);
  const skipped = lengthOfLines(whole, skippedLines);
  const head = whole.slice(skipped);
  if (head.trim() === '') throw blank(path);
  // Excel's own convention: the first line may name the delimiter.
  const named = delimiters.find((delimiter) => new RegExp(`^sep=\\${delimiter}\\r?\\n`, 'i').test(head));
  const delimiter = options.delimiter ?? named ?? sniffDelimiter(head);
  if (delimiter === null) {
    throw new ValidationError(
      `${path} has a single column: expected a date and at least one value, separated by a comma, semicolon, tab or |${adviceOnTitles(head)}. Nothing was imported`,
    );
  }
  const all = (): AsyncGenerator<readonly CsvRow[]> =>
    readRows({
      path,
      encoding,
      delimiter,
      skipped: named === undefined ? 0 : 1,
      firstLine: skippedLines + 1,
      titles: whole.slice(0, skipped),
    });
  const header = await firstRow(all(), path);
  const rows = (): AsyncGenerator<readonly CsvRow[]> => rowsBelow(header, all(), path);
  return { path, contentHash, delimiter, skippedLines, header, adviceOnTitles: adviceOnTitles(head), rows };
}

async function readHead(path: string, encoding: Encoding): Promise<string> {
  let head = '';
  for await (const text of decode(path, encoding)) {
    head += text;
    if (head.length >= headSize) break;
  }
  return head;
}

/** How much of a text its first lines are, with their ends. */
function lengthOfLines(text: string, count: number): number {
  const lineEnd = /\r\n|\n|\r/g;
  for (let line = 0; line < count; line += 1) if (!lineEnd.exec(text)) return text.length;
  return lineEnd.lastIndex;
}

async function* bytesBelow(path: string, titles: string): AsyncGenerator<Buffer> {
  if (titles === '') return yield* openBytes(path);
  let hasMark: boolean | undefined;
  for await (const first of openBytes(path)) {
    hasMark = first.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    break;
  }
  yield* openBytes(path, Buffer.byteLength(titles) + (hasMark ? 3 : 0));
}

async function* textBelow(texts: AsyncGenerator<string>, length: number): AsyncGenerator<string> {
  let left = length;
  for await (const text of texts) {
    if (left < text.length) yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}

async function* decode(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of openBytes(path)) yield storable(decoder.decode(bytes, { stream: true }));
  yield decoder.decode();
}

async function firstRow(batches: AsyncGenerator<readonly CsvRow[]>, path: string): Promise<CsvRow> {
  for await (const [first] of batches) {
    if (first) return { line: first.line, cells: first.cells.map((cell) => cell.trim()) };
  }
  throw blank(path);
}

function blank(path: string): ValidationError {
  return new ValidationError(
    `${path} holds blank lines only: expected a header and at least one row. Nothing was imported`,
  );
}

async function* rowsBelow(
  header: CsvRow,
  batches: AsyncGenerator<readonly CsvRow[]>,
  path: string,
): AsyncGenerator<readonly CsvRow[]> {
  let count = 0;
  for await (const batch of batches) {
    const rows = batch[0]?.line === header.line ? batch.slice(1) : batch;
    count += rows.length;
    if (rows.length > 0) yield rows;
  }
  if (count === 0) throw new ValidationError(`${path} has a header but no row below it. Nothing was imported`);
}

type Reading = {
  readonly path: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly skipped: number;
  /** Number of the line that the header is looked for on, and what stands above it. */
  readonly firstLine: number;
  readonly titles: string;
};

async function* readRows({
  path,
  encoding,
  delimiter,
  skipped,
  firstLine,
  titles,
}: Reading): AsyncGenerator<readonly CsvRow[]> {
  // The parser decodes UTF-8 itself, faster than we could hand it text.
  const isUtf8 = encoding === 'utf-8';
  const input = Readable.from(isUtf8 ? bytesBelow(path, titles) : textBelow(decode(path, encoding), titles.length));
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
  });
  // Errors reach the loop below through the parser; here they only must not go unheard.
  pipeline(input, parser, () => undefined);
  let batch: CsvRow[] = [];
  let line = firstLine;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (line >= firstLine + skipped && cells.some((cell) => cell !== '')) batch.push({ line, cells });
      line += 1 + lineEndsInside(cells);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    throw explained(error, path, line);
  }
  if (batch.length > 0) yield batch;
}

function lineEndsInside(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}

function explained(error: unknown, path: string, line: number): unknown {
  const { code } = error as Partial<CsvError>;
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return new ValidationError(
      `${path}: a quote that opens on or after line ${line} is never closed. Close it, or double it where it is part of a text. Nothing was imported`,
      {},
      { cause: error },
    );
  }
  return error;
}
