import { simplifiedName } from '../names.js';
import { personalMarkIn } from '../personal-marks.js';
import { knownHeaders } from '../plan/headers.js';
import { type Column, isAboutPeople, numbersIn, wordsOf } from './columns.js';
import type { DatesFound } from './dates.js';
import type { createKeys } from './keys.js';
import { kpiOf } from './kpi-of.js';
import { describeNumbers, describeRepeats } from './map-numbers.js';
import type { Sample } from './sample.js';
import type { MapDraft, Question, SuggestedKpi } from './suggestion.js';
import type { Laid } from './wide.js';

/** The columns of a file with a row for each reading. Without one for the KPI, each column of figures is one by segments. */
export type LongRoles = {
  readonly kpi: Column | null;
  readonly segment: Column | null;
  /** Of figures; a ratio has two. */
  readonly values: readonly Column[];
  readonly ratio: readonly [numerator: Column, denominator: Column] | null;
  /** Whether headers alone decided. */
  readonly isSure: boolean;
};

/** More are no segments that a digest could show. */
const mostSegments = 50;
const mostKpis = 200;

const ofSegments = new Set(
  'segment region regions country countries pays channel canal city ville site store shop magasin boutique product produit category categorie type team equipe department departement service device appareil plan market marche brand marque variant variante source medium campaign campagne'.split(
    ' ',
  ),
);
const ofAnything = new Set(
  'value valeur amount montant total number nombre quantity quantite qty count result resultat'.split(' '),
);

/** Null for a file that has a column for each KPI. */
export function rolesIn(columns: readonly Column[], { starts }: DatesFound): LongRoles | null {
  const known = (role: keyof typeof knownHeaders): Column | undefined =>
    columns.find(({ header }) => (knownHeaders[role] as readonly string[]).includes(simplifiedName(header)));
  const texts = columns.filter((column) => column.kind === 'text' && !isAboutPeople(column));
  const figures = columns.filter(({ kind }) => kind === 'number');
  const [numerator, denominator] = [known('numerator'), known('denominator')];
  const ratio = numerator && denominator ? ([numerator, denominator] as const) : null;
  const named = known('kpi');
  const value = known('value') ?? figures.find((column) => !ratio?.includes(column));
  const few = texts.filter(({ cells }) => new Set(cells).size <= mostSegments);
  const segments = [known('segment'), ...few.filter(isOfSegments), ...few].filter(
    (column) => column !== undefined && column !== named && column !== known('source') && few.includes(column),
  );
  if (named && (value ?? ratio))
    return { kpi: named, values: value ? [value] : [], ratio, segment: segments[0] ?? null, isSure: true };
  const filled = starts.filter((start) => start !== null);
  const isRepeated = new Set(filled).size < filled.length * 0.8;
  if (!isRepeated || few.length === 0 || figures.length === 0) return null;
  const isOfAnything = figures.length === 1 && wordsOf(figures[0]?.header ?? '').some((word) => ofAnything.has(word));
  const kpi = isOfAnything ? few.find((column) => !isOfSegments(column)) : undefined;
  const segment = segments.find((column) => column !== kpi) ?? null;
  return { kpi: kpi ?? null, segment, values: figures, ratio: null, isSure: false };
}

function isOfSegments({ header }: Column): boolean {
  return wordsOf(header).some((word) => ofSegments.has(word));
}

const ofTheWhole = new Set(['all', 'total', 'overall', 'whole', 'tous', 'toutes', 'tout', 'ensemble', 'global']);

/** What stands in a column of segments, without what may be a person. */
function labelsOf(segment: Column | null): {
  readonly labels: string[];
  readonly whole: string[];
  readonly hasWhole: boolean;
} {
  const values = [...new Set(segment?.cells ?? [])].filter((value) => personalMarkIn(value) === null).sort();
  const whole = values.filter((value) => ofTheWhole.has(simplifiedName(value)));
  return {
    labels: values.filter((value) => !whole.includes(value)),
    whole,
    hasWhole: segment === null || whole.length > 0,
  };
}

