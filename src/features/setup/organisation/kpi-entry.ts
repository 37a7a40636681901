import { z } from 'zod';
import type { Weekday } from '../../../kernel/calendar.js';
import {
  AccessLevelName,
  directions,
  grains,
  type Kpi,
  KpiComputed,
  KpiDomainName,
  KpiFormat,
  KpiTarget,
  KpiThresholds,
  lacksThresholds,
  rollUps,
} from '../../kpis/public.js';
import { personalFault } from '../../sources/public.js';
import { Names, Reference } from './entry-fields.js';
import { AbsentEntry, ExpectsEntry } from './expected-days-entry.js';
import type { LooseFault } from './faults.js';

const weekStarts = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

const KpiFields = z.strictObject({
  name: Names,
  description: Names.optional(),
  formula: Names.optional(),
  domain: KpiDomainName,
  /** Acquisition channel the KPI speaks of, such as `email`. */
  acquisitionChannel: z.string().min(1).optional(),
  format: KpiFormat,
  /** `points` for rates, `percent` for the rest, unless it says otherwise. */
  changeKind: z.enum(['percent', 'points']).optional(),
  direction: z.enum(directions).default('higher'),
  rollUp: z.enum(rollUps),
  grain: z.enum(grains).default('day'),
  weekStart: z.enum(weekStarts).default('monday'),
  /** Days that count in a daily KPI; what its source says where left out. */
  expects: ExpectsEntry.optional(),
  absent: AbsentEntry.optional(),
  targets: z.array(KpiTarget).default([]),
  thresholds: KpiThresholds.optional(),
  seasonal: z.boolean().default(false),
  /** Its limits lie about a straight line instead of a level one. */
  trend: z.boolean().default(false),
  floor: z.number().optional(),
  ceiling: z.number().optional(),
  segments: z
    .array(
      z
        .string()
        .min(1)
        .refine((segment) => personalFault('segment', segment) === null, {
          error: ({ input }) => personalFault('segment', String(input)) ?? '',
        }),
    )
    .optional(),
  /** Copil computes its readings from the blockers and actions of a committee. */
  computed: KpiComputed.optional(),
  access: AccessLevelName.default('internal'),
  owner: Reference.optional(),
  /** The first is the one its figures use. */
  sources: z.array(Reference).min(1),
});
type KpiFields = z.infer<typeof KpiFields>;

/** One entry of `kpis`. */
export const KpiEntry = KpiFields.superRefine((kpi, context) => {
  for (const { path, message } of kpiFaults(kpi)) context.addIssue({ code: 'custom', path: [...path], message });
}).transform(({ changeKind, ...kpi }) => ({
  ...kpi,
  changeKind: changeKind ?? (kpi.format.style === 'percent' ? ('points' as const) : ('percent' as const)),
}));
export type KpiEntry = z.infer<typeof KpiEntry>;

const fineness = { day: 0, week: 1, month: 2, quarter: 3 } as const;

function kpiFaults(kpi: KpiFields): LooseFault[] {
  const faults = [...targetFaults(kpi), ...thresholdFaults(kpi)];
  if (kpi.floor !== undefined && kpi.ceiling !== undefined && kpi.floor >= kpi.ceiling) {
    faults.push({ path: ['ceiling'], message: `${kpi.ceiling} is not above the floor of ${kpi.floor}` });
  }
  if (kpi.expects !== undefined && kpi.grain !== 'day') {
    faults.push({
      path: ['expects'],
      message: `names days, but a reading covers a ${kpi.grain}: it would change nothing`,
    });
  }
  if (lacksThresholds(kpi as Pick<Kpi, 'targets' | 'thresholds'> as Kpi)) {
    faults.push({
      path: ['targets'],
      message:
        'a target of zero or less, or a range without width, cannot be judged by ratio: add thresholds { amber, red }',
    });
  }
  return faults;
}

function targetFaults(kpi: KpiFields): LooseFault[] {
  const seen = new Set<string>();
  return kpi.targets.flatMap((target, index): LooseFault[] => {
    const path = ['targets', index];
    const day = `${target.from} ${target.per ?? ''}`;
    const isAgain = seen.has(day);
    seen.add(day);
    const isRange = 'low' in target;
    if (isRange && kpi.direction !== 'range') {
      return [{ path, message: `has low and high, but the direction is ${kpi.direction}: expected value` }];
    }
    if (!isRange && kpi.direction === 'range') {
      return [{ path, message: 'has one value, but the direction is range: expected low and high' }];
    }
    if (isRange && target.low > target.high) {
      return [{ path, message: `low ${target.low} is above high ${target.high}` }];
    }
    if (target.per !== undefined && fineness[target.per] < fineness[kpi.grain]) {
      return [{ path, message: `is per ${target.per}, but a reading covers a ${kpi.grain}: it could never be judged` }];
    }
    return isAgain ? [{ path, message: `is the second target from ${target.from}: keep one` }] : [];
  });
}

function thresholdFaults({ direction, thresholds }: KpiFields): LooseFault[] {
  if (thresholds === undefined) return [];
  const { amber, red } = thresholds;
  const path = ['thresholds'];
  if (direction === 'higher' && amber < red) {
    return [
      { path, message: `amber ${amber} is below red ${red}, but higher is better: worse than amber comes first` },
    ];
  }
  if (direction !== 'higher' && amber > red) {
    return [{ path, message: `amber ${amber} is above red ${red}, but worse than amber comes first` }];
  }
  return [];
}
