import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people } from '../../support/slack/team.js';

let slack: SlackWords;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

it('users.info gives the zone always and the language on request', async () => {
  const bare = await call(slack, 'users.info', { user: people.ana.id });
  const full = await call(slack, 'users.info', { user: people.ana.id, include_locale: true });

  expect(bare).toMatchObject({ user: { tz: 'Europe/Paris', profile: { email: 'ana@example.com' } } });
  expect(bare['user'] as object).not.toHaveProperty('locale');
  expect(full).toMatchObject({ user: { locale: 'fr-FR' } });
});

it('users.info keeps addresses from an app without the scope', async () => {
  await slack.stop();
  slack = await startSlack({ scopes: ['users:read'] });

  const answer = await call(slack, 'users.info', { user: people.ana.id });

  expect(JSON.stringify(answer)).not.toContain('ana@example.com');
});

it('users.info refuses somebody who is not there', async () => {
  expect(await call(slack, 'users.info', { user: 'U0NOBODY001' })).toMatchObject({ error: 'user_not_found' });
});

it('users.lookupByEmail finds a person by address, whatever its case', async () => {
  const found = await call(slack, 'users.lookupByEmail', { email: 'Ben@Example.com' });

  expect(found).toMatchObject({ ok: true, user: { id: people.ben.id } });
  expect(await call(slack, 'users.lookupByEmail', { email: 'no@example.com' })).toMatchObject({
    error: 'users_not_found',
  });
});

it('users.lookupByEmail finds neither strangers nor people who left', async () => {
  slack.state.addUser({ id: 'U0GONE00001', name: 'gone', email: 'gone@example.com', deleted: true });
  slack.state.addUser({ id: 'U0OTHER0001', name: 'other', email: 'other@example.com', is_stranger: true });

  for (const email of ['gone@example.com', 'other@example.com']) {
    expect(await call(slack, 'users.lookupByEmail', { email })).toMatchObject({ error: 'users_not_found' });
  }
});

it('users.list pages with a cursor until it is empty', async () => {
  const first = await call(slack, 'users.list', { limit: 4 });
  const { next_cursor } = first['response_metadata'] as { next_cursor: string };
  const second = await call(slack, 'users.list', { limit: 4, cursor: next_cursor });

  expect(first['members']).toHaveLength(4);
  expect(second['members']).toHaveLength(4);
  expect(second['response_metadata']).toEqual({ next_cursor: '' });
});

it('users.list counts Slackbot among the people, and users.info knows it', async () => {
  const list = await call(slack, 'users.list', { limit: 100 });

  expect(list['members']).toContainEqual(expect.objectContaining({ id: 'USLACKBOT', is_bot: false }));
  expect(await call(slack, 'users.info', { user: 'USLACKBOT' })).toMatchObject({ user: { name: 'slackbot' } });
});

it('team.info needs a scope the manifest does not ask for', async () => {
  expect(await call(slack, 'team.info')).toMatchObject({ error: 'missing_scope', needed: 'team:read' });
});

it('team.info names the workspace', async () => {
  await slack.stop();
  slack = await startSlack({ scopes: ['team:read'] });

  expect(await call(slack, 'team.info')).toMatchObject({ team: { domain: 'copil-sandbox' } });
});

it('bots.info names the app behind a bot', async () => {
  expect(await call(slack, 'bots.info', { bot: 'B0COPIL0001' })).toMatchObject({ bot: { app_id: 'A0COPIL0001' } });
  expect(await call(slack, 'bots.info', { bot: 'B0OTHER' })).toMatchObject({ error: 'bot_not_found' });
});
