import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PageRequestDetail, PageRequestRow } from '../../../src/sandbox/desk/page-api.js';
import { call, upload } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, startDesk } from './desk-words.js';

const ops = places['growth-ops'].id;
let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk();
});

afterEach(() => desk.stop());

const rows = (since = 0) => desk.json<PageRequestRow[]>(`/sandbox/requests?since=${since}`);
const detail = (id: number) => desk.json<PageRequestDetail>(`/sandbox/request?id=${id}`);

describe('the inspector', () => {
  it('lists requests both ways, with what Slack would have refused', async () => {
    await call(desk.slack, 'chat.postMessage', { channel: ops, text: 'hello' });
    await call(desk.slack, 'chat.postMessage', { channel: 'C0NOWHERE', text: 'hello' });
    await desk.act(people.ana.id, { kind: 'slash', channel: ops, line: '/copil next' });

    expect(await rows()).toMatchObject([
      { direction: 'to_slack', name: 'chat.postMessage', status: 200, latencyMs: expect.any(Number) as number },
      { direction: 'to_slack', name: 'chat.postMessage', refused: 'channel_not_found' },
      { direction: 'to_app', name: 'slash_command', transport: 'http', status: 200 },
    ]);
  });

  it('shows a request that waits, and again when it is answered', async () => {
    desk.slack.faults.add({ kind: 'slow', ms: 200 });
    const answered = call(desk.slack, 'auth.test');
    await expect.poll(async () => (await rows()).length).toBe(1);

    const [waiting] = await rows();
    await answered;
    const [again, ...more] = await rows(waiting?.version);

    expect(waiting).not.toHaveProperty('status');
    expect(again).toMatchObject({ id: waiting?.id, status: 200, fault: 'slow' });
    expect(more).toEqual([]);
    expect(await rows(again?.version)).toEqual([]);
  });

  it('gives what was sent and answered on demand, and nothing secret', async () => {
    const { botToken, appToken, signingSecret } = desk.slack.secrets;
    const text = `is ${botToken} or ${signingSecret} or xoxp-1234567890-abc a secret?`;
    await call(desk.slack, 'chat.postMessage', { channel: ops, text });
    await call(desk.slack, 'apps.connections.open', {}, appToken);
    await upload(desk.slack, 'chart.png');
    await desk.act(people.ana.id, { kind: 'slash', channel: ops, line: '/copil next' });

    const all = JSON.stringify(await Promise.all((await rows()).map(({ id }) => detail(id))));

    expect(all).toContain('is ••• or ••• or ••• a secret?');
    expect(all).toContain('/copil');
    for (const secret of [botToken, appToken, signingSecret, 'verification-token', 'xoxp-']) {
      expect(all).not.toContain(secret);
    }
    expect(all).not.toMatch(/ticket=[A-Z0-9]/);
  });

  it('answers 404 for a request it does not keep', async () => {
    expect((await desk.get('/sandbox/request?id=99')).status).toBe(404);
    expect((await desk.get('/sandbox/request?id=x')).status).toBe(400);
  });
});
