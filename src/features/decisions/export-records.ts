import { localDate } from '../../kernel/zoned-time.js';
import { abstained, type Decision, decisionName, optionLetter } from './decision.js';
import type { DecisionDeps } from './decision-deps.js';
import { type DecisionFacts, readDecisionFacts } from './decision-facts.js';
import { optionText } from './wording.js';

/** Names of the columns, in their order; a later version adds at the end. */
export const columns = [
  'number',
  'committee',
  'question',
  'state',
  'outcome',
  'reason',
  'owner',
  'asked by',
  'asked on',
  'vote until',
  'quorum',
  'votes',
  'recorded by',
  'recorded on',
  'review on',
  'reviewed on',
  'kpi',
  'planned',
  'when decided',
  'when decided, period',
  'realised',
  'realised, period',
  'supersedes',
  'superseded by',
  'options',
  'context',
] as const;

/** A decision as a record: people by name, days of the committee's own calendar, values of the KPI in its own unit. */
export async function recordOfDecision(
  deps: Pick<DecisionDeps, 'database' | 'workspaceId' | 'clock'>,
  decision: Decision,
): Promise<string[]> {
  const facts = await readDecisionFacts(deps, decision);
  const { committee, kpi, personName, supersedes, supersededBy } = facts;
  const day = (at: Date | null) => (at === null ? '' : localDate(at, committee.timeZone));
  const value = (figure: number | null) => (figure === null ? '' : String(figure));
  const cells: Record<(typeof columns)[number], string> = {
    number: decisionName(decision),
    committee: committee.name.en,
    question: decision.question,
    state: decision.state,
    outcome: optionText(decision, decision.chosen),
    reason: decision.rationale ?? '',
    owner: personName(decision.ownerKey),
    'asked by': personName(decision.raisedByKey),
    'asked on': day(decision.raisedAt),
    'vote until': decision.deadlineOn,
    quorum: String(decision.quorum),
    votes: votesText(facts),
    'recorded by': personName(decision.recordedByKey),
    'recorded on': day(decision.decidedAt),
    'review on': decision.reviewOn ?? '',
    'reviewed on': day(decision.reviewedAt),
    kpi: kpi?.name.en ?? '',
    planned: value(decision.plannedValue),
    'when decided': value(decision.baselineValue),
    'when decided, period': decision.baselinePeriod ?? '',
    realised: value(decision.realisedValue),
    'realised, period': decision.realisedPeriod ?? '',
    supersedes: supersedes ? decisionName(supersedes) : '',
    'superseded by': supersededBy ? decisionName(supersededBy) : '',
    options: decision.options
      .map((one, option) => [optionText(decision, option), one.cost, one.consequence].filter(Boolean).join(' | '))
      .join('\n'),
    context: decision.context,
  };
  return columns.map((column) => cells[column]);
}

/** "Ana Lopes: B (cast by Ben Okafor); Ben Okafor: abstained; Chloé Martin: –". */
function votesText({ votes, personName }: DecisionFacts): string {
  const said = (choice: number | null) =>
    choice === null ? '–' : choice === abstained ? 'abstained' : optionLetter(choice);
  const by = ({ personKey, castByKey }: DecisionFacts['votes'][number]) =>
    castByKey === null || castByKey === personKey ? '' : ` (cast by ${personName(castByKey)})`;
  return votes.map((vote) => `${personName(vote.personKey)}: ${said(vote.choice)}${by(vote)}`).join('; ');
}
