import { storable } from '../../kernel/well-formed.js';
import type { Client } from './database.js';

type Table = { readonly name: string; readonly columns: readonly string[] };

type Bytes = Readonly<Record<string, Uint8Array | null>>;

/**
 * A SQLite file takes any bytes for a text, and its driver ends the process over what is no UTF-8. Half of a character
 * pair is the one such thing that was ever stored, by older versions and other programs: it is replaced before anything
 * is read, and the number of rows returned. A look takes about a second for each three million rows. Events are let be:
 * they are never changed, and hold keys, and JSON, which writes such a half in letters.
 */
export async function mendTexts(client: Client): Promise<number> {
  let mended = 0;
  for (const table of await textTables(client)) {
    for (const rowId of await suspects(client, table)) mended += await mendRow(client, table, rowId);
  }
  return mended;
}

async function textTables(client: Client): Promise<Table[]> {
  const rows = await client.$queryRawUnsafe<{ table: string; column: string }[]>(
    `SELECT t.name AS "table", c.name AS "column" FROM sqlite_master t JOIN pragma_table_info(t.name) c
     WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'Event' ORDER BY t.name, c.cid`,
  );
  const columns = new Map<string, string[]>();
  for (const { table, column } of rows) columns.set(table, [...(columns.get(table) ?? []), column]);
  return [...columns].map(([name, names]) => ({ name, columns: names }));
}

/** The first byte of a half is also that of Korean characters, so not every row found is a bad one. */
async function suspects(client: Client, { name, columns }: Table): Promise<number[]> {
  const all = columns.map((column) => `coalesce("${column}", '')`).join(' || ');
  const found = await client.$queryRawUnsafe<{ id: number }[]>(
    `SELECT rowid AS id FROM "${name}" WHERE instr(CAST(${all} AS BLOB), X'ED') > 0`,
  );
  return found.map(({ id }) => id);
}

async function mendRow(client: Client, { name, columns }: Table, rowId: number): Promise<0 | 1> {
  const asBytes = columns.map((column) => `CAST("${column}" AS BLOB) AS "${column}"`).join(', ');
  const [row] = await client.$queryRawUnsafe<Bytes[]>(`SELECT ${asBytes} FROM "${name}" WHERE rowid = ?`, rowId);
  const bad = Object.entries(row ?? {}).flatMap(([column, bytes]) => {
    const text = bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return text && Buffer.compare(Buffer.from(text), bytes) !== 0 ? [{ column, text: storable(text) }] : [];
  });
  if (bad.length === 0) return 0;
  const set = bad.map(({ column }) => `"${column}" = ?`).join(', ');
  // Another row may have the very text already where each may be there once.
  for (let more = ''; ; more += '\uFFFD') {
    const texts = bad.map(({ text }) => `${text}${more}`);
    const sql = `UPDATE OR IGNORE "${name}" SET ${set} WHERE rowid = ?`;
    if ((await client.$executeRawUnsafe(sql, ...texts, rowId)) > 0) return 1;
  }
}
