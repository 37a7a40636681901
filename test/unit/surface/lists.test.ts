import { describe, expect, it } from 'vitest';
import { button, words, wordsBeside } from '../../../src/platform/slack/elements.js';
import { fitMessage } from '../../../src/platform/slack/fit-message.js';
import { longWords, sectionAtMost, wordsInLines } from '../../../src/platform/slack/long-words.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { listBlocks, listLines } from '../../../src/surface/lists/list-blocks.js';
import { emptyPage, pageCard, turnButtons } from '../../../src/surface/lists/pages.js';
import { buttonsOf, cardText } from '../../support/slack/card-words.js';

const say = loadTexts().in('en');
const more = (count: number) => `${count} more`;

describe('a list', () => {
  it('stands below its heading, and says how many more there are', () => {
    const entries = ['one', 'two'].map((text) => wordsBeside(text, button('open', { text: 'Open', value: text })));

    const blocks = listBlocks({ heading: words('*Things*'), entries, rest: 3, more });

    expect(cardText({ blocks }).split('\n')).toEqual(['*Things*', 'one', 'Open', 'two', 'Open', '3 more']);
    expect(buttonsOf({ blocks }).map(({ value }) => value)).toEqual(['one', 'two']);
  });

  it('may have entries of several blocks, of which none is counted as one more', () => {
    const blocks = listBlocks({
      heading: words('*Things*'),
      entries: [[words('one'), words('its buttons')]],
      rest: 0,
      more,
    });

    expect(cardText({ blocks })).toBe('*Things*\none\nits buttons');
  });

  it('that is empty says so below its heading, or is not there at all', () => {
    const heading = words('*Things*');

    expect(cardText({ blocks: listBlocks({ heading, entries: [], none: words('Nothing.') }) })).toBe(
      '*Things*\nNothing.',
    );
    expect(listBlocks({ heading, entries: [] })).toEqual([]);
  });

  it('in words names the first of its entries, and the number of the others', () => {
    const shown = { atMost: 2, line: (entry: string) => `• ${entry}`, more };

    expect(listLines(['a', 'b', 'c'], shown)).toEqual(['• a', '• b', '1 more']);
    expect(listLines(['a', 'b'], shown)).toEqual(['• a', '• b']);
    expect(listLines(['a', 'b'], { ...shown, total: 12 })).toEqual(['• a', '• b', '10 more']);
    expect(listLines([], shown)).toEqual([]);
  });
});

describe('a page of a list', () => {
  const turns = (skip: number, hasNext: boolean) =>
    turnButtons(say, { action: 'thing:page', skip, pageSize: 5, hasNext, valueAt: (at) => `all|${at}` });
  const pressable = (skip: number, hasNext: boolean) =>
    turns(skip, hasNext).map(({ action_id, value }) => `${action_id} ${value}`);

  it('has ways to the page before and the page after, where there are any', () => {
    expect(pressable(0, false)).toEqual([]);
    expect(pressable(0, true)).toEqual(['thing:page:next all|5']);
    expect(pressable(5, true)).toEqual(['thing:page:previous all|0', 'thing:page:next all|10']);
    // Where it began in the middle of a page, as after a change of its size.
    expect(pressable(3, false)).toEqual(['thing:page:previous all|0']);
  });

  it('says the same to whoever hears it as to whoever sees it', () => {
    const of = { title: 'Things', lines: ['• one', '• two'], entries: [words('one'), words('two')], range: '1–2 of 9' };

    const { text, blocks } = pageCard({ ...of, controls: turns(0, true) });

    expect(text).toBe('*Things*\n• one\n• two\n1–2 of 9');
    expect(cardText({ blocks })).toBe('*Things*\none\ntwo\n1–2 of 9\nNext');
    expect(pageCard({ ...of, controls: [] }).blocks.some(({ type }) => type === 'actions')).toBe(false);
  });

  it('of nothing says so below its title', () => {
    const { text, blocks } = emptyPage('Things', 'Nothing yet.');

    expect(text).toBe('*Things*\nNothing yet.');
    expect(cardText({ blocks })).toBe(text);
  });
});

describe('words that are longer than a section', () => {
  const textOf = (blocks: ReturnType<typeof longWords>) => blocks.map(({ text }) => text?.text ?? '');

  it('are packed line by line into as few sections as hold them', () => {
    const lines = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(1_400));

    const texts = textOf(wordsInLines(lines));

    expect(texts).toEqual([`${lines[0]}\n${lines[1]}`, `${lines[2]}\n${lines[3]}`]);
    expect(textOf(wordsInLines([]))).toEqual([]);
  });

  it('are cut where a single line fills more than one', () => {
    const [text, ...others] = textOf(wordsInLines(['x'.repeat(4_000)]));

    expect(others).toEqual([]);
    expect(text).toHaveLength(sectionAtMost);
    expect(text?.endsWith('…')).toBe(true);
  });

  it('go on in the next section without losing a letter, and stop where they may go no further', () => {
    const text = Array.from({ length: 1_600 }, (_, index) => `${index}&amp;`).join('');

    expect(textOf(longWords(text, 6)).join('')).toBe(text);
    expect(longWords(text, 2)).toHaveLength(2);
    expect(textOf(longWords('', 6))).toEqual([]);
  });

  it('fit a message as they are', () => {
    const blocks = [...longWords('y'.repeat(5_000), 2), ...wordsInLines(['z'.repeat(2_000), 'z'.repeat(2_000)])];

    expect(fitMessage({ text: 'words', blocks }).blocks).toEqual(blocks);
  });
});
