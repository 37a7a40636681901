import { describe, expect, it } from 'vitest';
import { carriedBy } from '../../../src/surface/acts/carried.js';

const button = (value: string | null) => carriedBy({ value, selectedOption: null }, false);
const chosen = (selectedOption: string) => carriedBy({ value: null, selectedOption }, false);
const line = (selectedOption: string | null) => carriedBy({ value: null, selectedOption }, true);

describe('what a button or a choice carries', () => {
  it.each([
    ['of an item', button('i1'), { id: 'i1', rest: [], line: '' }],
    ['of an approval, with its round', button('a1|2'), { id: 'a1', rest: ['2'], line: '' }],
    ['of a vote, with the option and what was seen', button('d1|B|m'), { id: 'd1', rest: ['B', 'm'], line: '' }],
    ['of one of several things', chosen('i1'), { id: 'i1', rest: [], line: '' }],
    ['of a snooze, with its length', chosen('i1|week'), { id: 'i1', rest: ['week'], line: '' }],
    ['of a menu', line('edit|i1'), { id: 'i1', rest: [], line: 'edit' }],
    ['of a menu, with a round', line('withdraw|a1|2'), { id: 'a1', rest: ['2'], line: 'withdraw' }],
    ['of nothing', button(null), { id: '', rest: [], line: '' }],
    ['of a menu without a thing', line('history'), { id: '', rest: [], line: 'history' }],
    ['of a menu without anything', line(null), { id: '', rest: [], line: '' }],
  ])('is read as it has always been written: %s', (_, read, expected) => {
    expect(read).toEqual(expected);
  });
});
