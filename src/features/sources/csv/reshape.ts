import { ValidationError } from '../../../kernel/errors.js';
import type { CsvFile, CsvRow } from './open-csv.js';

/** A transposed file is held in memory whole; one of that size has two thousand KPIs over seven years. */
const mostCells = 5_000_000;

/**
 * The file with its rows and columns exchanged; the line of a row is then the number of the column it was.
 * @throws ValidationError when it is too large for memory.
 */
export async function transposed(file: CsvFile): Promise<CsvFile> {
  const lines: CsvRow[] = [file.header];
  let cells = file.header.cells.length;
  for await (const rows of file.rows()) {
    lines.push(...rows);
    cells += rows.reduce((sum, row) => sum + row.cells.length, 0);
    if (cells > mostCells)
      throw new ValidationError(
        `${file.path} has more than ${mostCells} cells, and a transposed file is read whole: split it. Nothing was imported`,
      );
  }
  const width = Math.max(...lines.map((line) => line.cells.length));
  const column = (index: number): CsvRow => ({
    line: index + 1,
    cells: lines.map((line) => line.cells[index]?.trim() ?? ''),
  });
  const rows = Array.from({ length: width - 1 }, (_, index) => column(index + 1)).filter((row) =>
    row.cells.some((cell) => cell !== ''),
  );
  return {
    ...file,
    header: column(0),
    rows: async function* () {
      yield rows;
    },
  };
}

/** The rows that a map's `where` keeps, and how many it left out when they were read last. */
type KeptRows = { readonly file: CsvFile; leftOut(): number };

type Condition = { readonly index: number; readonly values: ReadonlySet<string> };

export function onlyWhere(file: CsvFile, conditions: readonly Condition[]): KeptRows {
  if (conditions.length === 0) return { file, leftOut: () => 0 };
  let leftOut = 0;
  const isKept = ({ cells }: CsvRow): boolean =>
    conditions.every(({ index, values }) => values.has(cells[index]?.trim() ?? ''));
  return {
    file: {
      ...file,
      rows: async function* () {
        leftOut = 0;
        for await (const rows of file.rows()) {
          const kept = rows.filter(isKept);
          leftOut += rows.length - kept.length;
          yield kept;
        }
      },
    },
    leftOut: () => leftOut,
  };
}
