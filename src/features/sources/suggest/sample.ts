import { openCsv } from '../csv/open-csv.js';
import { transposed } from '../csv/reshape.js';
import { isSideways } from '../plan/plan-file.js';

/** The part of a file that is looked at, upright and without what stands above its header. */
export type Sample = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly skipLines: number;
  readonly isTransposed: boolean;
  /** Whether the file goes on. */
  readonly isCut: boolean;
};

/** Decades of days, or years of them with some KPIs each. */
const mostRows = 20_000;

/** @throws ValidationError as an import does, when the file is no table of text. */
export async function readSample(path: string): Promise<Sample> {
  const opened = await openCsv(path, { skipLines: 'find' });
  const isTransposed = isSideways(opened.header.cells);
  const file = isTransposed ? await transposed(opened) : opened;
  const rows: (readonly string[])[] = [];
  for await (const batch of file.rows()) {
    rows.push(...batch.map(({ cells }) => cells.map((cell) => cell.trim())));
    if (rows.length > mostRows) break;
  }
  return {
    header: file.header.cells,
    rows: rows.slice(0, mostRows),
    skipLines: opened.skippedLines,
    isTransposed,
    isCut: rows.length > mostRows,
  };
}
