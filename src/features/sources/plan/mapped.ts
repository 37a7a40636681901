import { ValidationError } from '../../../kernel/errors.js';
import type { ImportMap } from '../map/import-map.js';
import { didYouMean } from '../nearest.js';
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

/**
 * Reads a file as its map says.
 * @throws ValidationError that lists every header the map names and the file lacks.
 */
export function planWithMap(header: readonly string[], find: FindTarget, map: ImportMap): DrawnPlan {
  const columns = createColumns(header);
  const dateColumn = columns.index(map.date.column, 'date.column');
  const layout = map.format === 'wide' ? wideLayout(columns, find, map) : longLayout(columns, map);
  const spare = [...layout.spare, ...columns.leftOver(map.format === 'wide' ? map.ignore : ['*'])];
  columns.refuseMissing();
  return { dateColumn, layout: layout.layout, faults: layout.faults, spare };
}

type Columns = {
  index(name: string, where: string): number;
  number(name: string, where: string, scale?: number): NumberColumn;
  leftOver(ignored: readonly string[]): SpareColumn[];
  refuseMissing(): void;
};

function createColumns(header: readonly string[]): Columns {
  const used = new Set<number>();
  const missing: string[] = [];
  const index = (name: string, where: string): number => {
    const found = header.indexOf(name.trim());
    if (found === -1) missing.push(`${where}: the file has no column "${name}"${didYouMean(name, header)}`);
    if (found !== header.lastIndexOf(name.trim())) missing.push(`${where}: the file has two columns "${name}"`);
    used.add(found);
    return found;
  };
  return {
    index,
    number: (name, where, scale = 1) => ({ index: index(name, where), name, scale }),
    leftOver: (ignored) => {
      const patterns = [...ignored, ...rejectColumns].map(asPattern);
      return header.flatMap((name, at) =>
        name === '' || used.has(at) || patterns.some((pattern) => pattern.test(name))
          ? []
          : [{ index: at, reason: `column "${name}" is neither mapped nor ignored` }],
      );
    },
    refuseMissing: () => {
      if (missing.length === 0) return;
      throw new ValidationError(['The map does not fit the file. Nothing was imported', ...missing].join('\n  - '));
    },
  };
}

function asPattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`);
}

function wideLayout(columns: Columns, find: FindTarget, map: ImportMap & { format: 'wide' }): Laid {
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
