import type { Block } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { fitMessage } from '../../../../src/platform/slack/fit-message.js';
import { checkBlocks } from '../../../../src/sandbox/blocks/check.js';

const leftOut = (count: number) => `${count} parts left out`;

const section = (text: string): Block => Object.assign({ type: 'section' }, { text: { type: 'mrkdwn', text } });
const table = (rows: number, cell = 'x'): Block =>
  Object.assign({ type: 'table' }, { rows: Array.from({ length: rows }, () => [{ type: 'raw_text', text: cell }]) });

/** What Slack itself would say, by a table of limits that is not ours. */
function slackTakes(blocks: readonly Block[]): void {
  checkBlocks(structuredClone(blocks), { surface: 'message', isUsableFile: () => true });
}

function fitted(blocks: readonly Block[], text = 'Digest'): readonly Block[] {
  const message = fitMessage({ text, blocks }, leftOut);
  slackTakes(message.blocks);
  return message.blocks;
}

describe('making a message fit', () => {
  it('leaves a message that fits as it is', () => {
    const blocks = [section('All is well'), table(3)];

    expect(fitted(blocks)).toEqual(blocks);
  });

  it('keeps what else a message holds', () => {
    expect(fitMessage({ text: 'a', blocks: [], key: 'k' }, leftOut)).toEqual({ text: 'a', blocks: [], key: 'k' });
  });

  it('shortens the top-level text to what an edit still takes', () => {
    expect(fitMessage({ text: 'a'.repeat(5_000), blocks: [] }, leftOut).text).toHaveLength(3_900);
  });

  it.each<[string, Block]>([
    ['section', section('a'.repeat(4_000))],
    ['field', Object.assign({ type: 'section' }, { fields: [{ type: 'mrkdwn', text: 'f'.repeat(2_500) }] })],
    ['header', Object.assign({ type: 'header' }, { text: { type: 'plain_text', text: 'h'.repeat(200) } })],
    ['context', Object.assign({ type: 'context' }, { elements: [{ type: 'mrkdwn', text: 'c'.repeat(3_500) }] })],
    ['image', Object.assign({ type: 'image' }, { slack_file: { id: 'F00000001' }, alt_text: 'a'.repeat(3_000) })],
    [
      'button',
      Object.assign(
        { type: 'actions' },
        { elements: [{ type: 'button', action_id: 'b', text: { type: 'plain_text', text: 'b'.repeat(90) } }] },
      ),
    ],
    ['table', table(150)],
    [
      'container',
      Object.assign(
        { type: 'container' },
        {
          title: { type: 'plain_text', text: 't'.repeat(200) },
          child_blocks: Array.from({ length: 12 }, () => section('s')),
        },
      ),
    ],
  ])('brings an overlong %s within the limits without losing the block', (_name, block) => {
    expect(fitted([block])).toMatchObject([{ type: block.type }]);
  });

  it('drops blocks without anything to show, which Slack would refuse', () => {
    const blank = [section('  '), Object.assign({ type: 'context' }, { elements: [] }), section('kept')];

    expect(fitted(blank)).toHaveLength(1);
  });

  it('gives a picture without words a dash rather than losing the message', () => {
    const picture = Object.assign({ type: 'image' }, { slack_file: { id: 'F00000001' }, alt_text: '' });

    expect(fitted([picture])).toMatchObject([{ alt_text: '–' }]);
  });

  it('keeps 50 blocks and says how many were left out', () => {
    const blocks = fitted(Array.from({ length: 60 }, (_, index) => section(`line ${index}`)));

    expect(blocks).toHaveLength(50);
    expect(blocks.at(-1)).toMatchObject({ elements: [{ text: '11 parts left out' }] });
  });

  it('keeps the sum of all text below what Slack takes', () => {
    const blocks = fitted(Array.from({ length: 6 }, () => section('a'.repeat(2_900))));

    expect(blocks).toHaveLength(4);
    expect(blocks.at(-1)).toMatchObject({ elements: [{ text: '3 parts left out' }] });
  });

  it('keeps the buttons when other blocks have to go', () => {
    const button = { type: 'button', action_id: 'ok', text: { type: 'plain_text', text: 'Approve' } };
    const buttons = Object.assign({ type: 'actions' }, { elements: [button] });

    const blocks = fitted([...Array.from({ length: 55 }, () => section('line')), buttons]);

    expect(blocks).toHaveLength(50);
    expect(blocks.at(-2)).toEqual(buttons);
  });

  it('keeps one table, also when the second hides in a container', () => {
    const folded = Object.assign(
      { type: 'container' },
      { title: { type: 'plain_text', text: 'More' }, child_blocks: [table(2)] },
    );

    const blocks = fitted([table(2), folded]);

    expect(blocks).toMatchObject([{ type: 'table' }, { elements: [{ text: '1 parts left out' }] }]);
  });

  it('ends with nothing but the notice when one block alone is too long', () => {
    expect(fitted([table(100, 'x'.repeat(200))])).toMatchObject([{ elements: [{ text: '1 parts left out' }] }]);
  });

  it('takes blocks it does not know as they are', () => {
    const chart = Object.assign({ type: 'something_new' }, { title: 'x' });

    expect(fitMessage({ text: 'a', blocks: [chart] }, leftOut).blocks).toEqual([chart]);
  });
});
