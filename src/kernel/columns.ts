import { canonicalJson } from './json.js';

/**
 * A list of values that are alike, written short: the same value once, objects of the same shape field by field, stretches
 * of one shape after the other; else the list as it is. Plain data, of plain data alone.
 */
export type Columns =
  | readonly unknown[]
  | { readonly all: unknown }
  | { readonly runs: readonly (readonly [count: number, value: unknown])[] }
  | { readonly fields: Readonly<Record<string, Columns | { readonly as: string }>> }
  | { readonly parts: readonly (readonly [count: number, columns: Columns])[] };

/** A field that says the same as another one. */
type SameAs = { readonly as: string };

type Fields = Readonly<Record<string, unknown>>;

/** The list as columns; `fromColumns` gives back what is equal to it. */
export function toColumns(values: readonly unknown[]): Columns {
  const runs = runsOf(values, canonicalJson);
  const [first] = runs;
  if (first && runs.length === 1) return { all: first[0] };
  const stretches = runsOf(values, shapeOf);
  if (stretches.length > 1 && values.some(isFields)) {
    return { parts: stretches.map((stretch) => [stretch.length, toColumns(stretch)]) };
  }
  if (isFields(first?.[0])) return { fields: fieldsOf(values as readonly Fields[], Object.keys(first[0])) };
  // A run has its count and its brackets beside the value.
  if (runs.length < values.length / 2) return { runs: runs.map((run) => [run.length, run[0]]) };
  return values;
}

/** The list that was written as columns. */
export function fromColumns(columns: Columns, count: number): unknown[] {
  if (isList(columns)) return [...columns];
  if ('all' in columns) return Array.from({ length: count }, () => columns.all);
  if ('runs' in columns) return columns.runs.flatMap(([length, value]) => fromColumns({ all: value }, length));
  if ('parts' in columns) return columns.parts.flatMap(([length, part]) => fromColumns(part, length));
  const { fields } = columns;
  const named = Object.entries(fields).map(([name, column]): [string, unknown[]] => {
    const own = isNamed(column) ? fields[column.as] : column;
    return [name, own && !isNamed(own) ? fromColumns(own, count) : []];
  });
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(named.map(([name, column]) => [name, column[row]])),
  );
}

/** Field by field; one that says the same as an earlier one names it. */
function fieldsOf(rows: readonly Fields[], names: readonly string[]) {
  const known = new Map<string, string>();
  const fields: Record<string, Columns | SameAs> = {};
  for (const name of names.toSorted()) {
    const column = toColumns(rows.map((row) => row[name]));
    const text = canonicalJson(column);
    const same = known.get(text);
    fields[name] = same !== undefined && same.length < text.length ? { as: same } : column;
    if (same === undefined) known.set(text, name);
  }
  return fields;
}

/** Neighbours that have the same key, together. */
function runsOf(values: readonly unknown[], keyOf: (value: unknown) => string): unknown[][] {
  const runs: { readonly key: string; readonly values: unknown[] }[] = [];
  for (const value of values) {
    const key = keyOf(value);
    const last = runs.at(-1);
    if (last?.key === key) last.values.push(value);
    else runs.push({ key, values: [value] });
  }
  return runs.map((run) => run.values);
}

function shapeOf(value: unknown): string {
  return isFields(value) ? Object.keys(value).toSorted().join(' ') : '';
}

function isList(columns: Columns): columns is readonly unknown[] {
  return Array.isArray(columns);
}

function isNamed(column: Columns | SameAs): column is SameAs {
  return 'as' in column;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
