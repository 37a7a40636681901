import { z } from 'zod';
import { AccessLevelName } from '../../organisation/access-level.js';

const LocalText = z.object({ en: z.string(), fr: z.string() }).readonly();
const Names = z.array(z.string()).readonly();
/** `by` voted in their place. */
const Voters = z.array(z.object({ name: z.string(), by: z.string().nullable() })).readonly();
export type MinutedVoters = z.infer<typeof Voters>;
/** Instants and days as ISO text. */
const When = z.string();

const MinutedKpi = z.object({ name: LocalText, accessLevel: AccessLevelName }).readonly();
export type MinutedKpi = z.infer<typeof MinutedKpi>;

const Decision = z
  .object({
    name: z.string(),
    question: z.string(),
    phase: z.string(),
    outcome: z.string(),
    rationale: z.string(),
    owner: z.string(),
    reviewOn: When.nullable(),
    deadlineOn: When,
    votes: z.array(z.object({ option: z.string(), voters: Voters })).readonly(),
    abstentions: Voters,
    silent: Names,
    kpi: MinutedKpi.nullable(),
  })
  .readonly();

const Item = z
  .object({
    name: z.string(),
    title: z.string(),
    state: z.string(),
    owner: z.string(),
    dueOn: When,
    outcome: z.string(),
    kpi: MinutedKpi.nullable(),
  })
  .readonly();
export type MinutedItem = z.infer<typeof Item>;

const Approval = z
  .object({
    name: z.string(),
    title: z.string(),
    state: z.string(),
    on: When,
    /** Whose votes made it so. */
    votes: Voters,
    reason: z.string(),
  })
  .readonly();
export type MinutedApproval = z.infer<typeof Approval>;

/** What minutes say, as plain data: composed from the store while they are open, kept as it is once they are closed. */
export const MinutesContent = z
  .object({
    format: z.literal(1),
    committee: z.object({
      key: z.string(),
      name: LocalText,
      locale: z.enum(['en', 'fr']),
      timeZone: z.string(),
    }),
    period: z.string(),
    publishedAt: When,
    since: When,
    /** Null where no digest came after it. */
    until: When.nullable(),
    /** Null where nobody has said who was there. */
    attendance: z
      .object({
        confirmedBy: z.string(),
        confirmedOn: When,
        correctableUntil: When,
        present: Names,
        excused: Names,
        absent: Names,
        guests: Names,
      })
      .readonly()
      .nullable(),
    /** Members of the committee, and how many of them have read the digest; `readers` names guests as well. */
    members: z.int(),
    membersWhoRead: z.int(),
    readers: z.array(z.object({ name: z.string(), on: When })).readonly(),
    decided: z.array(Decision).readonly(),
    requested: z.array(Decision).readonly(),
    raised: z.array(Item).readonly(),
    closed: z.array(Item).readonly(),
    late: z.array(Item).readonly(),
    approvals: z.array(Approval).readonly(),
    corrections: z.array(z.object({ number: z.int(), author: z.string(), on: When, text: z.string() })).readonly(),
    /** What the digest's footer says of the chain of events; null where it said nothing, or is not kept any more. */
    auditHead: z.string().nullable(),
  })
  .readonly();
export type MinutesContent = z.infer<typeof MinutesContent>;

/** What closed minutes keep. @throws ZodError for what no version wrote */
export function parseContent(json: string): MinutesContent {
  return MinutesContent.parse(JSON.parse(json));
}
