import { abstained, type Vote } from './decision.js';

/** A decider as they count now: whoever left, or became a guest, does not. */
export type Voter = Pick<Vote, 'personKey' | 'choice'> & { readonly isEligible: boolean };

export type Tally = {
  /** Votes of each option, in its order. */
  readonly counts: readonly number[];
  readonly abstentions: number;
  /** Those who chose or abstained. */
  readonly voted: number;
  /** Those who may vote. */
  readonly deciders: number;
};

export type TallyAsk = {
  readonly voters: readonly Voter[];
  readonly optionCount: number;
  readonly quorum: number;
  /** The deadline has passed. */
  readonly isOver: boolean;
};

/**
 * Where a vote stands. `open`: it goes on. `outcome` and `tie` wait to be recorded: a tie is broken by nobody but the
 * chair. `lapsed`: time ran out without the quorum, or without one vote for an option; silence is never consent.
 */
export type VoteStatus =
  | { readonly phase: 'open' }
  | { readonly phase: 'outcome'; readonly option: number }
  | { readonly phase: 'tie'; readonly options: readonly number[] }
  | { readonly phase: 'lapsed'; readonly why: 'quorum' | 'no-vote' };

/** Counts the votes of those who may vote. */
export function tallyOf({ voters, optionCount }: Pick<TallyAsk, 'voters' | 'optionCount'>): Tally {
  const eligible = voters.filter(({ isEligible }) => isEligible);
  const counts = Array.from(
    { length: optionCount },
    (_, option) => eligible.filter(({ choice }) => choice === option).length,
  );
  const abstentions = eligible.filter(({ choice }) => choice === abstained).length;
  const voted = abstentions + counts.reduce((sum, count) => sum + count, 0);
  return { counts, abstentions, voted, deciders: eligible.length };
}

/**
 * Judges a vote: the option with more votes than any other is the outcome once everybody has voted, or the deadline has
 * passed with the quorum and at least one vote for an option. While there are abstentions only, nothing is decided.
 */
export function voteStatusOf(ask: TallyAsk): VoteStatus {
  const { counts, voted, deciders } = tallyOf(ask);
  const most = Math.max(0, ...counts);
  const isComplete = deciders > 0 && voted === deciders && voted >= ask.quorum && most > 0;
  if (!ask.isOver && !isComplete) return { phase: 'open' };
  if (voted < ask.quorum) return { phase: 'lapsed', why: 'quorum' };
  if (most === 0) return { phase: 'lapsed', why: 'no-vote' };
  const first = counts.indexOf(most);
  const options = counts.flatMap((count, option) => (count === most ? [option] : []));
  return options.length === 1 ? { phase: 'outcome', option: first } : { phase: 'tie', options };
}
