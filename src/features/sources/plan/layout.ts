import type { Target, TargetAsked } from '../catalog.js';

/** One column that holds numbers. */
export type NumberColumn = { readonly index: number; readonly name: string; readonly scale: number };

export type NumberColumns = {
  readonly value?: NumberColumn | undefined;
  readonly numerator?: NumberColumn | undefined;
  readonly denominator?: NumberColumn | undefined;
};

/** The columns of one KPI and segment in a wide file. */
type WideSeries = { readonly target: Target } & NumberColumns;

export type Layout =
  | { readonly kind: 'wide'; readonly series: readonly WideSeries[] }
  | {
      readonly kind: 'long';
      readonly columns: NumberColumns;
      readonly kpi: number;
      readonly segment: number | null;
      readonly source: number | null;
    };

/** Columns that Copil itself adds to a file of rejects, so that a corrected one can be imported as it is. */
export const rejectColumns = ['copil_line', 'copil_reason'] as const;

export type DrawnPlan = {
  readonly dateColumn: number;
  readonly layout: Layout;
  readonly faults: readonly string[];
  readonly spare: readonly SpareColumn[];
  readonly where?: readonly { readonly index: number; readonly values: ReadonlySet<string> }[];
};

/** A column that belongs to no KPI: a fault where it holds numbers, which may be somebody's figures under a wrong name. */
export type SpareColumn = {
  readonly index: number;
  readonly reason: string;
  /** Its header, where all there is to say is that the map does not name it. */
  readonly unnamed?: string;
};

export type FindTarget = (ask: TargetAsked) => Target | string;

export type Laid = {
  readonly layout: Layout;
  readonly faults: readonly string[];
  readonly spare: readonly SpareColumn[];
};

export type WidePart = {
  readonly kpi: string;
  readonly segment: string | undefined;
  readonly part: 'value' | 'numerator' | 'denominator';
  readonly column: NumberColumn;
};

/** Brings the columns of one KPI and segment together; a KPI that is not known or not whole is a fault of its columns. */
export function seriesOf(parts: readonly WidePart[], find: FindTarget): Laid {
  const faults: string[] = [];
  const spare: SpareColumn[] = [];
  const byTarget = new Map<string, WidePart[]>();
  for (const part of parts) {
    const key = JSON.stringify([part.kpi, part.segment ?? '']);
    byTarget.set(key, [...(byTarget.get(key) ?? []), part]);
  }
  const series = Array.from(byTarget.values(), (own): WideSeries | null => {
    const names = own.map(({ column }) => `"${column.name}"`).join(', ');
    const [first] = own;
    const target = find({ kpi: first?.kpi ?? '', segment: first?.segment });
    const columns: NumberColumns = Object.fromEntries(own.map(({ part, column }) => [part, column]));
    const fault =
      typeof target === 'string'
        ? target
        : Object.keys(columns).length < own.length
          ? 'two columns are mapped to the same KPI'
          : faultOfParts(target, columns);
    if (typeof target === 'string')
      spare.push(...own.map(({ column }) => ({ index: column.index, reason: `column "${column.name}": ${target}` })));
    else if (fault !== null) faults.push(`column ${names}: ${fault}`);
    return fault !== null || typeof target === 'string' ? null : { target, ...columns };
  });
  return { layout: { kind: 'wide', series: series.filter((one) => one !== null) }, faults, spare };
}

/** A ratio is stored as its two parts, so that it can be rolled up; anything else as one value. */
export function faultOfParts(target: Target, has: { [part in keyof NumberColumns]?: unknown }): string | null {
  const isRatio = has.numerator !== undefined && has.denominator !== undefined && has.value === undefined;
  if (target.isRatio) {
    return isRatio ? null : `KPI ${target.kpi} is a ratio: give its numerator and its denominator`;
  }
  const isValue = has.value !== undefined && has.numerator === undefined && has.denominator === undefined;
  return isValue ? null : `KPI ${target.kpi} is not a ratio: give its value alone`;
}
