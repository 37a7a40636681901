import { z } from 'zod';
import type { Weekday } from '../../../kernel/calendar.js';
import { AccessLevelName } from '../../../organisation/access-level.js';
import type { LooseFault } from '../../../platform/yaml/schema-faults.js';
import {
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
import { Names, referenceTo } from './entry-fields.js';
import { AbsentEntry, ExpectsEntry } from './expected-days-entry.js';

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
  name: Names.meta({ description: 'What digests call it', examples: [{ en: 'Cost per lead', fr: 'Coût par lead' }] }),
  description: Names.optional().meta({ description: 'What it says, in a line', examples: ['Visits to the website'] }),
  formula: Names.optional().meta({
    description: 'How it is made, in words, for whoever doubts it; nothing is calculated from it',
    examples: ['Media spend / leads'],
  }),
  domain: KpiDomainName.default('other').meta({ description: 'What it is about, as a word to sort by' }),
  acquisitionChannel: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Acquisition channel it speaks of', examples: ['email'] }),
  format: KpiFormat.meta({
    description: 'How its values are written',
    examples: [{ style: 'currency', currency: 'EUR', decimals: 0 }],
  }),
  changeKind: z
    .enum(['percent', 'points'])
    .optional()
    .meta({
      description:
        'How a change is told: as a share, or as a difference; left out, points for style percent and percent for the rest',
      examples: ['points'],
    }),
  direction: z
    .enum(directions)
    .default('higher')
    .meta({ description: 'What is good: more, less, or what lies within low and high of its target' }),
  rollUp: z.enum(rollUps).meta({
    description:
      'How readings become one value of a longer period; a ratio divides summed numerators by summed denominators',
  }),
  grain: z.enum(grains).default('day').meta({ description: 'Which period one reading covers' }),
  weekStart: z
    .enum(weekStarts)
    .default('monday')
    .meta({ description: 'Day on which its weeks start; for readings by day or week', examples: ['sunday'] }),
  expects: ExpectsEntry.optional().meta({
    description: "Days that count in a daily KPI; its source's where left out",
  }),
  absent: AbsentEntry.optional().meta({
    description: "What a day that counts means when it has no reading; its source's where left out",
  }),
  targets: z
    .array(KpiTarget)
    .default([])
    .meta({ description: 'What it is to reach, and from when on', examples: [[{ from: '2026-01-01', value: 1200 }]] }),
  thresholds: KpiThresholds.optional().meta({
    description:
      'Values that make it amber and red, in place of 90 % of the target; they must stand where a target is zero or less',
    examples: [{ amber: 145, red: 170 }],
  }),
  seasonal: z
    .boolean()
    .default(false)
    .meta({ description: 'Has a yearly season, which is taken out of what its limits judge', examples: [true] }),
  trend: z
    .boolean()
    .default(false)
    .meta({ description: 'Its limits lie about a straight line instead of a level one', examples: [true] }),
  floor: z
    .number()
    .optional()
    .meta({ description: 'No value can be lower: such a reading is refused', examples: [0] }),
  ceiling: z
    .number()
    .optional()
    .meta({ description: 'No value can be higher: such a reading is refused', examples: [1] }),
  segments: z
    .array(
      z
        .string()
        .min(1)
        .refine((segment) => personalFault('segment', segment) === null, {
          error: ({ input }) => personalFault('segment', String(input)) ?? '',
        }),
    )
    .optional()
    .meta({
      description: 'Parts of the whole that its digest shows beside it; never persons',
      examples: [['north', 'south']],
    }),
  computed: KpiComputed.optional().meta({
    description: 'Copil computes its readings from the blockers and actions of a committee, and takes no others',
    examples: [{ measure: 'closure-rate', committee: 'growth-ops' }],
  }),
  access: AccessLevelName.default('internal').meta({ description: 'Level that a person or channel needs to see it' }),
  owner: referenceTo('person')
    .optional()
    .meta({ description: 'Who answers for it', examples: ['ben'] }),
  sources: z
    .array(referenceTo('source'))
    .min(1)
    .meta({ description: 'Where its readings come from; its figures use the first', examples: [['crm']] }),
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
