import type { Decision, Vote } from './decision.js';
import { abstained, optionLetter } from './decision.js';
import type { VotingDeps } from './decision-deps.js';
import { readBallot } from './decision-facts.js';
import { assertRequested, changeHeld, type Held, heldActor, type Step, tellOutcome } from './held.js';
import { DecisionRefusal } from './refusal.js';
import { carriedBy, givenVotes, standInsOf } from './stand-ins.js';
import { ballotMark, saveVote } from './stored-decisions.js';
import type { Standing, Tally } from './tally.js';

export type Voting = {
  readonly decisionId: string;
  readonly personKey: string;
  /** Position of the option, or `abstained`. */
  readonly choice: number;
  /** `ballotMark` of what the person saw. */
  readonly mark: string;
};

/**
 * Stores what a decider says; said before, it is replaced. The click of somebody who votes in a colleague's place casts
 * that vote too, beside their own, unless the colleague has voted. Who may is looked at here, in the transaction of the
 * click. The same vote again changes nothing. When it completes the vote, whoever records it is told.
 * @throws DecisionRefusal (`unknown`, `gone`, `not-decider`, `decided`, `stale`, `over`); then nothing was changed
 */
export async function castVote(
  deps: VotingDeps,
  voting: Voting,
): Promise<{ readonly decision: Decision; readonly standing: Standing }> {
  let standing: Standing = { phase: 'open' };
  const { decisionId, personKey, choice } = voting;
  const change = { decisionId, actorKey: personKey, surface: 'slack' } as const;
  const decision = await changeHeld(deps, change, async (held) => {
    const carried = await assertMayVote(deps, held, voting);
    standing = held.ballot.standing;
    const changed = held.ballot.votes.filter(
      (vote) => carried.includes(vote.personKey) && !(vote.choice === choice && vote.castByKey === personKey),
    );
    if (changed.length === 0) return null;
    for (const { personKey: key } of changed) {
      await saveVote(held.transaction, decisionId, { personKey: key, choice, castByKey: personKey, votedAt: held.at });
    }
    const { timeZone } = held.committee;
    const after = await readBallot(held.transaction, held.decision, { at: held.at, timeZone });
    standing = after.standing;
    await tellOutcome(deps, held, standing);
    return changed.map((before) => votedStep(held, { before, choice, castByKey: personKey, tally: after.tally }));
  });
  return { decision, standing };
}

type Voted = {
  readonly before: Vote;
  readonly choice: number;
  readonly castByKey: string;
  readonly tally: Tally;
};

function votedStep({ decision }: Held, { before, choice, castByKey, tally }: Voted): Step {
  const { personKey } = before;
  const { counts, abstentions, voted } = tally;
  return {
    after: decision,
    what: 'voted',
    told: {
      before: { personKey, choice: choiceText(before.choice) },
      after: { personKey, choice: choiceText(choice), counts, abstentions, voted },
    },
    ...(personKey === castByKey ? {} : { onBehalfOf: personKey }),
  };
}

/** @returns whose votes the click casts */
async function assertMayVote(deps: VotingDeps, held: Held, voting: Voting): Promise<string[]> {
  const { decision, ballot, committee, transaction, at } = held;
  const { personKey, choice, mark } = voting;
  await heldActor(held, personKey);
  const refuse = (reason: DecisionRefusal['reason']) => new DecisionRefusal(reason, decision, ballot.standing);
  const { committeeId } = decision;
  const given = await givenVotes(deps, transaction, { committeeId, timeZone: committee.timeZone, at });
  const carried = carriedBy(personKey, ballot.votes, standInsOf(ballot.voters, given));
  if (carried.length === 0) throw refuse('not-decider');
  assertRequested(held);
  if (ballot.today > decision.deadlineOn) throw refuse('over');
  const isOption = Number.isInteger(choice) && choice >= 0 && choice < decision.options.length;
  if (mark !== ballotMark(decision) || !(isOption || choice === abstained)) throw refuse('stale');
  return carried;
}

/** As an event tells it: `A`, `abstained`, or null. */
function choiceText(choice: number | null): string | null {
  if (choice === null) return null;
  return choice === abstained ? 'abstained' : optionLetter(choice);
}
