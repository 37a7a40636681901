import type { Locale } from '../../kernel/numbers.js';
import type { Member } from '../../organisation/committees/committees.js';
import { isColleague } from '../../organisation/committees/seats.js';
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
  /** Who may vote in their place today: somebody without a vote of their own here. Null where nobody does. */
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
  const isFree = (member: Member) => isColleague(member) && !hasInterest(member.personKey, asked);
  const electors = members.filter((member) => member.role === role && isFree(member));
  const voting = new Set(electors.map(({ personKey }) => personKey));
  // Whoever has a vote gives that one and no other: four eyes are those of two people.
  const delegates = new Set(members.filter(isFree).flatMap(({ personKey: key }) => (voting.has(key) ? [] : [key])));
  return electors
    .map(({ personKey, name, slackUserId, locale, timeZone }) => {
      const given = delegations.find(({ fromKey, toKey }) => fromKey === personKey && delegates.has(toKey));
      const isAway = away.has(personKey);
      return { personKey, name, slackUserId, locale, timeZone, delegateKey: given?.toKey ?? null, isAway };
    })
    .sort((a, b) => (a.personKey < b.personKey ? -1 : 1));
}

function hasInterest(personKey: string, asked: Asked): boolean {
  return personKey === asked.ownerKey || hasAsked(personKey, asked);
}

/** Whose request it is: whoever made it, and whoever changed what is asked. */
export function hasAsked(personKey: string, asked: Pick<Asked, 'requestedByKey' | 'changedByKeys'>): boolean {
  return personKey === asked.requestedByKey || asked.changedByKeys.includes(personKey);
}

/**
 * Whose vote a person's click casts, null where there is none: their own where they have one; else that of one of those
 * whom they stand in for and who have not voted themselves in this round. They stay with the one for whom they have
 * voted; else it is the first, by key, for whom nobody has. Only an approver's own vote is delegated: what was delegated
 * to me I cannot pass on.
 */
export function seatOf(personKey: string, electorate: readonly Elector[], votes: readonly Vote[]): string | null {
  if (electorate.some((elector) => elector.personKey === personKey)) return personKey;
  const said = new Map(votes.map(({ approverKey, castByKey }) => [approverKey, castByKey]));
  const absent = electorate
    .filter((elector) => elector.delegateKey === personKey && said.get(elector.personKey) !== elector.personKey)
    .map((elector) => elector.personKey);
  return absent.find((key) => said.get(key) === personKey) ?? absent.find((key) => !said.has(key)) ?? absent[0] ?? null;
}

/** The votes of people who may vote, one of each person who gave it: whoever voted themselves counts for nobody else. */
export function countedVotes(
  electorate: readonly Pick<Elector, 'personKey'>[],
  votes: readonly Vote[],
): readonly Vote[] {
  const keys = new Set(electorate.map(({ personKey }) => personKey));
  const valid = votes.filter(({ approverKey }) => keys.has(approverKey));
  const isOwn = ({ approverKey, castByKey }: Vote) => approverKey === castByKey;
  const heard = new Set(valid.filter(isOwn).map(({ castByKey }) => castByKey));
  return valid.filter((vote) => {
    if (isOwn(vote)) return true;
    const isNew = !heard.has(vote.castByKey);
    heard.add(vote.castByKey);
    return isNew;
  });
}

/** Whether a vote counts that says something; a wish for a change does not. */
export function hasSaid(approverKey: string, electorate: readonly Elector[], votes: readonly Vote[]): boolean {
  return countedVotes(electorate, votes).some((vote) => vote.approverKey === approverKey && vote.choice !== 'change');
}

/** Counts the votes of a round. */
export function tallyOf(electorate: readonly Elector[], votes: readonly Vote[]): Tally {
  const choices = countedVotes(electorate, votes).map(({ choice }) => choice);
  const count = (choice: Vote['choice']) => choices.filter((one) => one === choice).length;
  const [approved, rejected, abstained] = [count('approve'), count('reject'), count('abstain')];
  return { approved, rejected, abstained, unsaid: electorate.length - approved - rejected - abstained };
}
