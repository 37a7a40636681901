import type { Grain } from '../../kpis/public.js';
import { isDateHeader } from '../names.js';
import type { DatesFound } from './dates.js';
import type { Sample } from './sample.js';

/** A KPI for `copil.yml`, as far as a file tells what it is. */
export type SuggestedKpi = {
  readonly key: string;
  readonly name: string;
  readonly style: 'number' | 'percent' | 'currency';
  /** As written in the file; only an ISO code says which money it is. */
  readonly currency: string | null;
  readonly decimals: number;
  readonly rollUp: 'sum' | 'mean' | 'ratio';
  readonly segments: readonly string[];
  /** Whether the file has rows for the whole beside those of segments. */
  readonly hasWhole: boolean;
};

/** What a reader has to know or to answer; the words for it stand in the locales, by this name. */
export type Question = { readonly about: string; readonly values?: Readonly<Record<string, string | number>> };

/** A map, as it would be parsed, with what is to be said of some of its keys. */
export type SuggestedMap = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly notes: ReadonlyMap<string, readonly Question[]>;
  readonly questions: readonly Question[];
};

export type Suggestion = {
  readonly source: string;
  readonly sourceName: string;
  readonly grain: Grain;
  readonly weekStart: string | null;
  readonly days: readonly string[] | null;
  readonly kpis: readonly SuggestedKpi[];
  /** Several where one map cannot read all of the file. */
  readonly maps: readonly SuggestedMap[];
  /** What concerns the file as a whole. */
  readonly notes: readonly Question[];
};

/** Collects the keys of a map and what is to be said of them. */
export function createMapDraft() {
  const fields: Record<string, unknown> = {};
  const notes = new Map<string, Question[]>();
  const questions: Question[] = [];
  return {
    set: (key: string, value: unknown): void => {
      fields[key] = value;
    },
    note: (key: string, about: string, values: Question['values'] = {}): void => {
      notes.set(key, [...(notes.get(key) ?? []), { about, values }]);
    },
    ask: (about: string, values: Question['values'] = {}): void => {
      questions.push({ about, values });
    },
    done: (): SuggestedMap => ({ fields, notes, questions }),
  };
}
export type MapDraft = ReturnType<typeof createMapDraft>;

/** What every map of a file says, whatever its layout. */
export function beginMap(
  sample: Sample,
  dates: DatesFound,
  ask: { format: 'wide' | 'long'; source: string },
): MapDraft {
  const draft = createMapDraft();
  draft.set('format', ask.format);
  draft.set('source', ask.source);
  if (sample.skipLines > 0) draft.set('skipLines', sample.skipLines);
  if (sample.isTransposed) draft.set('transposed', true);
  const header = sample.header[dates.index] ?? '';
  const isFound = header === '' && !sample.header.some(isDateHeader) && dates.index === 0;
  const date = {
    ...(isFound ? {} : { column: header }),
    ...(dates.order === null ? {} : { order: dates.order }),
    ...(dates.format === null ? {} : { format: dates.format }),
    ...(dates.marks === 'end' ? { marks: 'end' } : {}),
  };
  if (Object.keys(date).length > 0) draft.set('date', date);
  if (dates.unclear !== null) draft.ask('order', dates.unclear);
  if (dates.midnightIn !== null) draft.ask('midnight', { zone: dates.midnightIn });
  draft.set('grain', dates.grain);
  if (dates.weekStart !== null) draft.set('weekStart', dates.weekStart);
  if (!dates.isMarkKnown) draft.note('date', 'marks', { weekday: dates.weekStart ?? 'monday' });
  return draft;
}