type Ask = {
  readonly sample: Sample;
  readonly dates: DatesFound;
  readonly roles: LongRoles;
  readonly keyFor: ReturnType<typeof createKeys>;
};

/** A row for each reading, whose KPI a column names. */
export function layLong(draft: MapDraft, { sample, dates, roles, keyFor }: Ask & { roles: { kpi: Column } }): Laid {
  const { kpi, segment, values, ratio } = roles;
  const [value] = values;
  const { labels, whole, hasWhole } = labelsOf(segment);
  const cell = (column: Column | null | undefined, row: readonly string[]): string =>
    column ? (row[column.index] ?? '') : '';
  const all = [...new Set(kpi.cells)];
  const names = all.filter((name) => personalMarkIn(name) === null).slice(0, mostKpis);
  const kpis = names.map((name): SuggestedKpi => {
    const rows = sample.rows.filter((row) => cell(kpi, row) === name);
    const isRatio = ratio !== null && rows.every((row) => cell(value, row) === '');
    const hasOwnWhole = hasWhole || rows.some((row) => cell(segment, row) === '');
    const own = labels.filter((label) => rows.some((row) => cell(segment, row) === label));
    const numbers = numbersIn(rows.map((row) => cell(isRatio ? ratio[0] : value, row)));
    return kpiOf({
      name,
      key: keyFor(name),
      numbers,
      isRatio,
      segments: own,
      hasWhole: hasOwnWhole || own.length === 0,
    });
  });
  draft.set('kpi', kpi.header);
  if (!roles.isSure) draft.note('kpi', 'kpiColumn');
  describeLong(draft, { value, ratio, segment, whole });
  const keys = Object.fromEntries(
    names.map((name, index) => [name, kpis[index]?.key]).filter(([name, key]) => name !== key),
  );
  if (Object.keys(keys).length > 0) draft.set('keys', keys);
  describeNumbers(draft, [...values.slice(0, 1), ...(ratio ?? [])]);
  const nameOfRow = (row: number): string =>
    [kpi, segment].map((column) => cell(column, sample.rows[row] ?? [])).join('\n');
  describeRepeats(draft, dates, { nameOfRow, isRate: false });
  return { kpis, notes: leftOut(all.length - names.length) };
}

/** A row for each segment, with its figure in a column of the KPI's own. */
export function laySegments(
  draft: MapDraft,
  { sample, dates, roles, keyFor }: Ask & { roles: { segment: Column } },
  value: Column,
): Laid {
  const { segment } = roles;
  const { labels, whole, hasWhole } = labelsOf(segment);
  const key = keyFor(value.header);
  const kpi = kpiOf({ name: value.header, key, numbers: value.numbers, segments: labels, hasWhole });
  // The column of segments stands for the KPI too: whatever it holds, the figure is of that one.
  draft.set('kpi', segment.header);
  draft.note('kpi', 'segmentColumn', { header: segment.header });
  describeLong(draft, { value, ratio: null, segment, whole });
  draft.set('keys', Object.fromEntries([...labels, ...whole].map((label) => [label, key])));
  describeNumbers(draft, [value]);
  const nameOfRow = (row: number): string => sample.rows[row]?.[segment.index] ?? '';
  describeRepeats(draft, dates, { nameOfRow, isRate: kpi.style === 'percent' });
  return { kpis: [kpi], notes: leftOut(new Set(segment.cells).size - labels.length - whole.length) };
}

type Described = Pick<LongRoles, 'ratio' | 'segment'> & {
  readonly value: Column | undefined;
  readonly whole: readonly string[];
};

function describeLong(draft: MapDraft, { value, ratio, segment, whole }: Described): void {
  if (value) draft.set('value', value.header);
  if (ratio) {
    draft.set('numerator', ratio[0].header);
    draft.set('denominator', ratio[1].header);
  }
  if (segment) draft.set('segment', segment.header);
  if (whole.length > 0) {
    draft.set('segments', Object.fromEntries(whole.map((label) => [label, ''])));
    draft.note('segments', 'whole');
  }
}

function leftOut(count: number): Question[] {
  return count > 0 ? [{ about: 'leftOut', values: { count } }] : [];
}
