import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import { abstained, type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type DecisionFacts, readDecisionFacts } from '../decision-facts.js';
import { awaited, optionText, phaseOf, type Voter, votersOf } from '../wording.js';
import { findMadeIn, findRequestedIn, type MeetingSpan } from './decisions-in-span.js';

/** A decision as the minutes of a meeting keep it: plain data, people by name. */
export type MinutedDecision = {
  /** `D3`. */
  readonly name: string;
  readonly question: string;
  /** What `decisions.state` takes. */
  readonly phase: string;
  /** "B Search"; empty where nothing was recorded. */
  readonly outcome: string;
  readonly rationale: string;
  readonly owner: string;
  readonly reviewOn: CalendarDate | null;
  readonly deadlineOn: CalendarDate;
  /** Options with at least one vote. */
  readonly votes: readonly { readonly option: string; readonly voters: readonly Voter[] }[];
  readonly abstentions: readonly Voter[];
  readonly silent: readonly string[];
  readonly kpi: { readonly name: Readonly<Record<Locale, string>>; readonly accessLevel: AccessLevel } | null;
};

type MinutesDeps = Pick<DecisionDeps, 'database' | 'workspaceId' | 'clock'>;

/** What a committee decided in a span of time, and what was asked of it in it, each by number. */
export async function decisionsForMinutes(
  deps: MinutesDeps,
  span: MeetingSpan,
): Promise<{ readonly made: MinutedDecision[]; readonly requested: MinutedDecision[] }> {
  const store = deps.database.client;
  return {
    made: await eachOf(deps, await findMadeIn(store, span)),
    requested: await eachOf(deps, await findRequestedIn(store, span)),
  };
}

/** One after the other: each asks the store several things. */
async function eachOf(deps: MinutesDeps, decisions: readonly Decision[]): Promise<MinutedDecision[]> {
  const found: MinutedDecision[] = [];
  for (const decision of decisions) found.push(minuted(decision, await readDecisionFacts(deps, decision)));
  return found;
}

function minuted(decision: Decision, facts: DecisionFacts): MinutedDecision {
  const { question, rationale, ownerKey, reviewOn, deadlineOn, chosen } = decision;
  const votes = decision.options.map((_, option) => ({
    option: optionText(decision, option),
    voters: votersOf(facts, option),
  }));
  return {
    name: decisionName(decision),
    question,
    phase: phaseOf(decision, facts.voteStatus),
    outcome: optionText(decision, chosen),
    rationale: rationale ?? '',
    owner: facts.personName(ownerKey),
    reviewOn,
    deadlineOn,
    votes: votes.filter(({ voters }) => voters.length > 0),
    abstentions: votersOf(facts, abstained),
    silent: awaited(facts),
    kpi: facts.kpi && { name: facts.kpi.name, accessLevel: facts.kpi.accessLevel },
  };
}
