import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/platform/log.js';
import { loadTexts } from '../../../src/platform/texts.js';
import {
  linkedSource,
  quoteAbove,
  type Source,
  sourceBlocks,
  sourceColumns,
  sourceIn,
  sourceMessage,
} from '../../../src/surface/sources/source.js';
import { cardText } from '../../support/slack/card-words.js';

const say = loadTexts().in('en');
const source: Source = { channel: 'C1', ts: '1.1', link: 'https://slack.example/p1', quote: 'the *tag* is broken' };
const shown = (of: Source | null, isSaid = false) =>
  cardText({ blocks: sourceBlocks(of, { say, link: 'the message', isSaid: () => isSaid }) }).replaceAll('\u200B', '');

describe('the message that something is made from', () => {
  it('is kept with its thread and its words, which a message without words has none of', () => {
    const message = { channel: 'C1', ts: '2.2', text: 'x'.repeat(400) };

    const kept = sourceMessage({ ...message, threadTs: '1.1' });

    expect(kept).toEqual({ channel: 'C1', ts: '2.2', thread: '1.1', quote: `${'x'.repeat(299)}…` });
    expect(sourceMessage({ ...message, threadTs: null, text: '' })).toMatchObject({ thread: '2.2', quote: null });
  });

  it('keeps its words where Slack has no link to it any more', async () => {
    const permalink = vi.fn().mockRejectedValue(new Error('message_not_found'));
    const messenger = { permalink } as unknown as Parameters<typeof linkedSource>[0]['messenger'];
    const message = { channel: 'C1', ts: '2.2', thread: '1.1', quote: 'gone' };

    expect(await linkedSource({ messenger, log: silentLog }, message)).toEqual({
      channel: 'C1',
      ts: '2.2',
      link: null,
      quote: 'gone',
    });
  });

  it('is the same after it was stored', () => {
    for (const one of [source, { ...source, link: null }, { ...source, quote: null }, null]) {
      expect(sourceIn(sourceColumns(one))).toEqual(one);
    }
  });

  it('is shown with the way back to it, without what was read above, and not at all where neither is known', () => {
    expect(shown(source)).toBe('“the *tag* is broken” — <https://slack.example/p1|the message>');
    expect(shown(source, true)).toBe('<https://slack.example/p1|the message>');
    expect(shown({ ...source, link: null })).toBe('“the *tag* is broken”');
    expect(shown({ ...source, link: null }, true)).toBe('');
    expect(shown(null)).toBe('');
  });

  it('stands above the form that it opened', () => {
    expect(cardText({ blocks: quoteAbove({ quote: '<here>' }, say) })).toBe('“&lt;here&gt;”');
    expect(quoteAbove({ quote: null }, say)).toEqual([]);
    expect(quoteAbove(undefined, say)).toEqual([]);
  });
});
