import type { Locale } from '../../kernel/numbers.js';
import type { Member } from '../committees/public.js';
import type { Approval, Delegation, Vote } from './approval.js';
import type { Tally } from './policy.js';

/** Somebody who may vote now. */
export type Elector = {
  readonly personKey: string;
  readonly name: string;
  /** Null until linked. */
  readonly slackUserId: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Who votes in their place today; null where nobody does. */
  readonly delegateKey: string | null;
  /** They are on leave today; only looked up where it is shown. */
  readonly isAway: boolean;
};

/** A committee's people on one of its days. */
export type Roster = {
  readonly members: readonly Member[];
  /** In force on that day, of this committee. */
  readonly delegations: readonly Delegation[];
  /** Keys of those who are on leave on that day. */
  readonly away: ReadonlySet<string>;
};

export type Asked = Pick<Approval, 'stage' | 'requestedByKey' | 'changedByKeys'> & { readonly ownerKey: string };

/**
 * Who may vote, by key: the committee's approvers, or its chair alone, who have an account, are no guests, and neither
 * asked for this, nor changed what is asked, nor own the action.
 */
export function electorateOf({ members, delegations, away }: Roster, asked: Asked): Elector[] {
  const role = asked.stage === 'chair' ? 'chair' : 'approver';
  const isFree = (member: Member) => isPresent(member) && !hasInterest(member.personKey, asked);
  const delegates = new Set(members.filter(isFree).map(({ personKey }) => personKey));
  return members
    .filter((member) => member.role === role && isFree(member))
    .map(({ personKey, name, slackUserId, locale, timeZone }) => {
      const given = delegations.find(({ fromKey, toKey }) => fromKey === personKey && delegates.has(toKey));
      const isAway = away.has(personKey);
      return { personKey, name, slackUserId, locale, timeZone, delegateKey: given?.toKey ?? null, isAway };
    })
    .sort((a, b) => (a.personKey < b.personKey ? -1 : 1));
}

function isPresent({ isGuest, leftAt }: Member): boolean {
  return !isGuest && leftAt === null;
}

function hasInterest(personKey: string, asked: Asked): boolean {
  return personKey === asked.ownerKey || hasAsked(personKey, asked);
}

/** Whose request it is: whoever made it, and whoever changed what is asked. */
export function hasAsked(personKey: string, asked: Pick<Asked, 'requestedByKey' | 'changedByKeys'>): boolean {
  return personKey === asked.requestedByKey || asked.changedByKeys.includes(personKey);
}

/**
 * Whose votes a person's click casts: their own, and those of each whom they stand in for and who has not voted
 * themselves in this round. Only an approver's own vote is delegated: what was delegated to me I cannot pass on.
 */
export function carriedBy(personKey: string, electorate: readonly Elector[], votes: readonly Vote[]): string[] {
  const hasVotedThemselves = (key: string) =>
    votes.some(({ approverKey, castByKey }) => approverKey === key && castByKey === key);
  return electorate
    .filter((elector) => {
      if (elector.personKey === personKey) return true;
      return elector.delegateKey === personKey && !hasVotedThemselves(elector.personKey);
    })
    .map((elector) => elector.personKey);
}

/** Counts the votes of a round: those of people who may not vote any more do not count. */
export function tallyOf(electorate: readonly Elector[], votes: readonly Vote[]): Tally {
  const choices = new Map(votes.map(({ approverKey, choice }) => [approverKey, choice]));
  const count = (choice: Vote['choice']) =>
    electorate.filter(({ personKey }) => choices.get(personKey) === choice).length;
  const [approved, rejected, abstained] = [count('approve'), count('reject'), count('abstain')];
  return { approved, rejected, abstained, unsaid: electorate.length - approved - rejected - abstained };
}
