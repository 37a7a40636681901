import { ValidationError } from '../../kernel/errors.js';
import { findCommitteeById } from '../../organisation/committees/committees.js';
import { findPersonByKey } from '../../organisation/people/people.js';
import type { Transaction } from '../../platform/db/database.js';
import { findItem, type Item } from '../follow-up/public.js';
import type { Approval, Vote, VoteChoice } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';
import { askedFacts, recordApproval } from './approval-events.js';
import { decide } from './decide.js';
import { type Elector, electorateOf, hasAsked, seatOf, tallyOf } from './electorate.js';
import { judge } from './policy.js';
import { ApprovalRefusal } from './refusal.js';
import { deleteVote, listVotes, rosterOf, takeApproval, writeVote } from './stored-approvals.js';
import { textKept } from './words-kept.js';

export type Casting = {
  readonly approvalId: string;
  /** The round that the card showed. */
  readonly round: number;
  readonly personKey: string;
  readonly choice: VoteChoice;
  /** Why rejected, or what is to change: needed then. */
  readonly comment: string | null;
};

export type CastVote = {
  readonly approval: Approval;
  /** As it stands after that. */
  readonly item: Item;
  readonly outcome: 'pending' | 'approved' | 'rejected';
  /** Whose vote was cast: one's own, or that of somebody one stands in for. Null where the same was said already. */
  readonly castFor: string | null;
};

/**
 * Casts a vote, and decides where the policy is met, in one transaction, by what the store says at this moment.
 * @throws ApprovalRefusal with its reason; ValidationError for a rejection or a wish without words (`comment`)
 */
export async function castVote(deps: ApprovalDeps, casting: Casting): Promise<CastVote> {
  const comment = textKept(casting.comment ?? '');
  if (comment === '' && (casting.choice === 'reject' || casting.choice === 'change')) {
    throw new ValidationError(`A vote to ${casting.choice} needs words`, { comment: 'required' });
  }
  const done = await deps.database.transaction((transaction) =>
    store(deps, transaction, { ...casting, comment: comment === '' ? null : comment }),
  );
  if (done.castFor === null && done.outcome === 'pending') return done;
  deps.kick();
  deps.onChanged({ ...done, kind: done.outcome === 'pending' ? 'voted' : 'decided' });
  return done;
}

async function store(deps: ApprovalDeps, transaction: Transaction, casting: Casting): Promise<CastVote> {
  const ballot = await openBallot(deps, transaction, casting);
  const { approval, item, electorate, votes } = ballot;
  const { personKey } = casting;
  const seat = seatOf(personKey, electorate, votes);
  if (seat === null) throw await whyNot(deps, transaction, { ballot, personKey });
  const vote = voteOf({ casting, approval, approverKey: seat, at: deps.clock.now() });
  // Nobody counts for two: what they said in another place before is taken back.
  const takenBack = votes.filter(({ castByKey, approverKey }) => castByKey === personKey && approverKey !== seat);
  const isSaid = takenBack.length === 0 && votes.some((said) => isSame(said, vote));
  const kept = votes.filter((said) => said.approverKey !== seat && !takenBack.includes(said));
  const all = isSaid ? votes : [...kept, vote];
  if (!isSaid) {
    for (const said of takenBack) await deleteVote(transaction, said);
    await writeVote(transaction, vote);
    await recordVote(transaction, { vote, before: votes, takenBack, ballot: { ...ballot, votes: all } });
  }
  const castFor = isSaid ? null : seat;
  const outcome = judge(approval.policy, tallyOf(electorate, all));
  if (outcome === 'pending') {
    if (!isSaid) await deps.copies.redraw(transaction, approval);
    return { approval, item, outcome, castFor };
  }
  const decided = await decide(deps, transaction, { ...ballot, votes: all, outcome, actorKey: personKey, castFor });
  return { ...decided, outcome, castFor };
}

