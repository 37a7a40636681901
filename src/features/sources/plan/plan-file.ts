import { ValidationError } from '../../../kernel/errors.js';
import type { Catalog, Target, TargetAsked } from '../catalog.js';
import type { CsvFile } from '../csv/open-csv.js';
import { isDate } from '../csv/title-lines.js';
import { compileDateFormat, type DateFormat } from '../dates/date-format.js';
import type { DateOrder } from '../dates/read-date.js';
import type { ImportMap } from '../map/import-map.js';
import { createMissingCheck, type DecimalMark, type DurationUnit, type MissingCheck } from '../values.js';
import { planWithoutMap } from './headers.js';
import type { FindTarget, Layout, SpareColumn } from './layout.js';
import { planWithMap } from './mapped.js';

/** What the map says of the dates; null is for the file, or the source, to say. */
type PlannedDates = {
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
  /** What durations such as 1:30:00 are counted in; null where they are none. */
  readonly durations: DurationUnit | null;
  readonly onDuplicate: DuplicateRule;
  readonly missing: MissingCheck;
  readonly layout: Layout;
  /** Where readings of a KPI go, or why nowhere. */
  readonly find: (ask: TargetAsked) => Target | string;
  /** Only rows with one of these texts in each of these columns are read. */
  readonly where: readonly { readonly index: number; readonly values: ReadonlySet<string> }[];
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
  if (map === null && isSideways(header))
    throw new ValidationError(`${file.path} cannot be imported as it stands${adviceOn(file)}. Nothing was imported`);
  const find = withinMap(catalog, map);
  const drawn = map === null ? planWithoutMap(header, find) : planWithMap(header, find, map);
  const { layout, faults, spare } = drawn;
  if (layout.kind === 'wide' && layout.series.length === 0) {
    throw new ValidationError(
      [
        `${file.path} has no column that can be imported${adviceOn(file)}. Nothing was imported; copil import --suggest prints a map for it`,
        ...[...faults, ...spare.map(({ reason }) => reason)].slice(0, 10),
      ].join('\n  - '),
    );
  }
  return {
    header,
    find,
    where: drawn.where ?? [],
    zones: () =>
      layout.kind === 'wide' ? [...new Set(layout.series.map(({ target }) => target.timeZone))] : catalog.zones(),
    layout,
    faults,
    spare,
    dateColumn: drawn.dateColumn,
    marks: map?.date.marks ?? 'start',
    dates: plannedDates(map),
    decimal: map?.decimal ?? null,
    durations: map?.durations ?? null,
    onDuplicate: map?.onDuplicate ?? 'reject',
    missing: createMissingCheck(map?.missing),
  };
}

/** What to write where the header stands further down, or runs down the side. */
function adviceOn({ header, adviceOnTitles }: CsvFile): string {
  if (isSideways(header.cells))
    return '; its columns are dates, so its rows seem to be KPIs: give a map with format: wide and transposed: true';
  return adviceOnTitles;
}

/** Whether a header is a row of dates. */
export function isSideways([, ...names]: readonly string[]): boolean {
  const dates = names.filter(isDate).length;
  return dates > 0 && dates >= names.length / 2;
}

function plannedDates(map: ImportMap | null): PlannedDates {
  const { order = null, format, zone = null, timesIn = null } = map?.date ?? {};
  return { order, format: format === undefined ? null : compileDateFormat(format), zone, timesIn };
}

/** A KPI whose card says otherwise than the map is not guessed at. */
function withinMap(catalog: Catalog, map: ImportMap | null): FindTarget {
  return (ask) => {
    const kpi = map?.format === 'long' ? (map.keys.get(ask.kpi) ?? ask.kpi) : ask.kpi;
    const segment = map?.format === 'long' ? (map.segments.get(ask.segment ?? '') ?? ask.segment) : ask.segment;
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
