import { ValidationError } from '../../../kernel/errors.js';
import type { Catalog, Target, TargetAsked } from '../catalog.js';
import type { CsvFile } from '../csv/open-csv.js';
import { compileDateFormat, type DateFormat } from '../dates/date-format.js';
import type { DateOrder } from '../dates/read-date.js';
import type { ImportMap } from '../map/import-map.js';
import { createMissingCheck, type DecimalMark, type MissingCheck } from '../values.js';
import { planWithoutMap } from './headers.js';
import type { FindTarget, Layout, SpareColumn } from './layout.js';
import { planWithMap } from './mapped.js';

/** What the map says of the dates; null is for the file, or the source, to say. */
export type PlannedDates = {
  readonly order: DateOrder | null;
  readonly format: DateFormat | null;
  /** In which zone days are counted, and in which a clock without a zone was read. */
  readonly zone: string | null;
  readonly timesIn: string | null;
};

export type DuplicateRule = ImportMap['onDuplicate'];

/** How every row of one file is to be read. */
export type Plan = {
  readonly header: readonly string[];
  readonly dateColumn: number;
  readonly marks: 'start' | 'end';
  readonly dates: PlannedDates;
  /** What the map decides; the file decides the rest. */
  readonly decimal: DecimalMark | null;
  readonly onDuplicate: DuplicateRule;
  readonly missing: MissingCheck;
  readonly layout: Layout;
  /** Where readings of a KPI go, or why nowhere. */
  readonly find: (ask: TargetAsked) => Target | string;
  /** In which days of its readings may be counted; several only where its sources differ. */
  readonly zones: () => readonly string[];
  /** Columns that cannot be used, one reason each. */
  readonly faults: readonly string[];
  readonly spare: readonly SpareColumn[];
};

/**
 * Decides what each column is, from the map or from the headers alone.
 * @throws ValidationError when the file cannot be read that way at all: no date, no column of a KPI, a header missing.
 */
export function planFile(file: CsvFile, catalog: Catalog, map: ImportMap | null): Plan {
  const header = file.header.cells;
  const find = withinMap(catalog, map);
  const drawn = map === null ? planWithoutMap(header, find) : planWithMap(header, find, map);
  const { layout, faults, spare } = drawn;
  if (layout.kind === 'wide' && layout.series.length === 0) {
    throw new ValidationError(
      [
        `${file.path} has no column that can be imported. Nothing was imported`,
        ...[...faults, ...spare.map(({ reason }) => reason)].slice(0, 10),
      ].join('\n  - '),
    );
  }
  return {
    header,
    find,
    zones: () =>
      layout.kind === 'wide' ? [...new Set(layout.series.map(({ target }) => target.timeZone))] : catalog.zones(),
    layout,
    faults,
    spare,
    dateColumn: drawn.dateColumn,
    marks: map?.date.marks ?? 'start',
    dates: plannedDates(map),
    decimal: map?.decimal ?? null,
    onDuplicate: map?.onDuplicate ?? 'reject',
    missing: createMissingCheck(map?.missing),
  };
}

function plannedDates(map: ImportMap | null): PlannedDates {
  const { order = null, format, zone = null, timesIn = null } = map?.date ?? {};
  return { order, format: format === undefined ? null : compileDateFormat(format), zone, timesIn };
}

/** A KPI whose card says otherwise than the map is not guessed at. */
function withinMap(catalog: Catalog, map: ImportMap | null): FindTarget {
  return (ask) => {
    const kpi = map?.format === 'long' ? (map.keys[ask.kpi] ?? ask.kpi) : ask.kpi;
    const segment = map?.format === 'long' ? (map.segments[ask.segment ?? ''] ?? ask.segment) : ask.segment;
    const target = catalog.find({ kpi, segment, source: ask.source ?? map?.source });
    if (typeof target === 'string') return target;
    if (map?.grain !== undefined && map.grain !== target.grain) {
      return `KPI ${kpi} is read by ${target.grain}, and the map says the file is by ${map.grain}`;
    }
    if (map?.weekStart !== undefined && target.grain === 'week' && map.weekStart !== target.weekStart) {
      return `weeks of KPI ${kpi} start on ${target.weekStart}, and the map says ${map.weekStart}`;
    }
    return target;
  };
}
