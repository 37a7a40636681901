import { ValidationError } from '../../../kernel/errors.js';
import type { CsvFile, CsvRow } from '../csv/open-csv.js';
import { bothDates } from '../dates/explain-date.js';
import { createMidnightCheck, type MidnightCheck, type ZoneDoubt } from '../dates/midnights.js';
import { type DateOrder, dateShapeOf, readDate } from '../dates/read-date.js';
import { createWeekEndCheck, earlyEndNotice, type WeekEndCheck, type WeekEnds } from '../dates/week-ends.js';
import type { NumberColumn, SpareColumn } from '../plan/layout.js';
import type { Plan } from '../plan/plan-file.js';
import { bothReadings, type DecimalMark, shapeOf, shortened } from '../values.js';

/** A cell that decided something, for messages. */
export type Example = { readonly cell: string; readonly line: number };

/** How the cells of a column are read; `mixed` holds one example of each way, and only cells that read alike both ways count. */
export type Rule<Choice> =
  | { readonly choice: Choice }
  | { readonly choice: null; readonly mixed: readonly [Example, Example] };

export type ColumnRules = {
  readonly date: Rule<DateOrder>;
  /** By column index; a column that is not there holds no number. */
  readonly numbers: ReadonlyMap<number, Rule<DecimalMark>>;
  /** Of the columns that belong to no KPI, those that hold numbers all the same. */
  readonly spareNumbers: ReadonlySet<number>;
  /** Where dates mark the end: on which weekday weeks end as a rule. */
  readonly weekEnds: WeekEnds | null;
};

type Evidence<Choice extends string> = Partial<Record<Choice | 'either', Example>>;

/**
 * Reads the file once to decide, column by column, what its decimal marks and dates mean. What the map decides is not
 * looked for.
 * @throws ValidationError naming both readings of every column that nothing decides.
 */
export async function decideColumns(file: CsvFile, plan: Plan): Promise<ColumnRules> {
  const columns = numberColumns(plan);
  const dates: Evidence<'french' | 'us'> = {};
  const numbers = new Map(columns.map(({ index }) => [index, {} as Evidence<'comma' | 'point'>]));
  const midnights = createMidnightCheck();
  const spareNumbers = new Set<number>();
  const ends = plan.marks === 'end' ? createWeekEndCheck() : null;
  await collectEvidence(file, plan, { dates, numbers, midnights, spareNumbers, ends });
  const unclear: string[] = [];
  const { order, format, zone } = plan.dates;
  const date = order === null && format === null ? dateRule(dates, unclear) : { choice: order ?? 'iso' };
  refuseOtherOrder(file, order, dates);
  const doubt = zone === null && format === null ? midnights.doubt(plan.zones()) : null;
  if (doubt !== null) unclear.push(zoneAsked(doubt));
  const decided = columns.map(({ index, name }): [number, Rule<DecimalMark>] => [
    index,
    plan.decimal === null ? numberRule(numbers.get(index) ?? {}, name, unclear) : { choice: plan.decimal },
  ]);
  if (unclear.length > 0) {
    throw new ValidationError(
      [`${file.path} can be read in two ways. Nothing was imported; say which in a map (--map)`, ...unclear].join(
        '\n  - ',
      ),
    );
  }
  const weekEnds = ends?.found(format ?? ((cell) => readDate(cell, date.choice ?? 'french'))) ?? null;
  return { date, numbers: new Map(decided), spareNumbers, weekEnds };
}

/**
 * A map that names the wrong order would turn the 3rd of February into the 2nd of March, and reject the rest.
 * @throws ValidationError where some dates can only be the other order, and none only this one
 */
function refuseOtherOrder({ path }: CsvFile, order: DateOrder | null, dates: Evidence<'french' | 'us'>): void {
  if (order !== 'french' && order !== 'us') return;
  const other = order === 'us' ? 'french' : 'us';
  const example = dates[other];
  if (!example || dates[order]) return;
  throw new ValidationError(
    `${path} does not fit the map: date.order is ${order}, and "${example.cell}" (line ${example.line}) can only be ${other}. Nothing was imported; write order: ${other}, or leave it out`,
  );
}

function zoneAsked({ fact, other, zone }: ZoneDoubt): string {
  return `${fact}. Say which is meant with date: { zone: ${other} } or date: { zone: ${zone} } in a map, or with timeZone at the source in copil.yml`;
}

