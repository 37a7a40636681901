import { type Columns, fromColumns, toColumns } from '../../kernel/columns.js';
import { canonicalJson } from '../../kernel/json.js';
import { kpiPeriod, nextPeriod, type Period, parsePeriod } from '../../kernel/periods.js';
import type { Behaviour } from './behaviour.js';
import type { KpiFigures } from './figures.js';
import type { Kpi } from './kpi.js';

/* Written out one by one, the periods of a KPI are three quarters of a snapshot. */

const lists = ['series', 'weeks', 'months'] as const;
const singles = ['current', 'previous', 'lastYear'] as const;
const stretches = ['month', 'quarter', 'year'] as const;

type Kept = (typeof lists)[number] | (typeof singles)[number] | 'toDate' | 'behaviour' | 'period';

/** Periods that follow one another: the first of them, and what each holds. */
type KeptList = { readonly first: Period; readonly count: number; readonly held: Columns };

/** Figures as they are kept, without the period that a whole digest is about. */
export type KeptFigures = Omit<KpiFigures, Kept> & {
  /** What cannot be written short is written out. */
  readonly lists: Readonly<Record<(typeof lists)[number], KeptList | readonly Dated[]>>;
  readonly singles: Columns;
  readonly toDate: Columns;
  readonly behaviour: Omit<Behaviour, 'signals'>;
  readonly signals: { readonly count: number; readonly held: Columns };
};

type Dated = { readonly period: Period };

/** The figures, written short: `readFigures` gives back what is equal to them. */
export function keepFigures(figures: KpiFigures): KeptFigures {
  const { kpi, series, weeks, months, current, previous, lastYear, toDate, period: _ofTheDigest, ...rest } = figures;
  const { signals, ...behaviour } = rest.behaviour;
  return {
    ...rest,
    kpi,
    lists: { series: keepList(kpi, series), weeks: keepList(kpi, weeks), months: keepList(kpi, months) },
    singles: toColumns([current, previous, lastYear]),
    toDate: toColumns([toDate.month, toDate.quarter, toDate.year]),
    behaviour,
    signals: { count: signals.length, held: toColumns(signals) },
  };
}

/** Figures as they were before they were kept, or as the versions before kept them: whole. */
export function readFigures(kept: KeptFigures | KpiFigures, period: Period): KpiFigures {
  if (!('lists' in kept)) return kept;
  const { lists: listed, singles: single, toDate, behaviour, signals, ...rest } = kept;
  const read = [
    ...lists.map((name) => [name, readList(kept.kpi, listed[name])]),
    ...named(singles, single),
    ['toDate', Object.fromEntries(named(stretches, toDate))],
    ['behaviour', { ...behaviour, signals: fromColumns(signals.held, signals.count) }],
  ];
  return { ...rest, period, ...Object.fromEntries(read) } as KpiFigures;
}

function named(names: readonly string[], columns: Columns): [string, unknown][] {
  const values = fromColumns(columns, names.length);
  return names.map((name, index) => [name, values[index]]);
}

function keepList(kpi: Kpi, dated: readonly Dated[]): KeptList | readonly Dated[] {
  const first = dated[0]?.period;
  if (!first) return dated;
  const held = toColumns(dated.map(({ period: _followsTheFirst, ...rest }) => rest));
  const kept = { first, count: dated.length, held };
  // An older version may have left a period out.
  return canonicalJson(readList(kpi, kept)) === canonicalJson(dated) ? kept : dated;
}

function readList(kpi: Kpi, kept: KeptList | readonly Dated[]): readonly Dated[] {
  if (!('held' in kept)) return kept;
  const { first, count, held } = kept;
  // Weeks are counted as ISO weeks; those of a KPI have days of their own.
  let at = first.kind === 'week' ? parsePeriod(first.label) : first;
  return fromColumns(held, count).map((rest) => {
    const period = kpiPeriod(at, kpi.weekStart);
    at = nextPeriod(at);
    return { period, ...(rest as object) };
  });
}
