import type { Engine } from '../../platform/db/connection.js';

/** What the two engines write differently in this feature's few raw statements. */
type Dialect = {
  /** Turns `?` into the engine's own placeholders. */
  statement(sql: string): string;
  /** A float as text that reads back as the very same float. */
  exactText(column: string): string;
  /** Joins a text over the rows of a group, in no order, with `;`. */
  joined(text: string): string;
  /** A placeholder that holds a JSON array of texts, as rows for `IN`. */
  readonly textsOfJson: string;
  /**
   * A placeholder that holds a JSON array of `[kpiId, segment, grain, start, value, numerator, denominator, revision]`,
   * as a table expression `j` of `position, kpi_id, segment, grain, start, value, numerator, denominator, revision`.
   */
  readonly incoming: string;
  /** Equal, or both null. */
  same(a: string, b: string): string;
};

const dialects: Readonly<Record<Engine, Dialect>> = {
  sqlite: {
    statement: (sql) => sql,
    // SQLite's own conversion stops at 15 digits; `!` allows the 17 that a float needs.
    exactText: (column) => `printf('%!.17g', ${column})`,
    joined: (text) => `group_concat(${text}, ';')`,
    textsOfJson: '(SELECT value FROM json_each(?))',
    incoming: `j AS MATERIALIZED (SELECT key AS position, value ->> 0 AS kpi_id, value ->> 1 AS segment, value ->> 2 AS grain, value ->> 3 AS start,
        value ->> 4 AS value, value ->> 5 AS numerator, value ->> 6 AS denominator, value ->> 7 AS revision FROM json_each(?))`,
    same: (a, b) => `${a} IS ${b}`,
  },
  postgresql: {
    statement: (sql) => {
      let count = 0;
      return sql.replaceAll('?', () => {
        count += 1;
        return `$${count}`;
      });
    },
    exactText: (column) => `${column}::text`,
    joined: (text) => `string_agg(${text}, ';')`,
    textsOfJson: '(SELECT json_array_elements_text(?::json))',
    incoming: `j AS MATERIALIZED (SELECT position - 1 AS position, item ->> 0 AS kpi_id, item ->> 1 AS segment, item ->> 2 AS grain, item ->> 3 AS start,
        (item ->> 4)::float8 AS value, (item ->> 5)::float8 AS numerator, (item ->> 6)::float8 AS denominator,
        (item ->> 7)::int AS revision FROM json_array_elements(?::json) WITH ORDINALITY AS items(item, position))`,
    same: (a, b) => `${a} IS NOT DISTINCT FROM ${b}`,
  },
};

/** Imports that were taken back: their readings are history, and never in force. */
export const undoneImports = `(SELECT u."id" FROM "Import" u WHERE u."state" = 'undone')`;

export function dialectOf(engine: Engine): Dialect {
  return dialects[engine];
}
