import { afterEach, beforeEach, expect, it } from 'vitest';
import { pageSourceOf } from '../../../src/sandbox/page-source.js';
import { call, upload } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;
let slack: SlackWords;
let now: number;

beforeEach(async () => {
  now = Date.now();
  slack = await startSlack({
    technicalClock: { now: () => new Date(now) },
    shownClock: { now: () => new Date('2026-11-23T08:00:00Z') },
  });
});

afterEach(() => slack.stop());

it('draws messages with their replies, at the time the workspace plays', async () => {
  const parent = await call(slack, 'chat.postMessage', { channel, text: 'the digest' });
  await call(slack, 'chat.postMessage', { channel, text: 'a reply', thread_ts: parent['ts'] });

  const { messagesOf } = await pageSourceOf(slack).snapshot();

  expect(messagesOf(channel)).toMatchObject([
    {
      text: 'the digest',
      at: Date.parse('2026-11-23T08:00:00Z'),
      author: { name: 'Copil', isBot: true },
      replies: [{ text: 'a reply' }],
    },
  ]);
});

it('shows what is for one person to that person alone', async () => {
  await call(slack, 'chat.postEphemeral', { channel, user: people.ana.id, text: 'for Ana' });

  const textsFor = async (userId?: string) =>
    (await pageSourceOf(slack, userId === undefined ? {} : { userId }).snapshot())
      .messagesOf(channel)
      .map(({ text }) => text);

  expect(await textsFor(people.ana.id)).toEqual(['for Ana']);
  expect(await textsFor(people.ben.id)).toEqual([]);
  expect(await textsFor()).toEqual([]);
});

it('hides private channels and other people’s direct messages from a guest', async () => {
  slack.dm('ana');

  const { workspace, messagesOf, reader } = await pageSourceOf(slack, { userId: people.dora.id }).snapshot();

  expect(workspace.channels.map(({ kind }) => kind)).not.toContain('private');
  expect(workspace.channels.map(({ kind }) => kind)).not.toContain('im');
  expect(messagesOf(places['growth-strategy'].id)).toEqual([]);
  expect(reader).toEqual({ timeZone: 'Europe/Paris', locale: 'en-GB' });
});

it('gives a file’s address once it is ready', async () => {
  const id = await upload(slack, 'chart one.png');

  const early = (await pageSourceOf(slack).snapshot()).fileUrl(id);
  now += 1_000;
  const late = (await pageSourceOf(slack).snapshot()).fileUrl(id);

  expect([early, late]).toEqual([null, `/files/${id}/chart%20one.png`]);
});

it('tells of each change until one stops listening', async () => {
  let changes = 0;
  const stop = pageSourceOf(slack).subscribe(() => {
    changes += 1;
  });

  await call(slack, 'chat.postMessage', { channel, text: 'one' });
  stop();
  await call(slack, 'chat.postMessage', { channel, text: 'two' });

  expect(changes).toBe(1);
});
