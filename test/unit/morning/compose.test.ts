import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { textLengthOf } from '../../../src/platform/slack/fit-block.js';
import { fitMessage } from '../../../src/platform/slack/fit-message.js';
import { composeAlone, composeParts, settledPart } from '../../../src/surface/morning/compose.js';
import type { PartMessage } from '../../../src/surface/morning/part.js';

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const row = (id: string): KnownBlock => ({
  type: 'actions',
  block_id: id,
  elements: [{ type: 'button', action_id: 'open', text: { type: 'plain_text', text: 'Open' }, value: id }],
});

/** A part with so many things, each with words of that length and a row of buttons. */
function aPart(
  name: string,
  count: number,
  { total = count, length = 20, tail = [] as KnownBlock[] } = {},
): PartMessage {
  return {
    heading: `*${name}*`,
    brief: `${total} ${name}.`,
    opening: `${total} ${name}.`,
    head: [],
    entries: Array.from({ length: count }, (_, index) => {
      const words = `${name}${index + 1} `.padEnd(length, 'x');
      return { line: `• ${words}`, blocks: [section(words), row(`${name}:${index}`)] };
    }),
    total,
    more: (rest) => [section(`${rest} more ${name}`)],
    tail,
  };
}

const wordsIn = (blocks: readonly { readonly type: string }[]) =>
  blocks.flatMap((block) =>
    block.type === 'divider' ? ['---'] : (/"text":"([^"]+)"/.exec(JSON.stringify(block))?.[1] ?? []),
  );

const shownOf = (blocks: readonly object[], name: string) =>
  JSON.stringify(blocks).match(new RegExp(`"block_id":"${name}:`, 'g'))?.length ?? 0;

describe('a message of several parts', () => {
  it('has one title, a line between its parts, and names each of them in its first line', () => {
    const { text, blocks } = composeParts('Monday 7 December', [aPart('votes', 1), aPart('items', 2)]);

    expect(wordsIn(blocks)).toEqual([
      'Monday 7 December',
      '*votes*',
      'votes1 xxxxxxxxxxxxx',
      'Open',
      '---',
      '*items*',
      'items1 xxxxxxxxxxxxx',
      'Open',
      'items2 xxxxxxxxxxxxx',
      'Open',
    ]);
    expect(text).toBe(
      [
        '1 votes. 2 items.',
        '1 votes.\n• votes1 xxxxxxxxxxxxx',
        '2 items.\n• items1 xxxxxxxxxxxxx\n• items2 xxxxxxxxxxxxx',
      ].join('\n\n'),
    );
  });

  it('says of a settled part that it is, and in words only of what is not', () => {
    const done = settledPart('All voted.', { heading: null });

    const one = composeParts('Monday', [done, aPart('items', 1)]);
    const none = composeParts('Monday', [done, settledPart('All done.', { heading: '*items*' })]);

    expect(wordsIn(one.blocks)).toContain('All voted.');
    expect(one.text).toBe('1 items.\n• items1 xxxxxxxxxxxxx');
    expect(none.text).toBe('All voted.\nAll done.');
  });

  it.each([20, 200, 280])('fits Slack with words of %d characters, and no part crowds out another', (length) => {
    const tail = [section('t'.repeat(length))];
    const names = ['votes', 'meetings', 'items', 'owners'];
    const parts = names.map((name) => aPart(name, name === 'meetings' ? 2 : 10, { length, tail }));

    const { text, blocks } = composeParts('Monday', parts);

    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(textLengthOf(blocks)).toBeLessThanOrEqual(10_000);
    expect(text.length).toBeLessThanOrEqual(3_900);
    expect(fitMessage({ text, blocks }).blocks).toHaveLength(blocks.length);
    const shown = names.map((name) => shownOf(blocks, name));
    expect(shown[1]).toBe(2);
    for (const [index, count] of shown.entries()) {
      if (index === 1) continue;
      expect(count).toBeGreaterThanOrEqual(3);
      expect(wordsIn(blocks)).toContain(`${10 - count} more ${names[index]}`);
      expect(text).toContain(`• ${names[index]}${count} `);
      expect(text).not.toContain(`• ${names[index]}${count + 1} `);
    }
    expect(Math.max(...shown.filter((_, index) => index !== 1)) - Math.min(shown[0] ?? 0, shown[2] ?? 0)).toBeLessThan(
      2,
    );
  });

  it('gives what one part leaves free to the others, and counts what has no entry at all', () => {
    const { blocks } = composeParts('Monday', [aPart('votes', 1), aPart('items', 10, { total: 37 })]);

    expect(shownOf(blocks, 'items')).toBe(10);
    expect(wordsIn(blocks)).toContain('27 more items');
  });

  it('stays a message when what stands around the entries is too much by itself', () => {
    const tail = Array.from({ length: 60 }, (_, index) => section(`note ${index}`));

    const { blocks } = composeParts('Monday', [aPart('votes', 3, { tail }), aPart('items', 3)]);

    expect(fitMessage({ text: 'x', blocks }).blocks.length).toBeLessThanOrEqual(50);
  });
});

describe('a part by itself', () => {
  it('stands below its own title, without a heading', () => {
    const { text, blocks } = composeAlone('Your votes', aPart('votes', 1));

    expect(wordsIn(blocks)).toEqual(['Your votes', 'votes1 xxxxxxxxxxxxx', 'Open']);
    expect(text).toBe('1 votes.\n• votes1 xxxxxxxxxxxxx');
  });
});
