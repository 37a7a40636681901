import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, upload } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, startDesk } from './desk-words.js';

const { ana, ben, dora } = people;
const ops = places['growth-ops'].id;
let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk({ shownClock: { now: () => new Date('2026-11-23T08:00:00Z') } });
});

afterEach(() => desk.stop());

async function fill(): Promise<void> {
  const { state } = desk.slack;
  const file = await upload(desk.slack, 'board.png');
  const section = { type: 'section', text: { type: 'mrkdwn', text: `*Leads* up, <@${ben.id}> &amp; <#${ops}>` } };
  const parent = await call(desk.slack, 'chat.postMessage', { channel: ops, text: 'short', blocks: [section] });
  const reply = { channel: ops, user: ben.id, text: 'see <https://example.com|this>', blocks: [], files: [file] };
  state.addMessage({ ...reply, thread_ts: String(parent['ts']) });
  await call(desk.slack, 'chat.postEphemeral', { channel: ops, user: ana.id, text: 'for Ana' });
  await call(desk.slack, 'chat.postMessage', { channel: places['growth-strategy'].id, text: 'secret' });
}

describe('the transcript', () => {
  it('reads as what that person sees: who, when, what, replies below', async () => {
    await fill();

    const response = await desk.get(`/sandbox/transcript?as=${ben.id}&format=markdown`);
    const text = await response.text();

    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="copil-sandbox-ben-2026-11-23.md"');
    expect(text).toContain('As Ben Okafor sees it; times of the workspace’s clock, Europe/London.');
    expect(text).toContain(`## #growth-ops

- **Copil**, 23 Nov 2026, 08:00
  *Leads* up, @Ben Okafor & #growth-ops${'  '}
  - **Ben Okafor**, 23 Nov 2026, 08:00
    see this (https://example.com)${'  '}
    [File: board.png]`);
    expect(text).toContain('secret');
    expect(text).not.toContain('for Ana');
    expect(text).not.toContain('short');
  });

  it('is in the person’s language and zone, with what only they see', async () => {
    await fill();

    const text = await (await desk.get(`/sandbox/transcript?as=${ana.id}`)).text();

    expect(text).toContain('- **Copil**, 23 nov. 2026, 09:00 (visible par cette personne uniquement)');
  });

  it('is named after the day it is for the person', async () => {
    await desk.stop();
    desk = await startDesk({ shownClock: { now: () => new Date('2026-11-23T23:30:00Z') } });

    const names = await Promise.all(
      [ana, ben].map(async ({ id }) =>
        (await desk.get(`/sandbox/transcript?as=${id}`)).headers.get('content-disposition'),
      ),
    );

    expect(names).toEqual([expect.stringContaining('ana-2026-11-24'), expect.stringContaining('ben-2026-11-23')]);
  });

  it('leaves out what a guest does not see, as data too', async () => {
    await fill();

    const response = await desk.get(`/sandbox/transcript?as=${dora.id}&format=json`);
    const { conversations, ...head } = (await response.json()) as Record<string, unknown>;

    expect(response.headers.get('content-disposition')).toMatch(/dora-2026-11-23\.json/);
    expect(head).toEqual({ workspace: 'Copil sandbox', reader: 'Dora Klein', timeZone: 'Europe/Paris' });
    expect(conversations).toMatchObject([
      {
        name: '#growth-ops',
        messages: [{ author: 'Copil', replies: [{ author: 'Ben Okafor', files: ['board.png'] }] }],
      },
    ]);
    expect(JSON.stringify(conversations)).not.toMatch(/secret|for Ana/);
  });

  it.each([
    ['</p><script>alert(1)</script>', '\\</p>\\<script>alert(1)\\</script>'],
    ['## #growth-strategy', '\\## #growth-strategy'],
    ['- **Ben Okafor**, 23 Nov 2026, 08:00', '\\- **Ben Okafor**, 23 Nov 2026, 08:00'],
    ['  * one', '\\* one'],
    ['> quoted', '\\> quoted'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['```', '\\```'],
    ['1. first', '1\\. first'],
    ['![a](https://example.com/a.png)', '![a]\\(https://example.com/a.png)'],
    ['\\<b> &lt;', '\\\\\\<b> \\&lt;'],
    ['#growth is 5 - 3, *bold* & `code`', '#growth is 5 - 3, *bold* & `code`'],
    ['-5 %', '-5 %'],
  ])('shows as text what somebody wrote as Markdown or HTML: %s', async (written, shown) => {
    await desk.act(ben.id, { kind: 'write', channel: ops, text: `first\r\r${written}` });

    const text = await (await desk.get(`/sandbox/transcript?as=${ben.id}`)).text();

    expect(text.split('\n').map((line) => line.trim())).toContain(shown);
    expect(text).not.toContain('\r');
  });

  it('keeps a section of rich text on one line, with its mentions and its bare links', async () => {
    const leaves = [
      { type: 'text', text: 'Ask ' },
      { type: 'user', user_id: ben.id },
      { type: 'text', text: ' in ' },
      { type: 'channel', channel_id: ops },
      { type: 'text', text: ' & see ' },
      { type: 'link', url: 'https://example.com' },
      { type: 'text', text: ' or ' },
      { type: 'link', url: 'https://example.com/a', text: 'this' },
      { type: 'emoji', name: 'tada' },
      { type: 'broadcast', range: 'here' },
    ];
    const entry = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
    const elements = [
      { type: 'rich_text_section', elements: leaves },
      { type: 'rich_text_list', style: 'bullet', elements: [entry('one'), entry('two')] },
    ];
    await call(desk.slack, 'chat.postMessage', { channel: ops, text: 'x', blocks: [{ type: 'rich_text', elements }] });

    const text = await (await desk.get(`/sandbox/transcript?as=${ben.id}`)).text();

    expect(text.split('\n').map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        'Ask @Ben Okafor in #growth-ops & see https://example.com or this (https://example.com/a):tada:@here',
        '• one',
        '• two',
      ]),
    );
  });
});
