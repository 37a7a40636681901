import { z } from 'zod';
import { WeekdayName } from '../../../organisation/calendar/committee-calendar.js';
import { assertSchedule, type ScheduleRule } from '../../../organisation/calendar/schedule.js';
import { TimeText } from './entry-fields.js';

/** One flat set of keys, so that a fault can say which key is too many or missing for the rule chosen. */
const ScheduleFields = z.strictObject({
  every: z
    .enum(['week', 'two-weeks', 'month', 'quarter'])
    .meta({ description: 'How often, about the last such period that is over; either this or cron' })
    .optional(),
  on: WeekdayName.meta({ description: 'Day of the week; with every: week or two-weeks' }).optional(),
  at: TimeText.meta({ description: "Time of day in the committee's time zone; with every" }).optional(),
  firstWeek: z
    .string()
    .meta({
      title: 'ISO week',
      description: 'Week of the first digest; with every: two-weeks',
      examples: ['2026-W02'],
    })
    .optional(),
  workingDay: z
    .int()
    .meta({
      description: 'On which working day of the month (1 to 15) or quarter (1 to 45); with every: month or quarter',
      examples: [3],
    })
    .optional(),
  cron: z
    .string()
    .meta({
      title: 'cron pattern',
      description: 'Minute, hour, day of the month, month and day of the week, for any other rhythm; with reports',
      examples: ['0 9 * * MON#1'],
    })
    .optional(),
  reports: z
    .enum(['week', 'month', 'quarter'])
    .meta({ description: 'Which period the digest is about; with cron', examples: ['month'] })
    .optional(),
});
type ScheduleFields = z.infer<typeof ScheduleFields>;

const keysOf: Record<string, readonly (keyof ScheduleFields)[]> = {
  week: ['every', 'on', 'at'],
  'two-weeks': ['every', 'on', 'at', 'firstWeek'],
  month: ['every', 'workingDay', 'at'],
  quarter: ['every', 'workingDay', 'at'],
  cron: ['cron', 'reports'],
};

type Found = { readonly path: string[]; readonly message: string };

function formFaults(fields: ScheduleFields): Found[] {
  const rule = fields.cron === undefined ? fields.every : 'cron';
  if (rule === undefined) {
    return [{ path: [], message: 'names no time: expected every (week, two-weeks, month, quarter) or cron' }];
  }
  const expected = keysOf[rule] ?? [];
  const label = rule === 'cron' ? 'a cron schedule' : `a schedule of every ${rule}`;
  const missing = expected.filter((key) => fields[key] === undefined);
  const extra = (Object.keys(fields) as (keyof ScheduleFields)[]).filter((key) => !expected.includes(key));
  return [
    ...missing.map((key) => ({ path: [key], message: `is missing: ${label} needs ${expected.join(', ')}` })),
    ...extra.map((key) => ({ path: [key], message: `does not belong to ${label}, which has ${expected.join(', ')}` })),
  ];
}

function asRule(fields: ScheduleFields): ScheduleRule {
  const { every, on = 'monday', at = '09:00', workingDay = 1, firstWeek = '', cron, reports = 'week' } = fields;
  if (cron !== undefined || every === undefined) return { cron: cron ?? '', reports };
  if (every === 'two-weeks') return { every, on, at, firstWeek };
  return every === 'week' ? { every, on, at } : { every, workingDay, at };
}

/** When a committee meets; zone, country and fiscal year come from the committee and the workspace. */
export const ScheduleEntry = ScheduleFields.superRefine((fields, context) => {
  const faults = formFaults(fields);
  for (const { path, message } of faults) context.addIssue({ code: 'custom', path, message });
  if (faults.length > 0) return;
  try {
    // The zone has a check of its own; which one it is changes nothing for the rest.
    assertSchedule({ ...asRule(fields), zone: 'UTC' });
  } catch (error) {
    context.addIssue({ code: 'custom', path: pathOf(fields), message: (error as Error).message });
  }
}).transform(asRule);

function pathOf(fields: ScheduleFields): string[] {
  if (fields.cron !== undefined) return ['cron'];
  return fields.every === 'two-weeks' ? ['firstWeek'] : ['workingDay'];
}
