import { describe, expect, it } from 'vitest';
import { clampText, escapeMrkdwn, plainInMrkdwn } from '../../../../src/platform/slack/escape.js';

const visible = (text: string) => text.replaceAll('\u200B', '');

describe('escaping for mrkdwn', () => {
  it('escapes the three characters Slack knows, and escapes an ampersand once', () => {
    expect(escapeMrkdwn('R&D <!channel> a > b &amp;')).toBe('R&amp;D &lt;!channel&gt; a &gt; b &amp;amp;');
  });
});

describe('text that people typed', () => {
  it.each([
    ['<!channel> look', '&lt;!channel&gt; look'],
    ['<@U0ANA000001>', '&lt;@U0ANA000001&gt;'],
  ])('cannot call anybody: %s', (typed, shown) => {
    const text = plainInMrkdwn(typed);

    expect(visible(text)).toBe(shown);
    expect(text).not.toMatch(/<|>|@\w/);
  });

  it.each(['@here', '@channel', '@everyone', '#general'])('keeps %s from being read as a mention', (typed) => {
    expect(plainInMrkdwn(`ask ${typed}`)).not.toContain(typed);
    expect(visible(plainInMrkdwn(`ask ${typed}`))).toBe(`ask ${typed}`);
  });

  it.each(['*bold*', '_italic_', '~gone~', '`code`', '```block```'])('keeps %s from being formatted', (typed) => {
    const text = plainInMrkdwn(typed);

    expect(visible(text)).toBe(typed);
    expect(text).not.toMatch(/(^|[^\u200B])[*_~`]|[*_~`]([^\u200B]|$)/);
  });

  it('keeps a line from becoming a quote, also behind spaces', () => {
    expect(plainInMrkdwn('one\n  > two')).toBe('one\n  \u200B&gt; two');
  });
});

describe('clamping', () => {
  it('leaves a text that fits as it is', () => {
    expect(clampText('12345', 5)).toBe('12345');
  });

  it('ends in an ellipsis and is never longer than asked', () => {
    expect(clampText('123456', 5)).toBe('1234…');
  });

  it('does not cut a character in two', () => {
    expect(clampText('abc👩def', 5)).toBe('abc…');
    expect(clampText('ab👩defg', 5)).toBe('ab👩…');
  });

  it.each(['&amp;', '&lt;', '&gt;'])('does not cut %s in two, wherever the end falls', (entity) => {
    const text = `ab${entity}cdefgh`;

    const clamped = Array.from({ length: 8 }, (_, index) => clampText(text, index + 2));

    for (const cut of clamped) expect(cut.replace(entity, '')).not.toMatch(/&/);
    expect(clampText(text, 2 + entity.length + 1)).toBe(`ab${entity}…`);
  });

  it('keeps an ampersand that begins no entity', () => {
    expect(clampText('ab& cdef', 5)).toBe('ab&…');
  });

  it('does not cut a link or a mention in two', () => {
    expect(clampText('see <https://example.com|the board> now', 20)).toBe('see…');
  });

  it('gives nothing where nothing fits', () => {
    expect(clampText('abc', 0)).toBe('');
    expect(clampText('abc', 1)).toBe('…');
  });
});
