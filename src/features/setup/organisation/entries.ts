import { z } from 'zod';
import { AccessLevelName } from '../../../organisation/access-level.js';
import { normaliseEmail } from '../../../organisation/people/people.js';
import {
  CountryCode,
  CurrencyCode,
  LocaleName,
  Names,
  referenceTo,
  SlackUserId,
  TimeText,
  ZoneName,
} from './entry-fields.js';
import { AbsentEntry, ExpectsEntry } from './expected-days-entry.js';
import { WorkingHoursEntry } from './working-hours-entry.js';

export const WorkspaceEntry = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .meta({ description: 'What the company or team is called', examples: ['Acme'] }),
  country: CountryCode.optional().meta({
    description: 'Whose public holidays are no working days, where a committee or a person names no other',
    examples: ['FR'],
  }),
  language: LocaleName.default('en').meta({ description: 'Language of every committee and person that names none' }),
  timeZone: ZoneName.default('UTC').meta({
    description: 'Time zone of every committee, person and source that names none',
  }),
  fiscalStartMonth: z
    .int()
    .min(1)
    .max(12)
    .optional()
    .meta({
      description: 'Month in which the fiscal year starts; left out, quarters are calendar quarters',
      examples: [4],
    }),
  currency: CurrencyCode.default('EUR').meta({ description: 'In which costs of actions and options are given' }),
});

export const PersonEntry = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .meta({ description: 'First and last name', examples: ['Ana Moreau'] }),
  email: z
    .email({ error: ({ input }) => `"${String(input)}" is not an e-mail address` })
    .meta({ title: 'e-mail address' })
    .transform(normaliseEmail)
    .optional()
    .meta({ description: 'Address by which their Slack account is found', examples: ['ana@acme.example'] }),
  slack: SlackUserId.optional().meta({ description: 'Their Slack account, in place of the e-mail address' }),
  locale: LocaleName.optional().meta({
    description: "Language of what only they see; the workspace's where left out",
    examples: ['fr'],
  }),
  timeZone: ZoneName.optional().meta({ description: "Where their mornings are; the workspace's where left out" }),
  operator: z
    .boolean()
    .default(false)
    .meta({ description: 'Answers for Copil itself, and hears of what it cannot tell a chair', examples: [true] }),
  access: AccessLevelName.default('internal').meta({ description: 'Highest level of figures they may see' }),
  guest: z
    .boolean()
    .default(false)
    .meta({ description: 'Sees and changes only what they raised, and owns nothing', examples: [true] }),
  country: CountryCode.optional().meta({
    description: "Whose public holidays they keep; the workspace's where left out",
  }),
  workingHours: WorkingHoursEntry.optional().meta({
    description: 'Outside these hours nobody writes to them; 08:00 to 18:00 from Monday to Friday where left out',
    examples: [{ from: '09:00', to: '17:30' }],
  }),
});

export const ChannelEntry = z.strictObject({
  access: AccessLevelName.meta({ description: 'Highest level of figures that may be shown in it' }),
});

export const ProjectEntry = z.strictObject({
  name: Names.meta({ description: 'What people call it', examples: ['Website redesign'] }),
  committee: referenceTo('committee')
    .optional()
    .meta({ description: 'Committee that follows it', examples: ['growth-ops'] }),
  lead: referenceTo('person')
    .optional()
    .meta({ description: 'Who leads it', examples: ['ben'] }),
});

export const SourceEntry = z.strictObject({
  name: Names.meta({ description: 'What digests call it', examples: ['CRM'] }),
  owner: referenceTo('person')
    .optional()
    .meta({ description: 'Who sees to it that it delivers', examples: ['ben'] }),
  timeZone: ZoneName.optional().meta({
    description: "Whose days its readings count in; the workspace's where left out",
  }),
  daysAhead: z
    .int()
    .min(0)
    .max(3_660)
    .default(1)
    .meta({ description: 'So many days after today a reading may begin at the latest; more for plans' }),
  freshness: z
    .strictObject({
      by: TimeText.meta({ description: 'Until when on that day', examples: ['08:00'] }),
      lagDays: z
        .int()
        .min(0)
        .max(366)
        .default(1)
        .meta({ description: "So many days after a period's last day its reading is there" }),
      timeZone: ZoneName.optional().meta({ description: "On whose clock; the source's where left out" }),
    })
    .optional()
    .meta({
      description:
        'When its readings are promised; left out, `doctor` finds none of them late, and a digest says so once a period is over without them',
      examples: [{ by: '08:00', lagDays: 1 }],
    }),
  expects: ExpectsEntry.optional().meta({
    description:
      'Days on which its daily readings come; every day where left out; workingDays leaves out the holidays of the country',
  }),
  absent: AbsentEntry.optional().meta({
    description: 'Whether a day without a reading is missing (where left out) or a day on which nothing happened',
  }),
});

export type WorkspaceEntry = z.infer<typeof WorkspaceEntry>;
export type PersonEntry = z.infer<typeof PersonEntry>;
export type ChannelEntry = z.infer<typeof ChannelEntry>;
export type ProjectEntry = z.infer<typeof ProjectEntry>;
export type SourceEntry = z.infer<typeof SourceEntry>;
