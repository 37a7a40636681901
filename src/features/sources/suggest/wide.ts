import { monthOf, yearOf } from '../../../kernel/calendar.js';
import { personalMarkIn } from '../personal-marks.js';
import { rejectColumns } from '../plan/layout.js';
import type { Column } from './columns.js';
import type { DatesFound } from './dates.js';
import { createKeys } from './keys.js';
import { kpiOf, scaleOf } from './kpi-of.js';
import { describeNumbers, describeRepeats } from './map-numbers.js';
import type { MapDraft, Question, SuggestedKpi } from './suggestion.js';

/** What a layout makes of the columns. */
export type Laid = { readonly kpis: readonly SuggestedKpi[]; readonly notes: readonly Question[] };

/** Fewer zeros and ones may be a count of something rare, and fewer months a figure by chance. */
const leastCells = 20;

type Part = 'value' | 'numerator' | 'denominator';

/** A column for each KPI. */
export function layWide(draft: MapDraft, columns: readonly Column[], dates: DatesFound): Laid {
  const notes: Question[] = [];
  const personal = columns.filter(({ header }) => personalMarkIn(header) !== null);
  if (personal.length > 0) notes.push({ about: 'personalHeaders', values: { count: personal.length } });
  const repeated = columns.filter(({ header }, index) => columns.findIndex((one) => one.header === header) !== index);
  if (repeated.length > 0)
    notes.push({
      about: 'repeatedHeaders',
      values: { names: [...new Set(repeated.map(({ header }) => header))].join(', ') },
    });
  const usable = columns.filter(
    (column) =>
      column.header !== '' &&
      !personal.includes(column) &&
      !repeated.some(({ header }) => header === column.header) &&
      !(rejectColumns as readonly string[]).includes(column.header),
  );
  const figures = usable.filter(
    (column) => column.kind === 'number' && !isFlag(column) && !isOfCalendar(column, dates),
  );
  const kpis = mapColumns(draft, figures);
  const spare = usable.filter((column) => !figures.includes(column));
  if (spare.length > 0)
    draft.set(
      'ignore',
      spare.map(({ header }) => header),
    );
  const flags = spare.filter(isFlag);
  if (flags.length > 0) draft.note('ignore', 'flags', { names: flags.map(({ header }) => header).join(', ') });
  describeNumbers(draft, figures);
  describeRepeats(draft, dates, { isRate: kpis.every(({ style }) => style === 'percent') });
  return { kpis, notes };
}

function mapColumns(draft: MapDraft, figures: readonly Column[]): SuggestedKpi[] {
  const keyFor = createKeys();
  const keys = new Map<string, string>();
  const kpis: SuggestedKpi[] = [];
  const fields: Record<string, unknown> = {};
  for (const column of figures) {
    const { header, numbers } = column;
    const { name, part } = partOf(header);
    const key = keys.get(name) ?? keyFor(name);
    const scale = scaleOf(header, numbers);
    if (!keys.has(name)) kpis.push(kpiOf({ name, key, numbers, scale, isRatio: part !== 'value' }));
    keys.set(name, key);
    if (scale !== 1) draft.note('columns', 'scale', { header });
    fields[header] =
      part === 'value' && scale === 1
        ? key
        : { kpi: key, ...(part === 'value' ? {} : { part }), ...(scale === 1 ? {} : { scale }) };
  }
  draft.set('columns', fields);
  return kpis;
}

function partOf(header: string): { name: string; part: Part } {
  const [, name = header, part = 'value'] = /^(.+)\.(numerator|denominator)$/i.exec(header) ?? [];
  return { name, part: part.toLowerCase() as Part };
}

function isFlag({ kind, numbers: { values } }: Column): boolean {
  return kind === 'number' && values.length >= leastCells && values.every((value) => value === 0 || value === 1);
}

/** A year, quarter or month that says again what the date says. */
function isOfCalendar({ cells }: Column, { starts }: DatesFound): boolean {
  if (cells.length < leastCells || cells.length !== starts.length) return false;
  const parts = [yearOf, monthOf, (start: string) => Math.ceil(monthOf(start) / 3)];
  return parts.some((part) => starts.every((start, row) => start !== null && Number(cells[row]) === part(start)));
}
