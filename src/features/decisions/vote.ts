import type { Decision } from './decision.js';
import { abstained, optionLetter } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import { readBallot } from './facts/repository.js';
import { assertRequested, changeHeld, type Held, heldActor, tellOutcome } from './held.js';
import { DecisionRefusal } from './refusal.js';
import { ballotMark, saveVote } from './repository.js';
import type { Standing } from './tally.js';

export type Voting = {
  readonly decisionId: string;
  readonly personKey: string;
  /** Position of the option, or `abstained`. */
  readonly choice: number;
  /** `ballotMark` of what the person saw. */
  readonly mark: string;
};

/**
 * Stores what a decider says; said before, it is replaced. Who may is looked at here, in the transaction of the click.
 * The same vote again changes nothing. When it completes the vote, whoever records it is told.
 * @throws DecisionRefusal (`unknown`, `gone`, `not-decider`, `decided`, `stale`, `over`); then nothing was changed
 */
export async function castVote(
  deps: DecisionStoreDeps,
  voting: Voting,
): Promise<{ readonly decision: Decision; readonly standing: Standing }> {
  let standing: Standing = { phase: 'open' };
  const change = { decisionId: voting.decisionId, actorKey: voting.personKey, surface: 'slack' } as const;
  const decision = await changeHeld(deps, change, async (held) => {
    await assertMayVote(held, voting);
    const before = held.ballot.votes.find(({ personKey }) => personKey === voting.personKey)?.choice ?? null;
    standing = held.ballot.standing;
    if (before === voting.choice) return null;
    const { personKey, choice } = voting;
    const vote = { personKey, choice, castByKey: personKey, votedAt: held.at };
    await saveVote(held.transaction, held.decision.id, vote);
    const { timeZone } = held.committee;
    const after = await readBallot(held.transaction, held.decision, { at: held.at, timeZone });
    standing = after.standing;
    await tellOutcome(deps, held, standing);
    const { counts, abstentions, voted } = after.tally;
    return {
      after: held.decision,
      what: 'voted',
      told: {
        before: { personKey, choice: choiceText(before) },
        after: { personKey, choice: choiceText(choice), counts, abstentions, voted },
      },
    };
  });
  return { decision, standing };
}

async function assertMayVote(held: Held, { personKey, choice, mark }: Voting): Promise<void> {
  const { decision, ballot } = held;
  await heldActor(held, personKey);
  const refuse = (reason: DecisionRefusal['reason']) => new DecisionRefusal(reason, decision, ballot.standing);
  if (!ballot.votes.some((vote) => vote.personKey === personKey)) throw refuse('not-decider');
  assertRequested(held);
  if (ballot.today > decision.deadlineOn) throw refuse('over');
  const isOption = Number.isInteger(choice) && choice >= 0 && choice < decision.options.length;
  if (mark !== ballotMark(decision) || !(isOption || choice === abstained)) throw refuse('stale');
}

/** As an event tells it: `A`, `abstained`, or null. */
function choiceText(choice: number | null): string | null {
  if (choice === null) return null;
  return choice === abstained ? 'abstained' : optionLetter(choice);
}
