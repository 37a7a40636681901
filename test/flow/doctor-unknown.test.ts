import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../src/features/setup/doctor.js';
import type { Finding } from '../../src/features/setup/finding.js';
import { readManifestScopes } from '../../src/platform/slack/manifest-scopes.js';
import { createMessenger } from '../../src/platform/slack/slack-messenger.js';
import type { Fault } from '../../src/sandbox/faults.js';
import { databasesOf } from '../support/databases.js';
import { Office } from '../support/running-app.js';
import { startInBetween } from '../support/slack/in-between.js';
import { places } from '../support/slack/team.js';
import { silentLogger } from './slack/silent-logger.js';

const { id: ops } = places['growth-ops'];

describe('doctor tells what it could not learn from what is missing', () => {
  const databases = databasesOf('sqlite');
  let office: Office;

  beforeAll(async () => {
    office = await Office.open({ databases, at: '2026-11-13T12:00', committees: { 'growth-ops': {} } });
  });
  afterAll(() => office.close());

  async function findings(apiUrl: string = office.slack.apiUrl): Promise<readonly Finding[]> {
    const messenger = createMessenger({ token: office.slack.secrets.botToken, apiUrl, logger: silentLogger });
    const { database, clock } = office;
    return examine({ database, clock, messenger, scopes: readManifestScopes(), hasTemplate: () => true });
  }

  async function findingsThrough(changes: Parameters<typeof startInBetween>[1]): Promise<readonly Finding[]> {
    const between = await startInBetween(office.slack.apiUrl, changes);
    try {
      return await findings(between.apiUrl);
    } finally {
      await between.stop();
    }
  }

  async function findingsWith(fault: Fault): Promise<readonly Finding[]> {
    const active = office.slack.faults.add(fault);
    try {
      return await findings();
    } finally {
      active.clear();
    }
  }

  const channel = (change: (channel: Record<string, unknown>) => void) => ({
    answers: { 'conversations.info': (answer: Record<string, unknown>) => change(answer['channel'] as never) },
  });
  const about = (found: readonly Finding[], pattern: RegExp) => found.filter(({ text }) => pattern.test(text));

  it('where nothing is left out, nothing is unknown', async () => {
    const found = await findings();

    expect(about(found, /did not say|not known|lacks/)).toEqual([]);
    expect(about(found, /growth-ops: ready/)).toHaveLength(1);
  });

  it('of permissions: no header is no missing permission, a header without one is', async () => {
    const silent = await findingsThrough({ headers: ['x-oauth-scopes'] });
    expect(about(silent, /permissions|lacks/)).toEqual([
      { level: 'note', text: expect.stringMatching(/^Slack: it did not say which permissions the token has/) },
    ]);

    const { installation } = office.slack.state;
    const granted = [...installation.scopes];
    Object.assign(installation, { scopes: granted.filter((scope) => scope !== 'users:read.email') });
    const lacking = await findings();
    Object.assign(installation, { scopes: granted });
    expect(about(lacking, /permissions|lacks/)).toEqual([
      { level: 'fault', text: expect.stringMatching(/^Slack: the token lacks users:read\.email\./) },
    ]);
  });

  it('of who it is', async () => {
    const found = await findingsThrough({
      answers: {
        'auth.test': (answer) => {
          delete answer['team_id'];
          delete answer['user_id'];
        },
      },
    });

    expect(about(found, /^Slack: /)).toEqual([
      { level: 'note', text: expect.stringMatching(/did not say which workspace.*, nor as whom it posts/) },
    ]);
  });

  it('of the time', async () => {
    const found = await findingsThrough({ headers: ['date'] });

    expect(about(found, /^Clock/)).toEqual([{ level: 'note', text: 'Clock: Slack did not say what time it is.' }]);
  });

  it('of a channel that may be shared, or in which it may be', async () => {
    const shared = await findingsThrough(channel((one) => delete one['is_ext_shared']));
    expect(about(shared, new RegExp(ops))).toEqual([
      { level: 'note', text: expect.stringMatching(/did not say whether C0OPS000001 is shared.*only public figures/) },
    ]);

    const member = await findingsThrough(channel((one) => delete one['is_member']));
    expect(about(member, new RegExp(ops))).toEqual([
      { level: 'note', text: `growth-ops: Slack did not say whether Copil is in ${ops}.` },
    ]);

    const outside = await findingsThrough(channel((one) => Object.assign(one, { is_member: false })));
    expect(about(outside, new RegExp(ops))).toEqual([
      { level: 'fault', text: `growth-ops: Copil is not in ${ops}. Invite it there with /invite.` },
    ]);
  });

  it('of a channel that Slack does not tell about, beside one that is not there', async () => {
    const away = await findingsWith({ kind: 'error', error: 'missing_scope', method: 'conversations.info' });
    expect(about(away, new RegExp(ops))).toEqual([
      { level: 'note', text: expect.stringMatching(/^growth-ops: how C0OPS000001 is, is not known: .*missing_scope/) },
    ]);

    const gone = await findingsWith({ kind: 'error', error: 'channel_not_found', method: 'conversations.info' });
    expect(about(gone, new RegExp(ops))).toEqual([
      { level: 'fault', text: expect.stringMatching(/C0OPS000001 does not exist, or Copil may not see it/) },
    ]);
  });

  it('of somebody’s address, and of the workspace they belong to', async () => {
    const refused = await findingsWith({ kind: 'error', error: 'missing_scope', method: 'users.lookupByEmail' });
    expect(about(refused, /has the address/)).toContainEqual({
      level: 'note',
      text: expect.stringMatching(/whether somebody in Slack has the address .* is not known: .*missing_scope/),
    });
    expect(about(refused, /nobody in this Slack workspace/)).toEqual([]);
  });

  it('of the token: refused is wrong, unreachable is not known', async () => {
    const refused = await findingsWith({ kind: 'error', error: 'invalid_auth', method: 'auth.test' });
    expect(about(refused, /SLACK_BOT_TOKEN/)).toEqual([
      { level: 'fault', text: expect.stringMatching(/^Slack refuses the token: .*invalid_auth/) },
    ]);

    const away = await findings('http://127.0.0.1:9/api/');
    expect(about(away, /SLACK_BOT_TOKEN/)).toEqual([
      { level: 'fault', text: expect.stringMatching(/^Slack could not be asked: .*is not known/) },
    ]);
    expect(about(away, new RegExp(`${ops} (does not|is archived)|not in ${ops}`))).toEqual([]);
  });
});
