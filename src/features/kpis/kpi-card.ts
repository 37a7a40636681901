import { z } from 'zod';
import { isCalendarDate } from '../../kernel/calendar.js';
import type { Direction, Grain, KpiDomain, Measure, ReportKind, RollUp } from './kpi.js';

export const kpiDomains = [
  'audience',
  'performance',
  'competition',
  'operations',
  'finance',
  'people',
  'service',
  'other',
] as const satisfies readonly KpiDomain[];
export const grains = ['day', 'week', 'month', 'quarter'] as const satisfies readonly Grain[];
export const directions = ['higher', 'lower', 'range'] as const satisfies readonly Direction[];
export const rollUps = ['sum', 'mean', 'last', 'min', 'max', 'ratio'] as const satisfies readonly RollUp[];
export const reportKinds = ['week', 'month', 'quarter'] as const satisfies readonly ReportKind[];
export const measures = ['closure-rate', 'median-blocker-age', 'redated-share'] as const satisfies readonly Measure[];
const weekStarts = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Which days count, as resolved from `copil.yml`: `country` leaves its public holidays out. */
const ExpectedDays = z.strictObject({ days: z.array(z.enum(weekStarts)).min(1), country: z.string().optional() });

export const KpiDomainName = z.enum(kpiDomains);

const decimals = z
  .int()
  .min(0)
  .max(6)
  .meta({
    description: 'Digits behind the decimal mark; 0 for a number, 1 for a percent, 2 for a currency unless named',
    examples: [1],
  });

const style = <const Style extends string>(name: Style) =>
  z.literal(name).meta({ description: 'A plain number, a fraction that is shown in per cent, or an amount of money' });

export const KpiFormat = z.discriminatedUnion('style', [
  z.strictObject({
    style: style('number'),
    decimals: decimals.default(0),
    unit: z
      .string()
      .min(1)
      .meta({ description: 'What stands behind the number; only with style: number', examples: ['h'] })
      .optional(),
  }),
  z.strictObject({ style: style('percent'), decimals: decimals.default(1) }),
  z.strictObject({
    style: style('currency'),
    decimals: decimals.default(2),
    currency: z
      .string()
      .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'is not a currency code such as EUR')
      .meta({
        title: 'currency code',
        description: 'ISO 4217 code of the money; with style: currency, where it must stand',
        examples: ['EUR'],
      }),
  }),
]);

/** A target that names no day has been in force for as long as dates go. */
const always = '1900-01-01';

const from = z
  .string()
  .refine(isCalendarDate, { error: 'is not a day of the calendar such as 2026-01-31' })
  .default(always)
  .meta({
    title: 'day',
    description: 'First day on which the target holds; until a later one takes over',
    examples: ['2026-01-01'],
  });

const per = z.enum(reportKinds).optional();

const targetPer = per.meta({
  description:
    'Kind of period the target is for; left out, a sum has one per week (per grain where readings are coarser), and any other roll-up the same one for every period',
  examples: ['month'],
});

export const KpiTarget = z.union([
  z.strictObject({
    from,
    per: targetPer,
    value: z.number().meta({ description: 'What is to be reached; with direction higher or lower', examples: [1200] }),
  }),
  z.strictObject({
    from,
    per: targetPer,
    low: z.number().meta({ description: 'Lower end of what is good; with direction range', examples: [96] }),
    high: z.number().meta({ description: 'Upper end of what is good; with direction range', examples: [102] }),
  }),
]);

export const KpiThresholds = z.strictObject({
  amber: z.number().meta({
    description: 'A value worse than this is amber; with direction range, its distance outside the range',
    examples: [145],
  }),
  red: z.number().meta({ description: 'A value worse than this is red', examples: [170] }),
  per: per.meta({ description: 'Kind of period the thresholds are for, as for a target', examples: ['month'] }),
});

/** Which measure of which committee (its key) a KPI's readings are computed from. */
export const KpiComputed = z.strictObject({
  measure: z.enum(measures).meta({
    description:
      'Share of due actions done in time (a ratio), median age of open blockers in working days, or share of actions whose date was moved (a ratio)',
  }),
  committee: z.string().meta({ title: 'key of a committee', description: 'Whose items', examples: ['growth-ops'] }),
});

/** One text in both languages. */
const Bilingual = z.object({ en: z.string(), fr: z.string() });

/** What `Kpi.card` holds: everything on a KPI's card that has no column of its own. */
export const KpiCard = z.object({
  description: Bilingual.optional(),
  /** How the figure is made, in words, for whoever doubts it. */
  formula: Bilingual.optional(),
  /** Acquisition channel the KPI speaks of, such as `email`. */
  acquisitionChannel: z.string().optional(),
  format: KpiFormat,
  changeKind: z.enum(['percent', 'points']),
  direction: z.enum(directions),
  rollUp: z.enum(rollUps),
  grain: z.enum(grains),
  weekStart: z.enum(weekStarts),
  expects: ExpectedDays.optional(),
  absent: z.literal('zero').optional(),
  targets: z.array(KpiTarget),
  thresholds: KpiThresholds.optional(),
  isSeasonal: z.boolean(),
  hasTrend: z.literal(true).optional(),
  floor: z.number().optional(),
  ceiling: z.number().optional(),
  segments: z.array(z.string()).optional(),
  computed: KpiComputed.optional(),
});
export type KpiCard = z.infer<typeof KpiCard>;

/**
 * Reads a stored card.
 * @throws ZodError when the text is not one that this version wrote or knows how to read.
 */
export function parseKpiCard(json: string): KpiCard {
  return KpiCard.parse(JSON.parse(json));
}
