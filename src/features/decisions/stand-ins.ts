import type { CalendarDate } from '../../kernel/calendar.js';
import { localDate } from '../../kernel/zoned-time.js';
import { type Member, membersOf } from '../../organisation/committees/committees.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Vote } from './decision.js';

/** Somebody gave their vote to a colleague for some days. */
export type GivenVote = { readonly fromKey: string; readonly toKey: string };

export type GivenVotesAsk = {
  readonly workspaceId: string;
  readonly committeeId: string;
  /** The committee's day. */
  readonly on: CalendarDate;
};

/** Delegating is the approvals' affair, which know decisions. */
export type DelegationsIn = (store: Transaction, ask: GivenVotesAsk) => Promise<readonly GivenVote[]>;

/** Who votes today in whose place: keys of the delegates by those of the deciders. */
export type StandIns = ReadonlyMap<string, string>;

/** Who gave their vote to whom in a committee today: to a colleague who still sits there. */
export async function givenVotes(
  { workspaceId, delegationsIn }: { readonly workspaceId: string; readonly delegationsIn: DelegationsIn },
  store: Transaction,
  { committeeId, timeZone, at }: { readonly committeeId: string; readonly timeZone: string; readonly at: Date },
): Promise<GivenVote[]> {
  const given = await delegationsIn(store, { workspaceId, committeeId, on: localDate(at, timeZone) });
  if (given.length === 0) return [];
  const members = await membersOf(store, { committeeId });
  const present = new Set(members.filter(isPresent).map(({ personKey }) => personKey));
  return given.filter(({ toKey }) => present.has(toKey)).map(({ fromKey, toKey }) => ({ fromKey, toKey }));
}

function isPresent({ isGuest, leftAt }: Member): boolean {
  return !isGuest && leftAt === null;
}

/** Those of a decision: the first who was named votes for each of its deciders who may vote. */
export function standInsOf(
  voters: readonly { readonly personKey: string; readonly isEligible: boolean }[],
  given: readonly GivenVote[],
): StandIns {
  const deciders = new Set(voters.filter(({ isEligible }) => isEligible).map(({ personKey }) => personKey));
  const standIns = new Map<string, string>();
  for (const { fromKey, toKey } of given) {
    if (deciders.has(fromKey) && !standIns.has(fromKey)) standIns.set(fromKey, toKey);
  }
  return standIns;
}

/**
 * Whose votes a click of somebody's casts: their own where they decide, and those of deciders in whose place they vote
 * and who have not voted themselves. What was given to them they cannot pass on: only a decider's own choice counts.
 */
export function carriedBy(personKey: string, votes: readonly Vote[], standIns: StandIns): string[] {
  return votes
    .filter((vote) => {
      if (vote.personKey === personKey) return true;
      return standIns.get(vote.personKey) === personKey && !hasVotedThemselves(vote);
    })
    .map((vote) => vote.personKey);
}

/** Nobody votes in the place of somebody who has. */
export function hasVotedThemselves({ personKey, choice, castByKey }: Vote): boolean {
  return choice !== null && castByKey === personKey;
}
