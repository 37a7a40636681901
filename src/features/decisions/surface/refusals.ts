import { regionalDay } from '../../../kernel/dates-in-words.js';
import { ConflictError } from '../../../kernel/errors.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Speaker } from '../../../surface/speaker.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type DecisionFacts, readDecisionFacts } from '../decision-facts.js';
import { DecisionRefusal } from '../refusal.js';
import { optionText, phaseOf, someNames } from '../wording.js';

/** Why something is refused about a decision, what was kept and what to do, in the words of its reader; null for all else. */
export async function refusalOf(deps: DecisionDeps, speaker: Speaker, error: unknown): Promise<ConflictError | null> {
  if (!(error instanceof DecisionRefusal)) return null;
  return new ConflictError(error.message, { cause: error, userMessage: await refusalText(deps, error, speaker) });
}

async function refusalText(
  deps: DecisionDeps,
  { reason, decision }: DecisionRefusal,
  speaker: Speaker,
): Promise<string> {
  const { say, locale } = speaker;
  if (reason === 'unknown') return say('surface.unseen');
  if (!decision) return say(`decisions.refused.${reason}`);
  const facts = await readDecisionFacts(deps, decision);
  if (reason === 'decided') return endedText(decision, facts, speaker);
  return say(`decisions.refused.${reason}`, {
    name: decisionName(decision),
    committee: plainInMrkdwn(facts.committee.name[locale]),
    deciders: plainInMrkdwn(decidersOf(facts)),
    raiser: plainInMrkdwn(facts.personName(decision.raisedByKey)),
    date: regionalDay(decision.deadlineOn, { locale, near: facts.today }),
    phase: phaseOf(decision, facts.voteStatus),
  });
}

function decidersOf({ voters, personName }: DecisionFacts): string {
  return someNames(voters.filter(({ isEligible }) => isEligible).map(({ personKey }) => personName(personKey)));
}

/** Who ended it, when, and how it ended. */
function endedText(decision: Decision, facts: DecisionFacts, { say, locale, person }: Speaker): string {
  const { decidedAt, state } = decision;
  const near = { locale, near: facts.today };
  return say('decisions.refused.ended', {
    name: decisionName(decision),
    state,
    actor: plainInMrkdwn(facts.personName(decision.recordedByKey)),
    date: decidedAt ? regionalDay(localDate(decidedAt, person.timeZone), near) : regionalDay(decision.deadlineOn, near),
    option: plainInMrkdwn(optionText(decision, decision.chosen)),
    reason: plainInMrkdwn(decision.rationale ?? ''),
  });
}
