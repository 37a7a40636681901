import { describe, expect, it } from 'vitest';
import { abstained, usualQuorum } from '../../../src/features/decisions/decision.js';
import { tallyOf, type Voter, voteStatusOf } from '../../../src/features/decisions/tally.js';

/** `A`, `B` …: a vote for an option; `-`: abstained; `.`: said nothing; in brackets: may not vote any more. */
function voters(said: string): Voter[] {
  return [...said.matchAll(/\(?[A-F.-]\)?/g)].map(([word], index) => {
    const letter = word.replace(/[()]/g, '');
    const choice = letter === '.' ? null : letter === '-' ? abstained : letter.charCodeAt(0) - 65;
    return { personKey: `p${index}`, choice, isEligible: !word.startsWith('(') };
  });
}

const voteStatus = (said: string, more: { quorum?: number; isOver?: boolean; optionCount?: number } = {}) =>
  voteStatusOf({ voters: voters(said), optionCount: 3, quorum: 3, isOver: false, ...more });

describe('where a vote stands', () => {
  it('goes on while somebody has said nothing and the deadline has not passed', () => {
    expect(voteStatus('AAAA.')).toEqual({ phase: 'open' });
    expect(voteStatus('.....')).toEqual({ phase: 'open' });
  });

  it('has an outcome once everybody has voted: the option with more votes than any other', () => {
    expect(voteStatus('ABBCB')).toEqual({ phase: 'outcome', option: 1 });
    expect(voteStatus('A----')).toEqual({ phase: 'outcome', option: 0 });
    expect(voteStatus('AABBC', { optionCount: 4 })).toEqual({ phase: 'tie', options: [0, 1] });
  });

  it('has an outcome at the deadline with the quorum and one vote for an option', () => {
    expect(voteStatus('C--..', { isOver: true })).toEqual({ phase: 'outcome', option: 2 });
    expect(voteStatus('AB-..', { isOver: true })).toEqual({ phase: 'tie', options: [0, 1] });
  });

  it('lapses at the deadline without the quorum, however clear the votes are', () => {
    expect(voteStatus('AA...', { isOver: true })).toEqual({ phase: 'lapsed', why: 'quorum' });
    expect(voteStatus('.....', { isOver: true })).toEqual({ phase: 'lapsed', why: 'quorum' });
  });

  it('decides nothing by abstentions alone: it goes on, and lapses at the deadline', () => {
    expect(voteStatus('-----')).toEqual({ phase: 'open' });
    expect(voteStatus('-----', { isOver: true })).toEqual({ phase: 'lapsed', why: 'no-vote' });
  });

  it('takes no vote of people who may not vote any more, and does not wait for them', () => {
    expect(voteStatus('AB(B)(B)A')).toEqual({ phase: 'outcome', option: 0 });
    expect(voteStatus('AAB(.)')).toEqual({ phase: 'outcome', option: 0 });
    expect(voteStatus('A(A)(A)', { isOver: true })).toEqual({ phase: 'lapsed', why: 'quorum' });
  });

  it('is not complete where fewer than the quorum are left: the deadline tells', () => {
    expect(voteStatus('AA(A)')).toEqual({ phase: 'open' });
    expect(voteStatus('(A)(B)(C)', { isOver: true })).toEqual({ phase: 'lapsed', why: 'quorum' });
  });

  it('counts what was said', () => {
    expect(tallyOf({ voters: voters('ABB-.(A)'), optionCount: 3 })).toEqual({
      counts: [1, 2, 0],
      abstentions: 1,
      voted: 4,
      deciders: 5,
    });
  });

  it('never has an outcome that fewer want than another option, or that came before its time', () => {
    const letters = ['A', 'B', '-', '.'];
    const all = (length: number): string[] =>
      length === 0 ? [''] : all(length - 1).flatMap((rest) => letters.map((letter) => rest + letter));
    for (const said of all(4)) {
      for (const isOver of [false, true]) {
        const count = (letter: string) => [...said].filter((one) => one === letter).length;
        const [a, b, silent] = [count('A'), count('B'), count('.')];
        const mayEnd = a + b > 0 && (isOver ? 4 - silent >= 3 : silent === 0);
        const expected = mayEnd ? (a === b ? 'tie' : a > b ? 0 : 1) : isOver ? 'lapsed' : 'open';
        const found = voteStatus(said, { isOver, optionCount: 2 });
        expect(found.phase === 'outcome' ? found.option : found.phase, `${said} over: ${isOver}`).toBe(expected);
      }
    }
  });
});

it.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [20, 11],
])('of %i deciders more than half are %i', (deciders, quorum) => {
  expect(usualQuorum(deciders)).toBe(quorum);
});
