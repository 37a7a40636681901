import type { Transaction } from './database.js';
import type { Cell } from './insert-rows.js';

type Cells = Readonly<Record<string, Cell>>;

export type CountUp<Key extends Cells, Others extends Cells> = {
  readonly table: string;
  readonly key: Key;
  readonly column: string;
  readonly by: number;
  /** What else a row begins with; a row that is there keeps what it has. */
  readonly others: Others;
};

/**
 * Counts up a number of a row, which begins at `by` where it is missing: the number as it is then, and the rest of the row.
 * On either engine others wait from here to the end of the transaction. As `insertRows`, for what people do all day.
 */
export async function countUp<Key extends Cells, Others extends Cells>(
  transaction: Transaction,
  { table, key, column, by, others }: CountUp<Key, Others>,
): Promise<{ readonly count: number; readonly others: Others }> {
  const row = { ...key, [column]: by, ...others };
  const names = (columns: Cells) => Object.keys(columns).map((name) => `"${name}"`);
  const values = Object.keys(row).map((_, index) => `$${index + 1}`);
  const rows: Cells[] = await transaction.$queryRawUnsafe(
    `INSERT INTO "${table}" (${names(row).join(', ')}) VALUES (${values.join(', ')})
     ON CONFLICT (${names(key).join(', ')}) DO UPDATE SET "${column}" = "${table}"."${column}" + excluded."${column}"
     RETURNING ${names({ ...others, [column]: by }).join(', ')}`,
    ...Object.values(row),
  );
  const { [column]: count, ...rest } = rows[0] ?? {};
  return { count: Number(count), others: rest as Others };
}
