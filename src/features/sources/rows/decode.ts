import { ValidationError } from '../../../kernel/errors.js';
import type { Period } from '../../../kernel/periods.js';
import type { Target } from '../catalog.js';
import type { CsvRow } from '../csv/open-csv.js';
import { bothDates, explainDate } from '../dates/explain-date.js';
import { dateShapeOf, readDate, type WrittenDate } from '../dates/read-date.js';
import { createZonedDays } from '../dates/zoned-days.js';
import { describeFault, faultOfDay, faultOfReading, type ReadingFault } from '../limits.js';
import { isDateHeader } from '../names.js';
import { faultOfParts, type Layout, type NumberColumn, type NumberColumns } from '../plan/layout.js';
import type { Plan } from '../plan/plan-file.js';
import { bothReadings, explainNumber, faultOfSize, readDuration, readNumber, shapeOf, shortened } from '../values.js';
import type { ColumnRules } from './column-rules.js';
import { type GrainOf, type PeriodStart, periodStart } from './period-start.js';

/** One reading on its way in; `row` is where it stands, for whoever must correct it. */
export type NewReading = {
  readonly target: Target;
  readonly start: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly row: CsvRow;
};

export type Reject = {
  readonly row: CsvRow;
  readonly reasons: readonly string[];
  /** Where it is a bound that the reading passes. */
  readonly fault?: ReadingFault;
};

/** What became of some rows; a cell marked as missing is neither a reading nor a reject. */
export type Decoded = { readonly readings: NewReading[]; readonly rejects: Reject[]; missing: number };

type Decoder = { decode(row: CsvRow, into: Decoded): void };

/** More than a file of days over centuries has, and small. */
const rememberedDates = 20_000;

/**
 * Turns rows into readings.
 * @throws ValidationError (from `decode`) when a second file begins in the middle of this one.
 */
export function createDecoder(plan: Plan, rules: ColumnRules): Decoder {
  const starts = createStarts(plan, rules);
  const isSummed = plan.onDuplicate === 'sum';
  const decodeCells =
    plan.layout.kind === 'wide' ? decodeWide(plan, rules, plan.layout) : decodeLong(plan, rules, plan.layout);
  return {
    decode: (row, into) => {
      const dateCell = row.cells[plan.dateColumn] ?? '';
      const reasons: string[] = [];
      const width = faultOfWidth(row, plan);
      if (width !== null) reasons.push(width);
      else decodeCells(row, { start: (kpi) => starts.of(dateCell, kpi), into, reasons, isSummed });
      if (reasons.length === 0) return;
      const inside = headerInside(row, plan);
      if (inside === 'other') throw secondFile(row);
      into.rejects.push({ row, reasons: inside === 'own' ? [repeatedHeader] : [...new Set(reasons)] });
    },
  };
}

const repeatedHeader = 'the row repeats the header: this may be two files in one';

type DatedKpi = GrainOf & Pick<Target, 'timeZone'>;

type Step = {
  readonly start: (kpi: DatedKpi) => PeriodStart;
  readonly into: Decoded;
  readonly reasons: string[];
  /** A refund below the floor is part of a total that is not. */
  readonly isSummed: boolean;
};

type DecodeCells = (row: CsvRow, step: Step) => void;

function decodeWide(plan: Plan, rules: ColumnRules, layout: Layout & { kind: 'wide' }): DecodeCells {
  const read = createReader(plan, rules);
  return (row, step) => {
    for (const series of layout.series) {
      const { target } = series;
      const start = step.start(target);
      if ('reason' in start) {
        if (start.kind === 'unreadable' || !isBlank(row, series, plan)) step.reasons.push(start.reason);
        continue;
      }
      const parts = read(row, series, step);
      if (parts) take({ target, start: start.start, row, ...parts }, step);
    }
  };
}

function isBlank(row: CsvRow, { value, numerator, denominator }: NumberColumns, plan: Plan): boolean {
  return [value, numerator, denominator].every((column) => !column || plan.missing.cell(row.cells[column.index] ?? ''));
}

