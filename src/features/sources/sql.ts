import type { Engine } from '../../platform/db/connection.js';

/** What the two engines write differently in this feature's few raw statements. */
export type Dialect = {
  /** Turns `?` into the engine's own placeholders. */
  statement(sql: string): string;
  /** A float as text that reads back as the very same float. */
  exactText(column: string): string;
  /** Joins a text over the rows of a group, in no order, with `;`. */
  joined(text: string): string;
  /** A placeholder that holds a JSON array of texts, as rows for `IN`. */
  readonly textsOfJson: string;
};

const dialects: Readonly<Record<Engine, Dialect>> = {
  sqlite: {
    statement: (sql) => sql,
    // SQLite's own conversion stops at 15 digits; `!` allows the 17 that a float needs.
    exactText: (column) => `printf('%!.17g', ${column})`,
    joined: (text) => `group_concat(${text}, ';')`,
    textsOfJson: '(SELECT value FROM json_each(?))',
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
  },
};

export function dialectOf(engine: Engine): Dialect {
  return dialects[engine];
}