/** Which columns are at fault, and which are only to be known of. */
export function judgeColumns(
  { layout, faults, spare }: Plan,
  { spareNumbers, weekEnds }: ColumnRules,
): { readonly faults: readonly string[]; readonly notices: readonly string[] } {
  // In a long file the KPI stands in the row: what another column holds is nobody's figures.
  const isFault = ({ index }: SpareColumn): boolean => layout.kind === 'wide' && spareNumbers.has(index);
  return {
    faults: [...faults, ...reasonsOf(spare.filter(isFault))],
    notices: [
      ...reasonsOf(spare.filter((column) => !isFault(column))).map((reason) => `${reason}.`),
      ...(weekEnds === null ? [] : earlyEndNotice(weekEnds)),
    ],
  };
}

const namesAtMost = 5;

/** A wide file may have eighty columns of which a map names five: that is one thing to say. */
function reasonsOf(columns: readonly SpareColumn[]): string[] {
  const unnamed = columns.flatMap(({ unnamed: name }) => (name === undefined ? [] : [`"${name}"`]));
  if (unnamed.length < 2) return columns.map(({ reason }) => reason);
  const more = unnamed.length - namesAtMost;
  const names = [...unnamed.slice(0, namesAtMost), ...(more > 0 ? [`${more} more`] : [])];
  const together = `columns ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are neither mapped nor ignored; "ignore: ['*']" in the map leaves out all that it does not name`;
  return [...columns.filter(({ unnamed: name }) => name === undefined).map(({ reason }) => reason), together];
}

function numberColumns({ layout }: Plan): NumberColumn[] {
  const groups = layout.kind === 'wide' ? layout.series : [layout.columns];
  return groups
    .flatMap(({ value, numerator, denominator }) => [value, numerator, denominator])
    .filter((column) => column !== undefined);
}

type Collected = {
  readonly dates: Evidence<'french' | 'us'>;
  readonly numbers: ReadonlyMap<number, Evidence<'comma' | 'point'>>;
  readonly midnights: MidnightCheck;
  readonly spareNumbers: Set<number>;
  readonly ends: WeekEndCheck | null;
};

async function collectEvidence(
  file: CsvFile,
  plan: Plan,
  { dates, numbers, midnights, spareNumbers, ends }: Collected,
): Promise<void> {
  let last = '';
  // Of a text somebody else wrote, the first rows tell.
  let looked = 0;
  for await (const rows of file.rows()) {
    if (looked < spareRows) lookAtSpare(rows, plan, spareNumbers);
    looked += rows.length;
    for (const { line, cells } of rows) {
      const dateCell = cells[plan.dateColumn] ?? '';
      if (dateCell !== last) {
        last = dateCell;
        const dateShape = dateShapeOf(dateCell);
        if (dateShape !== 'clear') dates[dateShape] ??= { cell: dateCell, line };
        midnights.look(dateCell);
        ends?.look(dateCell);
      }
      for (const [index, evidence] of numbers) {
        const cell = cells[index] ?? '';
        const shape = shapeOf(cell);
        if (shape !== 'plain' && shape !== 'none' && !plan.missing.cell(cell)) evidence[shape] ??= { cell, line };
      }
    }
  }
}

/** Rows in which a column that nobody needs is looked at for numbers. */
const spareRows = 2_000;

function lookAtSpare(rows: readonly CsvRow[], { spare, missing }: Plan, numbers: Set<number>): void {
  for (const { index } of spare) {
    const hasNumber = rows.some(({ cells }) => {
      const cell = cells[index] ?? '';
      return !missing.cell(cell) && shapeOf(cell) !== 'none';
    });
    if (hasNumber) numbers.add(index);
  }
}

function dateRule({ french, us, either }: Evidence<'french' | 'us'>, unclear: string[]): Rule<DateOrder> {
  if (french && us) return { choice: null, mixed: [french, us] };
  if (french || us) return { choice: us ? 'us' : 'french' };
  if (either) {
    unclear.push(
      `the date "${either.cell}" (line ${either.line}) is ${bothDates(either.cell)}: set date.order to french or us`,
    );
  }
  // Dates that are all written year first read the same in any order.
  return { choice: 'french' };
}

function numberRule(evidence: Evidence<'comma' | 'point'>, name: string, unclear: string[]): Rule<DecimalMark> {
  const { comma, point, either } = evidence;
  if (comma && point) return { choice: null, mixed: [comma, point] };
  if (comma || point) return { choice: comma ? ',' : '.' };
  if (either) {
    unclear.push(
      `column "${name}": "${shortened(either.cell)}" (line ${either.line}) is ${bothReadings(either.cell)}: set decimal to "." or ","`,
    );
  }
  return { choice: '.' };
}