function decodeLong(plan: Plan, rules: ColumnRules, layout: Layout & { kind: 'long' }): DecodeCells {
  const read = createReader(plan, rules);
  const { columns } = layout;
  return (row, step) => {
    const cell = (index: number | null): string | undefined => (index === null ? undefined : row.cells[index]?.trim());
    const target = plan.find({
      kpi: cell(layout.kpi) ?? '',
      segment: cell(layout.segment),
      source: cell(layout.source) || undefined,
    });
    if (typeof target === 'string') {
      step.reasons.push(target);
      return;
    }
    const start = step.start(target);
    if ('reason' in start) {
      step.reasons.push(start.reason);
      return;
    }
    // A long file may have all three columns: each KPI uses its own.
    const used = target.isRatio ? { ...columns, value: undefined } : { value: columns.value };
    const fault = faultOfParts(target, used);
    if (fault !== null) {
      step.reasons.push(fault);
      return;
    }
    const parts = read(row, used, step);
    if (parts) take({ target, start: start.start, row, ...parts }, step);
  };
}

function take(reading: NewReading, { into, reasons, isSummed }: Step): void {
  const fault = isSummed ? faultOfDay(reading) : faultOfReading(reading);
  if (fault === null) into.readings.push(reading);
  else reasons.push(describeFault(fault, reading.target));
}

type Parts = Pick<NewReading, 'value' | 'numerator' | 'denominator'>;

/** The value of one KPI in one row; null when it is missing or at fault, which `step` then knows. */
type ReadParts = (row: CsvRow, columns: NumberColumns, step: Step) => Parts | null;

function createReader(plan: Plan, rules: ColumnRules): ReadParts {
  const read = createPartsReader(plan, rules);
  return (row, columns, step) => {
    const parts = read(row, columns, step);
    const fault = parts && faultOfSize(parts);
    if (fault) step.reasons.push(fault);
    return fault ? null : parts;
  };
}

function createPartsReader(plan: Plan, rules: ColumnRules): ReadParts {
  const number = createNumbers(plan, rules);
  return (row, { value, numerator, denominator }, { into, reasons }) => {
    if (value) {
      const read = number(row, value, reasons);
      if (read === 'missing') into.missing += 1;
      return typeof read === 'number' ? { value: read, numerator: null, denominator: null } : null;
    }
    if (!numerator || !denominator) return null;
    const above = number(row, numerator, reasons);
    const below = number(row, denominator, reasons);
    if (typeof above === 'number' && typeof below === 'number')
      return { value: null, numerator: above, denominator: below };
    if (above === 'missing' && below === 'missing') into.missing += 1;
    else if (above === 'missing' || below === 'missing') {
      reasons.push(
        `${above === 'missing' ? numerator.name : denominator.name} is missing, and a ratio needs both parts`,
      );
    }
    return null;
  };
}

type ReadNumber = (row: CsvRow, column: NumberColumn, reasons: string[]) => number | 'missing' | 'fault';

function createNumbers(plan: Plan, rules: ColumnRules): ReadNumber {
  return (row, { index, name, scale }, reasons) => {
    const cell = row.cells[index] ?? '';
    if (plan.missing.cell(cell)) return 'missing';
    const rule = rules.numbers.get(index) ?? { choice: '.' };
    if (rule.choice === null && shapeOf(cell) !== 'plain') {
      const [comma, point] = rule.mixed;
      const read = shapeOf(cell) === 'none' ? explainNumber(cell, '.') : `"${shortened(cell)}" is ${readings(cell)}`;
      reasons.push(
        `${name}: ${read}; this column has both "${shortened(comma.cell)}" (line ${comma.line}, decimal comma) and "${shortened(point.cell)}" (line ${point.line}, decimal point): set decimal in the map`,
      );
      return 'fault';
    }
    const mark = rule.choice ?? '.';
    const value = readNumber(cell, mark) ?? (plan.durations && readDuration(cell, plan.durations));
    if (value === null) {
      reasons.push(`${name}: ${explainNumber(cell, mark)}`);
      return 'fault';
    }
    if (plan.missing.number(value)) return 'missing';
    // 27.7 × 0.01 is 0.27699999999999997 in floats; fifteen digits are what was written.
    return scale === 1 ? value : Number((value * scale).toPrecision(15));
  };
}

