import type { VoteChoice } from '../../../src/features/approvals/approval.js';
import type { ApprovalDeps } from '../../../src/features/approvals/approval-deps.js';
import { isReachable, judge } from '../../../src/features/approvals/policy.js';
import { ApprovalRefusal } from '../../../src/features/approvals/refusal.js';
import { castVote } from '../../../src/features/approvals/vote.js';
import { ExternalError } from '../../../src/kernel/errors.js';
import type { ApprovalPolicy } from '../../../src/organisation/committees/approval-rule.js';
import type { Database } from '../../../src/platform/db/database.js';
import { type ApprovalWorld, openApprovalWorld, rules } from './approval-world.js';

const people = 50;

const keyOf = (index: number) => `person-${index}`;

/** An organisation in which fifty people approve, and nobody else. */
export async function openCrowd(database: Database): Promise<ApprovalWorld> {
  const indexes = Array.from({ length: people }, (_, index) => index);
  const file = indexes.map((index) => `  ${keyOf(index)}: { name: Person ${index}, slack: U0P${index} }`).join('\n');
  const world = await openApprovalWorld(database, file);
  for (const key of ['ben', 'chloe', 'dan']) await world.setRole(key, 'approver', false);
  for (const index of indexes) await world.setRole(keyOf(index), 'approver', true);
  return world;
}

export type RaceOutcome = {
  /** What is wrong; empty where everything is as it must be. */
  readonly problems: readonly string[];
  readonly state: string;
  /** Clicks that counted, before the outcome and with it. */
  readonly cast: number;
};

/**
 * Everybody clicks at the same moment, through each of the databases in turn, as if they were served by as many
 * processes. Judged by the record: one outcome, made by the last vote that counts, and by none before it.
 */
export async function race(
  world: ApprovalWorld,
  databases: readonly Database[],
  { policy, random }: { readonly policy: ApprovalPolicy; readonly random: () => number },
): Promise<RaceOutcome> {
  await world.setRule(rules({ policy }));
  const itemId = await world.raise({ asks: 'why' });
  const approvalId = (await world.approvalOf(itemId))?.id ?? '';
  const clicks = await Promise.all(
    Array.from({ length: people }, (_, index) => {
      const choice: VoteChoice = random() < (policy === 'all' ? 1 : 0.6) ? 'approve' : 'reject';
      const database = databases[index % databases.length] ?? world.database;
      return click({ ...world.deps, database }, { approvalId, personKey: keyOf(index), choice });
    }),
  );
  return judged(world, itemId, { policy, clicks });
}

/** `cast`, `turned away` where the store could not be asked, or why it was refused. */
async function click(
  deps: ApprovalDeps,
  vote: { readonly approvalId: string; readonly personKey: string; readonly choice: VoteChoice },
): Promise<string> {
  try {
    await castVote(deps, { ...vote, round: 1, comment: 'because' });
    return 'cast';
  } catch (error) {
    // On a busy machine the queue for the store may be longer than a click waits: nothing was counted, and that is said.
    if (error instanceof ExternalError) return 'turned away';
    return error instanceof ApprovalRefusal ? error.reason : String(error);
  }
}

async function judged(
  world: ApprovalWorld,
  itemId: string,
  { policy, clicks }: { readonly policy: ApprovalPolicy; readonly clicks: readonly string[] },
): Promise<RaceOutcome> {
  const [events, item, approval] = [
    await world.events(itemId),
    await world.itemOf(itemId),
    await world.approvalOf(itemId),
  ];
  const voted = events.filter(({ what }) => what === 'approval.voted');
  const ends = events.filter(({ what }) => what === 'approval.approved' || what === 'approval.rejected');
  const cast = clicks.filter((answer) => answer === 'cast').length;
  const judgements = voted.map((_, index) => judgementAfter(policy, voted.slice(0, index + 1)));
  const state = approval?.state ?? 'none';
  const checks: [boolean, string][] = [
    [isReachable(policy, people), 'the policy is within reach'],
    [
      clicks.every((answer) => ['cast', 'decided', 'turned away'].includes(answer)),
      `answers: ${[...new Set(clicks)].join(', ')}`,
    ],
    [ends.length === 1, `${ends.length} outcomes`],
    [voted.length === cast, `${voted.length} votes in the record, ${cast} that people were told of`],
    [new Set(voted.map(({ actorKey }) => actorKey)).size === voted.length, 'somebody voted twice'],
    [judgements.slice(0, -1).every((judgement) => judgement === 'pending'), 'votes after the outcome'],
    [judgements.at(-1) === state, `the votes say ${judgements.at(-1)}, the approval ${state}`],
    [ends[0]?.actorKey === voted.at(-1)?.actorKey, 'the outcome is not that of the last vote'],
    [item.state === (state === 'approved' ? 'open' : 'dropped'), `${state}, and the action is ${item.state}`],
  ];
  return { problems: checks.filter(([isFine]) => !isFine).map(([, problem]) => problem), state, cast };
}

function judgementAfter(policy: ApprovalPolicy, voted: readonly { readonly after: Record<string, unknown> }[]): string {
  const count = (choice: string) => voted.filter(({ after }) => after['choice'] === choice).length;
  const [approved, rejected] = [count('approve'), count('reject')];
  return judge(policy, { approved, rejected, abstained: 0, unsaid: people - approved - rejected });
}
