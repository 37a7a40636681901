import { z } from 'zod';
import {
  assertWorkingHours,
  committeeLevels,
  guestRules,
  type LateSourcePolicy,
  usualWorkingHours,
  WeekdayName,
} from '../../committees/public.js';
import { AccessLevelName } from '../../kpis/public.js';
import { normaliseEmail } from '../../people/public.js';
import { ApprovalsEntry } from './approvals-entry.js';
import {
  CountryCode,
  CurrencyCode,
  LocaleName,
  Names,
  Reference,
  References,
  SlackChannelId,
  SlackUserId,
  TimeText,
  ZoneName,
} from './entry-fields.js';
import { AbsentEntry, ExpectsEntry } from './expected-days-entry.js';
import { ScheduleEntry } from './schedule-entry.js';

export const WorkspaceEntry = z.strictObject({
  name: z.string().trim().min(1),
  /** Whose public holidays are no working days, where a committee names no other. */
  country: CountryCode.optional(),
  language: LocaleName.default('en'),
  timeZone: ZoneName.default('UTC'),
  /** Month, 1 to 12, in which the fiscal year starts; left out, quarters are calendar quarters. */
  fiscalStartMonth: z.int().min(1).max(12).optional(),
  /** In which costs are given. */
  currency: CurrencyCode.default('EUR'),
});

const WorkingHoursEntry = z
  .strictObject({
    from: TimeText.default(usualWorkingHours.from),
    to: TimeText.default(usualWorkingHours.to),
    days: z.array(WeekdayName).default([...usualWorkingHours.days]),
  })
  .superRefine((hours, context) => {
    try {
      assertWorkingHours(hours);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

export const PersonEntry = z.strictObject({
  name: z.string().trim().min(1),
  email: z
    .email({ error: ({ input }) => `"${String(input)}" is not an e-mail address` })
    .transform(normaliseEmail)
    .optional(),
  slack: SlackUserId.optional(),
  locale: LocaleName.optional(),
  timeZone: ZoneName.optional(),
  operator: z.boolean().default(false),
  access: AccessLevelName.default('internal'),
  /** Sees and changes only what they raised, and owns nothing. */
  guest: z.boolean().default(false),
  /** Whose public holidays they keep; the workspace's where left out. */
  country: CountryCode.optional(),
  /** Outside these hours nobody writes to them. */
  workingHours: WorkingHoursEntry.optional(),
});

export const ChannelEntry = z.strictObject({ access: AccessLevelName });

const CommitteeChannel = z
  .union([SlackChannelId, z.strictObject({ id: SlackChannelId, access: AccessLevelName.optional() })], {
    error: 'is neither a channel id nor { id: …, access: … }',
  })
  .transform((channel): { id: string; access?: z.infer<typeof AccessLevelName> | undefined } =>
    typeof channel === 'string' ? { id: channel } : channel,
  );

const latePattern = /^wait until (([01]\d|2[0-3]):[0-5]\d)$/;

const LateSourceEntry = z
  .string()
  .refine((text) => text === 'send grey' || latePattern.test(text), {
    error: ({ input }) =>
      `"${String(input)}" is no answer to a late source: expected "wait until HH:MM" or "send grey"`,
  })
  .transform((text): LateSourcePolicy => {
    const until = latePattern.exec(text)?.[1];
    return until === undefined ? { kind: 'grey' } : { kind: 'wait', until };
  });

const usualCorrectionDays = 10;

const MinutesEntry = z.strictObject({
  /** Working days on which members may correct the minutes of a meeting; then they are closed. */
  correctionDays: z.int().min(1).max(60).default(usualCorrectionDays),
});

export const CommitteeEntry = z
  .strictObject({
    name: Names,
    level: z.enum(committeeLevels),
    channel: CommitteeChannel.optional(),
    locale: LocaleName.optional(),
    timeZone: ZoneName.optional(),
    country: CountryCode.optional(),
    fiscalStartMonth: z.int().min(1).max(12).optional(),
    schedule: ScheduleEntry,
    workingHours: WorkingHoursEntry.default({ ...usualWorkingHours, days: [...usualWorkingHours.days] }),
    lateSource: LateSourceEntry.default({ kind: 'grey' }),
    template: z.string().min(1).optional(),
    /** The committee to escalate to. */
    parent: Reference.optional(),
    chair: Reference,
    leads: References,
    members: References,
    approvers: References,
    /** When its actions need an approval; left out, only where somebody asks for one. */
    approvals: ApprovalsEntry.optional(),
    /** What is shown where a guest is in its channel; a new committee withholds what is above their level. */
    guests: z.enum(guestRules).optional(),
    minutes: MinutesEntry.default({ correctionDays: usualCorrectionDays }),
    kpis: References,
  })
  .superRefine(({ schedule, lateSource }, context) => {
    if (lateSource.kind !== 'wait' || !('at' in schedule) || lateSource.until > schedule.at) return;
    context.addIssue({
      code: 'custom',
      path: ['lateSource'],
      message: `waits until ${lateSource.until}, but the digest leaves at ${schedule.at}: expected a later time`,
    });
  });

export const ProjectEntry = z.strictObject({
  name: Names,
  committee: Reference.optional(),
  lead: Reference.optional(),
});

export const SourceEntry = z.strictObject({
  name: Names,
  owner: Reference.optional(),
  /** Whose days its readings count in; the workspace's where left out. */
  timeZone: ZoneName.optional(),
  /** So many days after today a reading may begin at the latest; more for plans. */
  daysAhead: z.int().min(0).max(3_660).default(1),
  /** When its readings are promised: `lagDays` after the period's last day, at `by`. Left out, it promises nothing. */
  freshness: z
    .strictObject({ by: TimeText, lagDays: z.int().min(0).max(366).default(1), timeZone: ZoneName.optional() })
    .optional(),
  /** Days its daily readings come for; every day where left out. A KPI may say otherwise. */
  expects: ExpectsEntry.optional(),
  /** `zero`: a day without a reading is a day on which nothing happened. */
  absent: AbsentEntry.optional(),
});

export type WorkspaceEntry = z.infer<typeof WorkspaceEntry>;
export type PersonEntry = z.infer<typeof PersonEntry>;
export type ChannelEntry = z.infer<typeof ChannelEntry>;
export type CommitteeEntry = z.infer<typeof CommitteeEntry>;
export type ProjectEntry = z.infer<typeof ProjectEntry>;
export type SourceEntry = z.infer<typeof SourceEntry>;
