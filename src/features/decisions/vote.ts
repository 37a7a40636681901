import type { Decision, Vote } from './decision.js';
import { abstained, optionLetter } from './decision.js';
import type { VotingDeps } from './decision-deps.js';
import { readBallot } from './decision-facts.js';
import {
  actorNow,
  assertRequested,
  changeLocked,
  type LockedDecision,
  type Step,
  tellOutcome,
} from './locked-decision.js';
import { DecisionRefusal } from './refusal.js';
import { carriedBy, givenVotes, standInsOf } from './stand-ins.js';
import { ballotMark, saveVote } from './stored-decisions.js';
import type { Tally, VoteStatus } from './tally.js';

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
): Promise<{ readonly decision: Decision; readonly voteStatus: VoteStatus }> {
  let voteStatus: VoteStatus = { phase: 'open' };
  const { decisionId, personKey, choice } = voting;
  const change = { decisionId, actorKey: personKey, surface: 'slack' } as const;
  const decision = await changeLocked(deps, change, async (locked) => {
    const carried = await assertMayVote(deps, locked, voting);
    voteStatus = locked.ballot.voteStatus;
    const changed = locked.ballot.votes.filter(
      (vote) => carried.includes(vote.personKey) && !(vote.choice === choice && vote.castByKey === personKey),
    );
    if (changed.length === 0) return null;
    for (const { personKey: key } of changed) {
      await saveVote(locked.transaction, decisionId, {
        personKey: key,
        choice,
        castByKey: personKey,
        votedAt: locked.at,
      });
    }
    const { timeZone } = locked.committee;
    const after = await readBallot(locked.transaction, locked.decision, { at: locked.at, timeZone });
    voteStatus = after.voteStatus;
    await tellOutcome(deps, locked, voteStatus);
    return changed.map((before) => votedStep(locked, { before, choice, castByKey: personKey, tally: after.tally }));
  });
  return { decision, voteStatus };
}

type Voted = {
  readonly before: Vote;
  readonly choice: number;
  readonly castByKey: string;
  readonly tally: Tally;
};

function votedStep({ decision }: LockedDecision, { before, choice, castByKey, tally }: Voted): Step {
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
async function assertMayVote(deps: VotingDeps, locked: LockedDecision, voting: Voting): Promise<string[]> {
  const { decision, ballot, committee, transaction, at } = locked;
  const { personKey, choice, mark } = voting;
  await actorNow(locked, personKey);
  const refuse = (reason: DecisionRefusal['reason']) => new DecisionRefusal(reason, decision, ballot.voteStatus);
  const { committeeId } = decision;
  const given = await givenVotes(deps, transaction, { committeeId, timeZone: committee.timeZone, at });
  const carried = carriedBy(personKey, ballot.votes, standInsOf(ballot.voters, given));
  if (carried.length === 0) throw refuse('not-decider');
  assertRequested(locked);
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
