import { ValidationError } from '../../../kernel/errors.js';
import { didYouMean } from '../did-you-mean.js';
import type { ImportMap } from '../map/import-map.js';
import { isDateHeader, simplifiedName } from '../names.js';
import { wideParts } from './headers.js';
import {
  type DrawnPlan,
  type FindTarget,
  type Laid,
  type NumberColumn,
  rejectColumns,
  type SpareColumn,
  seriesOf,
  type WidePart,
} from './layout.js';
import { namePattern } from './name-pattern.js';

/**
 * Reads a file as its map says.
 * @throws ValidationError that lists every header the map names and the file lacks.
 */
export function planWithMap(header: readonly string[], find: FindTarget, map: ImportMap): DrawnPlan {
  const columns = createColumns(header);
  const dateColumn = dateColumnOf(header, columns, map);
  const layout =
    map.format === 'wide' ? wideLayout({ header, columns, dateColumn }, find, map) : longLayout(columns, map);
  const spare = [
    ...layout.spare,
    ...columns.leftOver(map.format === 'wide' ? [...map.ignore, ...Object.keys(map.where)] : ['*']),
  ];
  const where = Object.entries(map.where).map(([name, values]) => ({
    index: columns.index(name, `where.${name}`),
    values: new Set(values.map((value) => value.trim())),
  }));
  columns.refuseMissing();
  return { dateColumn, layout: layout.layout, faults: layout.faults, spare, where };
}

type Columns = {
  /** Says that a column is needed. */
  use(index: number): void;
  index(name: string, where: string): number;
  number(name: string, where: string, scale?: number): NumberColumn;
  leftOver(ignored: readonly string[]): SpareColumn[];
  refuseMissing(): void;
};

function createColumns(header: readonly string[]): Columns {
  const used = new Set<number>();
  const missing: string[] = [];
  const index = (name: string, where: string): number => {
    const found = columnNamed(header, name);
    if (found === -1) missing.push(`${where}: the file has no column "${name}"${didYouMean(name, header)}`);
    const written = header[found] ?? '';
    if (found !== -1 && header.indexOf(written) !== header.lastIndexOf(written))
      missing.push(`${where}: the file has two columns "${name}"`);
    used.add(found);
    return found;
  };
  return {
    use: (at) => used.add(at),
    index,
    number: (name, where, scale = 1) => ({ index: index(name, where), name, scale }),
    leftOver: (ignored) => {
      const patterns = [...ignored, ...rejectColumns].map(namePattern);
      return header.flatMap((name, at) =>
        name === '' || used.has(at) || patterns.some((pattern) => pattern.test(name))
          ? []
          : [{ index: at, reason: `column "${name}" is neither mapped nor ignored`, unnamed: name }],
      );
    },
    refuseMissing: () => {
      if (missing.length === 0) return;
      throw new ValidationError(['The map does not fit the file. Nothing was imported', ...missing].join('\n  - '));
    },
  };
}

/** As written, else whatever the case and the accents. */
function columnNamed(header: readonly string[], name: string): number {
  const found = header.indexOf(name.trim());
  if (found !== -1) return found;
  const wanted = simplifiedName(name);
  const alike = header.flatMap((other, index) => (simplifiedName(other) === wanted ? [index] : []));
  return alike.length === 1 ? (alike[0] ?? -1) : -1;
}

/** Where the map names none, the column with a date's header, else the first. */
function dateColumnOf(header: readonly string[], columns: Columns, { date }: ImportMap): number {
  if (date.column !== undefined) return columns.index(date.column, 'date.column');
  const found = Math.max(0, header.findIndex(isDateHeader));
  columns.use(found);
  return found;
}

type WideFile = { readonly header: readonly string[]; readonly columns: Columns; readonly dateColumn: number };

function wideLayout(
  { header, columns, dateColumn }: WideFile,
  find: FindTarget,
  map: ImportMap & { format: 'wide' },
): Laid {
  if (map.columns === undefined) {
    const ignored = [...map.ignore, ...Object.keys(map.where)].map(namePattern);
    const parts = wideParts(header, (name, index) => index === dateColumn || ignored.some((one) => one.test(name)));
    for (const { column } of parts) columns.use(column.index);
    return seriesOf(parts, find);
  }
  const parts: WidePart[] = Object.entries(map.columns).flatMap(([name, targets]) =>
    targets.map(({ kpi, segment, part, scale }) => {
      return { kpi, segment, part, column: columns.number(name, `columns.${name}`, scale) };
    }),
  );
  return seriesOf(parts, find);
}

function longLayout(columns: Columns, map: ImportMap & { format: 'long' }): Laid {
  const number = (name: string | undefined, where: string): NumberColumn | undefined =>
    name === undefined ? undefined : columns.number(name, where);
  const index = (name: string | undefined, where: string): number | null =>
    name === undefined ? null : columns.index(name, where);
  return {
    faults: [],
    spare: [],
    layout: {
      kind: 'long',
      kpi: columns.index(map.kpi, 'kpi'),
      segment: index(map.segment, 'segment'),
      source: index(map.sourceColumn, 'sourceColumn'),
      columns: {
        value: number(map.value, 'value'),
        numerator: number(map.numerator, 'numerator'),
        denominator: number(map.denominator, 'denominator'),
      },
    },
  };
}
