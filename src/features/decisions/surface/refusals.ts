import { regionalDay } from '../../../kernel/dates-in-words.js';
import { ConflictError, NotFoundError } from '../../../kernel/errors.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Speaker } from '../../../surface/speaker.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type DecisionFacts, readDecisionFacts } from '../decision-facts.js';
import { DecisionRefusal } from '../refusal.js';
import { optionText, phaseOf, someNames } from '../wording.js';

/** Runs `work`, and gives what is refused about a decision the words of its reader: why, what was kept, what to do. */
export async function inWords<T>(deps: DecisionDeps, speaker: Speaker, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DecisionRefusal)) throw error;
    const userMessage = await refusalText(deps, error, speaker);
    throw new ConflictError(error.message, { cause: error, userMessage });
  }
}

async function refusalText(
  deps: DecisionDeps,
  { reason, decision }: DecisionRefusal,
  speaker: Speaker,
): Promise<string> {
  const { say, locale } = speaker;
  if (!decision) return say(`decisions.refused.${reason}`);
  const facts = await readDecisionFacts(deps, decision);
  if (reason === 'decided') return endedText(decision, facts, speaker);
  return say(`decisions.refused.${reason}`, {
    name: decisionName(decision),
    committee: plainInMrkdwn(facts.committee.name[locale]),
    deciders: plainInMrkdwn(decidersOf(facts)),
    raiser: plainInMrkdwn(facts.personName(decision.raisedByKey)),
    date: regionalDay(decision.deadlineOn, { locale, near: facts.today }),
    phase: phaseOf(decision, facts.standing),
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

/** What nobody may see reads like what is not there. */
export function notSeen({ say }: Speaker, name: string): NotFoundError {
  return new NotFoundError(`there is no ${name} to be seen`, {
    userMessage: say('decisions.notSeen', { name: plainInMrkdwn(name) }),
  });
}
