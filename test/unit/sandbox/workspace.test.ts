import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const bot = 'U0COPIL0001';
const { ana, ben, dora } = people;
const steering = places['growth-steering'].id;
const strategy = places['growth-strategy'].id;
const kinds = ['left', 'archive', 'unarchive', 'rename'];
const botEvents = [
  ...kinds.flatMap((kind) => [`channel_${kind}`, `group_${kind}`]),
  ...['member_joined_channel', 'member_left_channel', 'user_change', 'tokens_revoked', 'app_uninstalled'],
  ...['message.channels', 'file_shared'],
];

let slack: SlackWords;
let app: RecordingApp;

beforeEach(async () => {
  app = await recordingApp();
  slack = await startSlack({
    requestUrl: app.url,
    manifest: { ...readManifest(), botEvents },
    scopes: [...readManifest().scopes, 'channels:join'],
  });
});

afterEach(async () => {
  await slack.stop();
  await app.stop();
});

/** The events the app got, oldest first. */
const heard = () => app.received.map(({ payload }) => payload['event'] as Record<string, unknown>);

describe('the app hears that', () => {
  it('somebody joined, and who invited them', async () => {
    await slack.workspace.join(dora.id, steering, { inviter: ana.id });

    const event = { user: dora.id, channel: steering, channel_type: 'C', team: 'T0COPIL0001', inviter: ana.id };
    expect(heard()).toMatchObject([{ type: 'member_joined_channel', ...event }]);
    expect(slack.state.channels.get(steering)?.members.has(dora.id)).toBe(true);
  });

  it('somebody left', async () => {
    await slack.workspace.leave(ben.id, steering);

    expect(heard()).toMatchObject([{ type: 'member_left_channel', user: ben.id, channel: steering }]);
  });

  it('it joined a channel itself, by its own call as well', async () => {
    await call(slack, 'conversations.join', { channel: places.random.id });

    await expect.poll(heard).toMatchObject([{ type: 'member_joined_channel', user: bot, channel: places.random.id }]);
  });

  it.each([
    ['a public', steering, 'channel_left'],
    ['a private', strategy, 'group_left'],
  ])('it was taken out of %s channel', async (_, channel, type) => {
    await slack.workspace.leave(bot, channel, { by: ana.id });

    expect(heard()).toMatchObject([{ type, channel, actor_id: ana.id }]);
  });

  it('a channel was archived, opened again and renamed', async () => {
    await slack.workspace.archive(steering, { by: ana.id });
    await slack.workspace.unarchive(steering, { by: ana.id });
    await slack.workspace.rename(strategy, 'board');

    expect(heard()).toMatchObject([
      { type: 'channel_archive', channel: steering, user: ana.id },
      { type: 'channel_unarchive', channel: steering },
      { type: 'group_rename', channel: { id: strategy, name: 'board' } },
    ]);
  });

  it('somebody was deactivated, or changed their language', async () => {
    await slack.workspace.deactivate(ben.id);
    await slack.workspace.reactivate(ben.id);
    await slack.workspace.changeUser(ana.id, { locale: 'en-GB' });

    expect(heard()).toMatchObject([
      { type: 'user_change', user: { id: ben.id, deleted: true } },
      { type: 'user_change', user: { id: ben.id, deleted: false } },
      { type: 'user_change', user: { id: ana.id, locale: 'en-GB' } },
    ]);
  });

  it('it was removed from the workspace, whose tokens then end', async () => {
    await slack.workspace.uninstall();

    expect(heard()).toMatchObject([{ type: 'tokens_revoked', tokens: { bot: [bot] } }, { type: 'app_uninstalled' }]);
    expect(await call(slack, 'auth.test')).toMatchObject({ error: 'token_revoked' });
  });
});

describe('the app hears nothing', () => {
  it('of people in channels it is not in', async () => {
    await slack.workspace.join(dora.id, places.random.id);
    await slack.workspace.leave(ben.id, places.random.id);

    expect(heard()).toEqual([]);
  });

  it('of what was so before', async () => {
    await slack.workspace.join(ana.id, steering);
    await slack.workspace.unarchive(steering);
    await slack.workspace.leave(dora.id, steering);

    expect(heard()).toEqual([]);
  });

  it('of private channels it is not in', async () => {
    slack.state.channels.get(strategy)?.members.delete(bot);

    await slack.workspace.archive(strategy);

    expect(heard()).toEqual([]);
  });
});

describe('bad days that are acts of people', () => {
  it('tell the app of the archived channel and of its own leaving', async () => {
    slack.faults.archiveChannel(steering);
    slack.faults.removeBot(strategy);

    await expect.poll(heard).toMatchObject([{ type: 'channel_archive' }, { type: 'group_left' }]);
  });
});
