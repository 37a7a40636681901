import { describe, expect, it } from 'vitest';
import { readOptions, writeOptions } from '../../../src/features/decisions/option-lines.js';

const titles = (text: string) => {
  const read = readOptions(text);
  return 'options' in read ? read.options.map(({ title }) => title) : read;
};

describe('options as people type them', () => {
  it('are lines of title, cost and consequence', () => {
    expect(readOptions('Search | 12 000 € | leads in March\n\n  Social |  | \nNothing')).toEqual({
      options: [
        { title: 'Search', cost: '12 000 €', consequence: 'leads in March' },
        { title: 'Social', cost: '', consequence: '' },
        { title: 'Nothing', cost: '', consequence: '' },
      ],
    });
  });

  it('lose the letter, number or dash that was typed before them, and nothing else', () => {
    expect(titles('A) Search\nB. Social')).toEqual(['Search', 'Social']);
    expect(titles('1. Search\n2) Social')).toEqual(['Search', 'Social']);
    expect(titles('- Search\n• Social')).toEqual(['Search', 'Social']);
    expect(titles('Plan B\nB) Search')).toEqual(['Plan B', 'Search']);
    expect(titles('B) Search\nSocial')).toEqual(['B) Search', 'Social']);
    expect(titles('A/B test\n-10 % on the price')).toEqual(['A/B test', '-10 % on the price']);
  });

  it.each([
    ['', { fault: 'too-few', count: 0 }],
    ['Only one', { fault: 'too-few', count: 1 }],
    ['a\nb\nc\nd\ne\nf\ng', { fault: 'too-many', count: 7 }],
    ['Search\n| 5 €', { fault: 'no-title', line: 2, text: '| 5 €' }],
    ['Search | 5 | x | y\nSocial', { fault: 'too-many-parts', line: 1, text: 'Search | 5 | x | y' }],
    ['Search\nsearch', { fault: 'twice', line: 2, text: 'search' }],
    [`Search\n${'x'.repeat(151)}`, { fault: 'title-too-long', line: 2, text: `${'x'.repeat(59)}…` }],
  ])('are refused with what is wrong: %j', (text, fault) => {
    expect(readOptions(text)).toEqual(fault);
  });

  it('are written as they would be typed', () => {
    const text = 'Search | 12 000 € | leads in March\nSocial\nRadio |  | all of France';
    const read = readOptions(text);

    expect('options' in read && writeOptions(read.options)).toBe(text);
  });
});