type Ballot = {
  readonly approval: Approval;
  readonly item: Item;
  readonly electorate: readonly Elector[];
  /** Of this round. */
  readonly votes: readonly Vote[];
};

/** Takes the approval, so that votes come one after the other, and then reads who may vote and who has. */
async function openBallot(
  { workspaceId, clock }: ApprovalDeps,
  transaction: Transaction,
  { approvalId: id, round }: Casting,
): Promise<Ballot> {
  const approval = await takeApproval(transaction, { workspaceId, id });
  if (!approval) throw new ApprovalRefusal('unknown');
  const item = await findItem(transaction, { workspaceId, id: approval.itemId });
  if (!item) throw new ApprovalRefusal('unknown', { approval });
  if (approval.state !== 'pending') throw new ApprovalRefusal('decided', { approval, item });
  if (approval.round !== round) throw new ApprovalRefusal('stale-round', { approval, item });
  const now = clock.now();
  // A click counts by the clock, whether or not a sweep has come by since.
  if (now > approval.expiresAt) throw new ApprovalRefusal('expired', { approval, item });
  const committee = await findCommitteeById(transaction, { workspaceId, id: approval.committeeId });
  const roster = committee && (await rosterOf(transaction, committee, now));
  const electorate = roster ? electorateOf(roster, { ...approval, ownerKey: item.ownerKey }) : [];
  const votes = await listVotes(transaction, { approvalIds: [id], round });
  return { approval, item, electorate, votes };
}

async function whyNot(
  { workspaceId }: ApprovalDeps,
  transaction: Transaction,
  { ballot, personKey }: { readonly ballot: Ballot; readonly personKey: string },
): Promise<ApprovalRefusal> {
  const { approval, item } = ballot;
  if (hasAsked(personKey, approval)) return new ApprovalRefusal('own-request', ballot);
  if (personKey === item.ownerKey) return new ApprovalRefusal('is-owner', ballot);
  if (ballot.electorate.some(({ delegateKey }) => delegateKey === personKey))
    return new ApprovalRefusal('spoken', ballot);
  const person = await findPersonByKey(transaction, { workspaceId, key: personKey });
  return new ApprovalRefusal(person?.isGuest ? 'guest' : 'not-approver', ballot);
}

type NewVote = {
  readonly casting: Casting;
  readonly approval: Approval;
  readonly approverKey: string;
  readonly at: Date;
};

function voteOf({ casting, approval, approverKey, at }: NewVote): Vote {
  const { personKey: castByKey, choice, comment } = casting;
  return { approvalId: approval.id, round: approval.round, approverKey, castByKey, choice, comment, at };
}

function isSame(a: Vote, b: Vote): boolean {
  return (
    a.approverKey === b.approverKey && a.castByKey === b.castByKey && a.choice === b.choice && a.comment === b.comment
  );
}

type Cast = {
  readonly vote: Vote;
  readonly before: readonly Vote[];
  /** Those of the same person for others, which no longer count. */
  readonly takenBack: readonly Vote[];
  readonly ballot: Ballot;
};

function recordVote(transaction: Transaction, { vote, before, takenBack, ballot }: Cast): Promise<void> {
  const { approval, item, electorate, votes } = ballot;
  const { approverKey, castByKey, choice, comment, round, at } = vote;
  const said = before.find((other) => other.approverKey === approverKey);
  return recordApproval(transaction, {
    approval,
    what: 'voted',
    actorKey: castByKey,
    ...(castByKey === approverKey ? {} : { onBehalfOf: approverKey }),
    ...(said ? { before: { choice: said.choice, comment: said.comment, castByKey: said.castByKey } } : {}),
    after: {
      approverKey,
      choice,
      comment,
      round,
      ...(takenBack.length > 0 ? { takenBack: takenBack.map((said) => said.approverKey) } : {}),
      policy: approval.policy,
      tally: tallyOf(electorate, votes),
      asked: askedFacts(item),
    },
    at,
  });
}
