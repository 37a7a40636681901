import { z } from 'zod';
import { isCalendarDate } from '../../kernel/calendar.js';
import type { AccessLevel, Direction, Grain, KpiDomain, Measure, ReportKind, RollUp } from './kpi.js';

/** From open to closed: a place of one level may show what has that level or an earlier one. */
export const accessLevels = [
  'public',
  'internal',
  'confidential',
  'restricted',
] as const satisfies readonly AccessLevel[];
/** Whether a place or person that may see everything up to `clearance` may see what has `level`. */
export function mayShow(level: AccessLevel, clearance: AccessLevel): boolean {
  return accessLevels.indexOf(level) <= accessLevels.indexOf(clearance);
}

export const kpiDomains = ['audience', 'performance', 'competition'] as const satisfies readonly KpiDomain[];
export const grains = ['day', 'week', 'month', 'quarter'] as const satisfies readonly Grain[];
export const directions = ['higher', 'lower', 'range'] as const satisfies readonly Direction[];
export const rollUps = ['sum', 'mean', 'last', 'min', 'max', 'ratio'] as const satisfies readonly RollUp[];
export const reportKinds = ['week', 'month', 'quarter'] as const satisfies readonly ReportKind[];
export const measures = ['closure-rate', 'median-blocker-age', 'redated-share'] as const satisfies readonly Measure[];
const weekStarts = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Which days count, as resolved from `copil.yml`: `country` leaves its public holidays out. */
const ExpectedDays = z.strictObject({ days: z.array(z.enum(weekStarts)).min(1), country: z.string().optional() });

export const AccessLevelName = z.enum(accessLevels);
export const KpiDomainName = z.enum(kpiDomains);

const decimals = z.int().min(0).max(6);

export const KpiFormat = z.discriminatedUnion('style', [
  z.strictObject({ style: z.literal('number'), decimals: decimals.default(0), unit: z.string().min(1).optional() }),
  z.strictObject({ style: z.literal('percent'), decimals: decimals.default(1) }),
  z.strictObject({
    style: z.literal('currency'),
    decimals: decimals.default(2),
    currency: z
      .string()
      .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'is not a currency code such as EUR'),
  }),
]);

/** A target that names no day has been in force for as long as dates go. */
const always = '1900-01-01';

const from = z
  .string()
  .refine(isCalendarDate, { error: 'is not a day of the calendar such as 2026-01-31' })
  .default(always);
const per = z.enum(reportKinds).optional();

export const KpiTarget = z.union([
  z.strictObject({ from, per, value: z.number() }),
  z.strictObject({ from, per, low: z.number(), high: z.number() }),
]);

export const KpiThresholds = z.strictObject({ amber: z.number(), red: z.number(), per });

/** Which measure of which committee (its key) a KPI's readings are computed from. */
export const KpiComputed = z.strictObject({ measure: z.enum(measures), committee: z.string() });

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
