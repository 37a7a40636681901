import { z } from 'zod';
import type { weekdays } from '../../kernel/calendar.js';
import type { WorkingHours } from './due-runs.js';
import type { Schedule } from './schedule.js';

export const WeekdayName = z.enum([
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies typeof weekdays);

const zoned = {
  zone: z.string(),
  country: z.string().optional(),
  fiscalStartMonth: z.int().min(1).max(12).optional(),
};

const StoredSchedule = z.union([
  z.object({ every: z.literal('week'), on: WeekdayName, at: z.string(), ...zoned }),
  z.object({ every: z.literal('two-weeks'), on: WeekdayName, at: z.string(), firstWeek: z.string(), ...zoned }),
  z.object({ every: z.enum(['month', 'quarter']), workingDay: z.int(), at: z.string(), ...zoned }),
  z.object({ cron: z.string(), reports: z.enum(['week', 'month', 'quarter']), ...zoned }),
]) satisfies z.ZodType<Schedule>;

const StoredWorkingHours = z.object({
  from: z.string(),
  to: z.string(),
  days: z.array(WeekdayName),
}) satisfies z.ZodType<WorkingHours>;

/** What happens at the hour when a source has not delivered: the digest waits, or leaves with that KPI in grey. */
export const LateSourcePolicy = z.discriminatedUnion('kind', [
  /** `until` is `HH:MM` of the scheduled day on the wall clock of the committee. */
  z.object({ kind: z.literal('wait'), until: z.string() }),
  z.object({ kind: z.literal('grey') }),
]);
export type LateSourcePolicy = z.infer<typeof LateSourcePolicy>;

/** What `Committee.calendar` holds. */
export const CommitteeCalendar = z.object({
  schedule: StoredSchedule,
  workingHours: StoredWorkingHours,
  lateSource: LateSourcePolicy,
});
export type CommitteeCalendar = z.infer<typeof CommitteeCalendar>;

/**
 * Reads a stored calendar.
 * @throws ZodError when the text is not one that this version wrote or knows how to read.
 */
export function parseCommitteeCalendar(json: string): CommitteeCalendar {
  return CommitteeCalendar.parse(JSON.parse(json));
}
