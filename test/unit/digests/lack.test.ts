import { describe, expect, it } from 'vitest';
import { type Lack, lackPlaces, nextStep } from '../../../src/features/digests/lacks/lack.js';

const since = new Date('2026-11-16T08:00:00Z');
const atMinute = (minutes: number) => new Date(since.getTime() + minutes * 60_000);
const fresh: Lack = { since, tries: 0, triedAt: null, givenUpAt: null };

/** A day and a half on which somebody looks each minute and nothing helps: minutes of each try, and when it is given up. */
function longDay(): { tries: number[]; givenUp: number } {
  let lack = fresh;
  const tries: number[] = [];
  for (let minute = 0; minute < 2_160; minute += 1) {
    const now = atMinute(minute);
    const step = nextStep(lack, now);
    if (step === 'give-up') return { tries, givenUp: minute };
    if (step !== 'try') continue;
    tries.push(minute);
    lack = { ...lack, tries: lack.tries + 1, triedAt: now };
  }
  throw new Error('It was never given up');
}

describe('what a message lacks', () => {
  it('is tried less and less often, a last time when its day is over, and then given up', () => {
    const { tries, givenUp } = longDay();

    expect(tries.slice(0, 5)).toEqual([5, 15, 35, 75, 155]);
    expect(tries.at(-1)).toBe(1_440);
    expect(givenUp).toBe(1_441);
    expect(tries.length).toBeLessThan(15);
  });

  it('is tried once more before it is given up, however long nobody looked', () => {
    expect(nextStep(fresh, atMinute(3 * 1_440))).toBe('try');
    expect(nextStep({ ...fresh, tries: 1, triedAt: atMinute(3 * 1_440) }, atMinute(3 * 1_440 + 1))).toBe('give-up');
  });

  it('rests once it was given up', () => {
    expect(
      nextStep({ ...fresh, tries: 9, triedAt: atMinute(1_440), givenUpAt: atMinute(1_441) }, atMinute(9_999)),
    ).toBe('rest');
  });

  it('has words for what people can do about it, and keeps a code that nobody has met', () => {
    expect(lackPlaces('storage_limit_reached')).toEqual({ kind: 'full', code: 'storage_limit_reached' });
    expect(lackPlaces('team_is_on_fire')).toEqual({ kind: 'other', code: 'team_is_on_fire' });
  });
});
