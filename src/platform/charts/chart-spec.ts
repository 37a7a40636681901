import type { Change, Locale, ValueFormat } from '../../kernel/numbers.js';

/**
 * What a chart shows, as plain data that survives JSON. A spec holds every figure and name, so drawing fetches
 * nothing and decides nothing; the same spec gives the picture, its alt text and its table.
 * A value that is null, missing or not finite is "no data": drawn as a gap, never as zero.
 */
export type ChartSpec = BoardSpec | SixTwelveSpec | ProcessSpec;

/** Health against the target; drawn as a shape and a colour: disc, triangle, diamond, hollow ring. */
export type Status = 'green' | 'amber' | 'red' | 'grey';

/** What a process-behaviour rule found, read in the direction of the KPI. */
export type SignalKind = 'improvement' | 'concern' | 'neutral';

export type Band = { readonly low: number; readonly high: number };

/** A number to reach, or a zone to stay in. */
export type Target = number | Band;

type Frame = {
  /** The finding in one sentence ("Coût par lead : au-dessus de sa limite depuis trois semaines"). */
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly locale: Locale;
};

/** CSS pixels; the PNG has twice as many each way. Default 800 × 450. The smallest text is 1/40 of the width. */
type Size = { readonly width?: number | undefined; readonly height?: number | undefined };

/** Up to ten KPIs as rows, drawn in the order given: the caller puts signals and reds first. Rows beyond ten stay in the table. */
export type BoardSpec = Frame & { readonly kind: 'board'; readonly rows: readonly BoardRow[] };

export type BoardRow = {
  readonly name: string;
  readonly value: number | null;
  readonly format: ValueFormat;
  readonly change?: Change | undefined;
  readonly target?: Target | undefined;
  readonly status: Status;
  readonly signal?: SignalKind | undefined;
  /** Oldest first, 12 to 26; the last one is the value's own period. */
  readonly points: readonly (number | null)[];
  /** Process limits, drawn behind the sparkline. */
  readonly band?: Band | undefined;
  /** A few words beside the name: "octobre 2026", "incomplet", "en retard". */
  readonly note?: string | undefined;
  /** In the table only. */
  readonly owner?: string | undefined;
};

/** Six trailing weeks, a gap, twelve trailing months; only the newest six and twelve are drawn. */
export type SixTwelveSpec = Frame &
  Size & {
    readonly kind: 'six-twelve';
    readonly format: ValueFormat;
    readonly status?: Status | undefined;
    readonly weeks: readonly PeriodPoint[];
    readonly months: readonly PeriodPoint[];
    /** At most three are drawn, each numbered on its week. */
    readonly events?: readonly WeekEvent[] | undefined;
    /** Last week, WoW, YoY, MTD, YoY, QTD, YoY, YTD, YoY: words and figures ready to print. */
    readonly boxes?: readonly SummaryBox[] | undefined;
  };

export type PeriodPoint = {
  readonly label: string;
  readonly value: number | null;
  readonly priorYear?: number | null | undefined;
  readonly target?: number | null | undefined;
  readonly signal?: SignalKind | undefined;
  /** A sum of weeks of which `value` is the mean: how many it holds, and the sum, which stand in words. */
  readonly weeks?: { readonly count: number; readonly total: number | null } | undefined;
  /** Days are missing: drawn hollow and dotted, named as incomplete. */
  readonly isIncomplete?: boolean | undefined;
};

/** `week` is an index into `weeks`. */
export type WeekEvent = { readonly week: number; readonly text: string };

export type SummaryBox = { readonly label: string; readonly text: string };

/** An XmR run chart; only the newest 26 points are drawn. */
export type ProcessSpec = Frame &
  Size & {
    readonly kind: 'process';
    readonly format: ValueFormat;
    readonly status?: Status | undefined;
    readonly points: readonly ProcessPoint[];
    /** Absent below six points. `isTrial` below twelve: drawn dashed. */
    readonly limits?: ProcessLimits | undefined;
    readonly target?: Target | undefined;
  };

export type ProcessPoint = {
  readonly label: string;
  readonly value: number | null;
  readonly signal?: SignalKind | undefined;
  readonly isIncomplete?: boolean | undefined;
};

export type ProcessLimits = {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly isTrial?: boolean | undefined;
};

const defaultSize = { width: 800, height: 450 };
const sizeLimits = { width: { least: 300, most: 1600 }, height: { least: 150, most: 900 } };

/** The picture's size in CSS pixels: what the spec asks for, within what a message shows and a drawing thread can hold. */
export function chartSize(spec: SixTwelveSpec | ProcessSpec): { width: number; height: number } {
  const side = (name: 'width' | 'height'): number => {
    const { least, most } = sizeLimits[name];
    return Math.round(Math.max(least, Math.min(finiteOrNull(spec[name]) ?? defaultSize[name], most)));
  };
  return { width: side('width'), height: side('height') };
}

/** What is drawn of each kind; the rest stays in the table. */
export const drawnAtMost = { boardRows: 10, weeks: 6, months: 12, events: 3, processPoints: 26 } as const;

/** No figure is this large, nor a sum of figures; the range between two such numbers may have no end. */
const largestDrawn = 1e21;

/** The number, or null for anything a chart cannot place: null, undefined, NaN, Infinity, or beyond all figures. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return typeof value === 'number' && Math.abs(value) <= largestDrawn ? value : null;
}