function readings(cell: string): string {
  if (shapeOf(cell) === 'either') return bothReadings(cell);
  const mark = shapeOf(cell) === 'comma' ? ',' : '.';
  return `${readNumber(cell, mark)} (decimal ${mark === ',' ? 'comma' : 'point'})`;
}

function createStarts(plan: Plan, rules: ColumnRules): { of(cell: string, kpi: DatedKpi): PeriodStart } {
  // The same few dates stand in every row of a long file, and once for each KPI of a wide one.
  const remembered = new Map<string, PeriodStart>();
  const days = createZonedDays(plan.dates.timesIn);
  let last = { cell: '', grain: '', weekStart: '', zone: '', start: undefined as PeriodStart | undefined };
  return {
    of: (cell, { grain, weekStart, timeZone }) => {
      const zone = plan.dates.zone ?? timeZone;
      const isLast = last.cell === cell && last.grain === grain && last.weekStart === weekStart && last.zone === zone;
      if (last.start && isLast) return last.start;
      const key = `${grain}${weekStart}${zone}${cell}`;
      let start = remembered.get(key);
      if (!start) {
        start = readStart(cell, { grain, weekStart }, { plan, rules, inZone: (date) => days(date, zone) });
        if (remembered.size >= rememberedDates) remembered.clear();
        remembered.set(key, start);
      }
      last = { cell, grain, weekStart, zone, start };
      return start;
    },
  };
}

type Starting = {
  readonly plan: Plan;
  readonly rules: ColumnRules;
  readonly inZone: (written: WrittenDate) => Period;
};

function readStart(cell: string, kpi: GrainOf, { plan, rules, inZone }: Starting): PeriodStart {
  const { date, weekEnds } = rules;
  const { format } = plan.dates;
  const startOf = (written: WrittenDate) => periodStart(inZone(written), kpi, plan.marks, weekEnds?.usual);
  if (format !== null) {
    const written = format(cell);
    if (written) return startOf(written);
    const reason =
      cell.trim() === ''
        ? explainDate(cell, 'iso')
        : `"${shortened(cell)}" is not written as the map says of dates (date.format)`;
    return { reason, kind: 'unreadable' };
  }
  const shape = dateShapeOf(cell);
  if (date.choice === null && shape !== 'clear') {
    const [french, us] = date.mixed;
    const other = shape === 'french' ? us : french;
    const read = shape === 'either' ? bothDates(cell) : `${readDate(cell, shape)?.period.start} (${shape})`;
    return {
      reason: `the date "${cell}" is ${read}; this column also has "${other.cell}" (line ${other.line}): set date.order in the map`,
      kind: 'unreadable',
    };
  }
  const order = date.choice ?? 'french';
  const written = readDate(cell, order, kpi.grain);
  if (written) return startOf(written);
  return { reason: explainDate(cell, order, kpi.grain), kind: 'unreadable' };
}

function faultOfWidth({ cells }: CsvRow, { header }: Plan): string | null {
  const isWhole =
    cells.length === header.length ||
    (cells.length > header.length && cells.slice(header.length).every((cell) => cell === ''));
  return isWhole ? null : `the row has ${cells.length} columns and the header has ${header.length}`;
}

/** Whether a header stands in the middle: the file's own again, or another one. */
function headerInside({ cells }: CsvRow, { header, dateColumn }: Plan): 'own' | 'other' | null {
  const dateCell = cells[dateColumn]?.trim() ?? '';
  if (dateCell !== header[dateColumn] && !isDateHeader(dateCell)) return null;
  return cells.length === header.length && cells.every((cell, index) => cell.trim() === header[index])
    ? 'own'
    : 'other';
}

/** What follows another header may be something else: to go on would put one KPI's figures under another's name. */
function secondFile({ line, cells }: CsvRow): ValidationError {
  return new ValidationError(
    `Line ${line} is a second header (${shortened(cells.join(', '))}): this is two files in one. Nothing was imported; split the file there and import each part`,
  );
}
