import { z } from 'zod';
import { AccessLevelName } from '../../../organisation/access-level.js';
import type { LateSourcePolicy } from '../../../organisation/calendar/committee-calendar.js';
import { usualWorkingHours } from '../../../organisation/calendar/due-runs.js';
import { committeeLevels, guestRules } from '../../../organisation/committees/committees.js';
import { ApprovalsEntry } from './approvals-entry.js';
import { CountryCode, LocaleName, Names, referencesTo, referenceTo, SlackChannelId, ZoneName } from './entry-fields.js';
import { ScheduleEntry } from './schedule-entry.js';
import { WorkingHoursEntry } from './working-hours-entry.js';

const CommitteeChannel = z
  .union(
    [
      SlackChannelId,
      z.strictObject({
        id: SlackChannelId.meta({ description: "Its id, which stands at the end of the channel's details in Slack" }),
        access: AccessLevelName.optional().meta({ description: 'Highest level of figures that may be shown in it' }),
      }),
    ],
    { error: 'is neither a channel id nor { id: …, access: … }' },
  )
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
  correctionDays: z.int().min(1).max(60).default(usualCorrectionDays).meta({
    description: 'Working days on which members may correct the minutes of a meeting; then they are closed',
  }),
});

export const CommitteeEntry = z
  .strictObject({
    name: Names.meta({ description: 'What people call it', examples: [{ en: 'Operations', fr: 'Exploitation' }] }),
    level: z.enum(committeeLevels).meta({
      description: 'What it is for: the weekly work, the monthly steering or the quarterly strategy',
    }),
    channel: CommitteeChannel.optional().meta({
      description:
        'Where its digests are sent; without an access level here or under channels, public figures alone are shown',
      examples: [{ id: 'C0123ABCD', access: 'internal' }],
    }),
    locale: LocaleName.optional().meta({
      description: "Language of its channel; the workspace's where left out",
      examples: ['fr'],
    }),
    timeZone: ZoneName.optional().meta({ description: "Of its schedule; the workspace's where left out" }),
    country: CountryCode.optional().meta({
      description: "Whose public holidays are no working days for it; the workspace's where left out",
    }),
    fiscalStartMonth: z
      .int()
      .min(1)
      .max(12)
      .optional()
      .meta({
        description: "Month in which its fiscal year starts; the workspace's where left out",
        examples: [4],
      }),
    schedule: ScheduleEntry.meta({
      description: 'When its digest leaves',
      examples: [{ every: 'week', on: 'monday', at: '09:00' }],
    }),
    workingHours: WorkingHoursEntry.default({ ...usualWorkingHours, days: [...usualWorkingHours.days] }).meta({
      description: 'When a digest that is late for whatever reason may still be posted',
      examples: [{ from: '08:00', to: '19:00' }],
    }),
    lateSource: LateSourceEntry.default({ kind: 'grey' }).meta({
      title: '`send grey`, or `wait until HH:MM`',
      description: 'Whether a digest leaves without what a source has not delivered, or waits for it until then',
      default: 'send grey',
      examples: ['wait until 11:00'],
    }),
    template: z
      .string()
      .min(1)
      .optional()
      .meta({
        description: 'Name of the template of its digest, from templates/digests; the one of its level where left out',
        examples: ['weekly-operational'],
      }),
    parent: referenceTo('committee')
      .optional()
      .meta({ description: 'Committee to escalate to', examples: ['growth-steering'] }),
    chair: referenceTo('person').meta({ description: 'Who answers for it; no guest', examples: ['ana'] }),
    leads: referencesTo('person').meta({
      description: 'Who may change its items beside the chair; no guests',
      examples: [['ben']],
    }),
    members: referencesTo('person').meta({ description: 'Who else belongs to it', examples: [['ben', 'elena']] }),
    approvers: referencesTo('person').meta({
      description: 'Who may approve its actions, and who decides where nobody else is named; no guests',
      examples: [['ana']],
    }),
    approvals: ApprovalsEntry.optional().meta({
      description: 'When its actions need an approval; left out, only where somebody asks for one',
      examples: [{ policy: 'any', costAbove: 2000 }],
    }),
    guests: z.enum(guestRules).optional().meta({
      description:
        'Where a guest is in its channel: leave out what is above their level (as a new committee does), or show it',
    }),
    minutes: MinutesEntry.default({ correctionDays: usualCorrectionDays }).meta({
      description: 'Its minutes',
      examples: [{ correctionDays: 5 }],
    }),
    kpis: referencesTo('KPI').meta({
      description: 'What it looks at; its digest has what needs a look first, and else this order',
      examples: [['leads', 'cost-per-lead']],
    }),
  })
  .superRefine(({ schedule, lateSource }, context) => {
    if (lateSource.kind !== 'wait' || !('at' in schedule) || lateSource.until > schedule.at) return;
    context.addIssue({
      code: 'custom',
      path: ['lateSource'],
      message: `waits until ${lateSource.until}, but the digest leaves at ${schedule.at}: expected a later time`,
    });
  });
export type CommitteeEntry = z.infer<typeof CommitteeEntry>;
