import { localDate } from '../../../kernel/zoned-time.js';
import type { HolidaysIn } from '../../../organisation/calendar/working-days.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import type { Database } from '../../../platform/db/database.js';
import { type Decision, decisionName } from '../decision.js';
import { findDecisionKpi, readBallot } from '../decision-facts.js';
import { kpiValueAt } from '../kpi-value.js';
import { optionText } from '../wording.js';
import type { AskedDecision, DigestDecision, DigestDecisions, DueReview } from './content.js';
import { type DigestSpan, findAsked, findMade, findToReview } from './due-decisions.js';

export type DigestAsk = {
  readonly committee: Committee;
  /** The digest before; null where there was none. */
  readonly since: Date | null;
  readonly until: Date;
};

type DigestDeps = { readonly database: Database; readonly holidaysIn: HolidaysIn };

/** Of each group; the rest is counted. */
const listedAtMost = 10;

/** What a committee's digest has to say of its decisions; undefined where that is nothing. */
export async function decisionsForDigest(deps: DigestDeps, ask: DigestAsk): Promise<DigestDecisions | undefined> {
  const { committee, until } = ask;
  const { database } = deps;
  const store = database.client;
  const span: DigestSpan = {
    committeeId: committee.id,
    since: ask.since,
    until,
    day: localDate(until, committee.timeZone),
    limit: listedAtMost,
  };
  const asked = await findAsked(store, span);
  const made = await findMade(store, span);
  const reviews = await findToReview(store, span);
  if (asked.total + made.total + reviews.total === 0) return undefined;
  return {
    asked: { total: asked.total, items: await eachOf(asked.decisions, (one) => askedOf(database, one, ask)) },
    made: {
      total: made.total,
      items: made.decisions.map((one) => ({ ...namesOf(one), option: optionText(one, one.chosen) })),
    },
    reviews: { total: reviews.total, items: await eachOf(reviews.decisions, (one) => reviewOf(deps, one, ask)) },
  };
}

/** One after the other: each asks the store several things. */
async function eachOf<T>(decisions: readonly Decision[], map: (one: Decision) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (const decision of decisions) found.push(await map(decision));
  return found;
}

function namesOf(decision: Decision): DigestDecision {
  return { id: decision.id, name: decisionName(decision), question: decision.question };
}

async function askedOf(
  database: Database,
  decision: Decision,
  { committee, until }: DigestAsk,
): Promise<AskedDecision> {
  const { timeZone } = committee;
  const { voteStatus, tally } = await readBallot(database.client, decision, { at: until, timeZone });
  const { deadlineOn, quorum } = decision;
  const { voted, deciders } = tally;
  const options =
    voteStatus.phase === 'outcome' ? [voteStatus.option] : voteStatus.phase === 'tie' ? voteStatus.options : [];
  return {
    ...namesOf(decision),
    phase: decision.state === 'lapsed' ? 'lapsed' : voteStatus.phase,
    deadlineOn,
    voted,
    deciders,
    quorum,
    option: options.length === 0 ? null : options.map((option) => optionText(decision, option)).join(' = '),
  };
}

async function reviewOf(deps: DigestDeps, decision: Decision, { committee, until }: DigestAsk): Promise<DueReview> {
  const { kpiKey, plannedValue, workspaceId, chosen } = decision;
  const kpi = await findDecisionKpi(deps.database.client, { workspaceId, key: kpiKey });
  return {
    ...namesOf(decision),
    option: optionText(decision, chosen),
    kpi: kpi && { name: kpi.name, accessLevel: kpi.accessLevel, format: kpi.format, weekStart: kpi.weekStart },
    planned: plannedValue,
    realised: kpiKey === null ? null : await kpiValueAt(deps, { committee, kpiKey, at: until }),
  };
}
