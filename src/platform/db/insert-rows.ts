import type { Transaction } from './database.js';

/** What a column takes from the program, as Prisma does. */
export type Cell = string | number | boolean | Date | null;

/** SQLite finds each of its placeholders by going through all of them: with ten times as many, a row takes ten times as long. */
const cellsAtOnce = 500;

/**
 * Inserts rows that have the same columns, as `createMany` does. Prisma compiles a `createMany` anew each time, which
 * takes longer than the rest of a small transaction; this is for the few tables into which people write all day.
 * @throws a unique violation, as `createMany` does (`isUniqueViolation`)
 */
export async function insertRows<Row extends Readonly<Record<string, Cell>>>(
  transaction: Transaction,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const rowsAtOnce = Math.floor(cellsAtOnce / columns.length);
  const into = `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')})`;
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const chunk = rows.slice(from, from + rowsAtOnce);
    const cells = chunk.flatMap((row) => columns.map((column) => row[column] ?? null));
    await transaction.$executeRawUnsafe(`${into} VALUES ${placeholders(chunk.length, columns.length)}`, ...cells);
  }
}

/** `($1, $2), ($3, $4)`, which both engines read. */
function placeholders(rows: number, columns: number): string {
  const row = (index: number) => Array.from({ length: columns }, (_, column) => `$${index * columns + column + 1}`);
  return Array.from({ length: rows }, (_, index) => `(${row(index).join(', ')})`).join(', ');
}
