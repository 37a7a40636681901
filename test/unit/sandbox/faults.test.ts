import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.js';
import { call, upload } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;
let slack: SlackWords;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

/** Calls without reading the answer; a call that never ends is given up after a while. */
function raw(method = 'chat.postMessage', where: string = channel, patienceMs = 20_000): Promise<Response> {
  return fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    body: new URLSearchParams({ channel: where, text: 'hello' }),
    headers: { authorization: `Bearer ${slack.secrets.botToken}` },
    signal: AbortSignal.timeout(patienceMs),
  });
}

const arrived = () => slack.channel('growth-ops').messages().length;

describe('a fault', () => {
  it('rate_limited answers 429 with the seconds to wait', async () => {
    slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 9, count: 1 });

    const response = await raw();

    expect([response.status, response.headers.get('retry-after'), arrived()]).toEqual([429, '9', 0]);
  });

  it.each([500, 503])('status answers %i', async (status) => {
    slack.faults.add({ kind: 'status', status });

    expect((await raw()).status).toBe(status);
    expect(arrived()).toBe(0);
  });

  it('error answers 200 with that error', async () => {
    slack.faults.add({ kind: 'error', error: 'internal_error' });

    expect(await (await raw()).json()).toEqual({ ok: false, error: 'internal_error' });
  });

  it('garbage answers 200 with a page for people', async () => {
    slack.faults.add({ kind: 'garbage' });

    const response = await raw();

    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it('hang never answers', async () => {
    slack.faults.add({ kind: 'hang' });

    await expect(raw('chat.postMessage', channel, 1_000)).rejects.toThrow(/aborted/);
    expect(arrived()).toBe(0);
  });

  it('hang lasts until the caller gives up', async () => {
    slack.faults.add({ kind: 'hang' });
    const waiting = raw('chat.postMessage', channel, 1_500);
    await expect.poll(() => slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
    const [entry] = slack.requests.toSlack('chat.postMessage');

    await expect.poll(() => entry?.fault).toBe('hang');
    const before = entry?.latencyMs;
    await waiting.catch(() => undefined);

    expect(before).toBeUndefined();
    await expect.poll(() => entry).toMatchObject({ fault: 'hang', latencyMs: expect.any(Number) as number });
    expect(entry?.latencyMs).toBeGreaterThanOrEqual(200);
  });

  it('reset cuts the connection', async () => {
    slack.faults.add({ kind: 'reset' });

    await expect(raw()).rejects.toThrow(/fetch failed/);
    expect(arrived()).toBe(0);
  });

  it('slow answers well, only later', async () => {
    slack.faults.add({ kind: 'slow', ms: 120 });

    expect((await raw()).status).toBe(200);
    expect(slack.requests.toSlack('chat.postMessage')[0]?.latencyMs).toBeGreaterThanOrEqual(115);
  });

  it.each(['status', 'hang', 'reset'] as const)('taken keeps the message and the app sees %s', async (then) => {
    slack.faults.add({ kind: 'taken', then, count: 1 });

    const outcome = await raw('chat.postMessage', channel, 2_000).then(
      (response) => response.status,
      () => 'nothing',
    );

    expect(outcome).toBe(then === 'status' ? 500 : 'nothing');
    expect(arrived()).toBe(1);
  });
});

describe('a fault chooses its requests', () => {
  it('by method, with a star for any ending', async () => {
    slack.faults.add({ kind: 'status', status: 500, method: 'conversations.*' });

    expect((await raw('conversations.info')).status).toBe(500);
    expect((await raw('chat.postMessage')).status).toBe(200);
  });

  it('by channel', async () => {
    slack.faults.add({ kind: 'status', status: 500, channel });

    expect((await raw('chat.postMessage', places['growth-steering'].id)).status).toBe(200);
    expect((await raw()).status).toBe(500);
  });

  it('by what is asked', async () => {
    slack.faults.add({ kind: 'error', error: 'invalid_blocks', method: 'chat.*', holding: '"type":"image"' });
    const posting = (block: object) =>
      call(slack, 'chat.postMessage', { channel, text: 'Hello', blocks: JSON.stringify([block]) });

    expect(await posting({ type: 'divider' })).toMatchObject({ ok: true });
    expect(await posting({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' })).toMatchObject({
      error: 'invalid_blocks',
    });
  });

  it('by number, then it is over', async () => {
    slack.faults.add({ kind: 'status', status: 500, count: 2 });

    expect([(await raw()).status, (await raw()).status, (await raw()).status]).toEqual([500, 500, 200]);
  });

  it('until it is cleared', async () => {
    const fault = slack.faults.outage();
    expect((await raw()).status).toBe(503);

    fault.clear();

    expect((await raw()).status).toBe(200);
    expect(fault.used).toBe(1);
  });

  it('and meets uploads and answers to commands too', async () => {
    const { upload_url } = await call(slack, 'files.getUploadURLExternal', { filename: 'a.png', length: 1 });
    slack.faults.add({ kind: 'status', status: 500, method: 'upload' });

    expect((await fetch(String(upload_url), { method: 'POST', body: 'a' })).status).toBe(500);
  });
});

describe('a condition of the workspace', () => {
  it('a revoked token is refused until it is restored', async () => {
    slack.faults.revokeToken();
    expect(await call(slack, 'auth.test')).toMatchObject({ error: 'token_revoked' });

    slack.faults.restoreToken();

    expect(await call(slack, 'auth.test')).toMatchObject({ ok: true });
  });

  it('an app that was removed from a channel may not post there', async () => {
    slack.faults.removeBot(channel);

    expect(await call(slack, 'chat.postMessage', { channel, text: 'x' })).toMatchObject({ error: 'not_in_channel' });
  });

  it('files may never become ready', async () => {
    slack.faults.slowFiles(Number.POSITIVE_INFINITY);

    const id = await upload(slack, 'chart.png');

    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await call(slack, 'files.info', { file: id })).toMatchObject({ file: { mimetype: '' } });
  });
});

describe('expectNoUnexpected', () => {
  it('forgives what a bad day made go wrong', async () => {
    slack.faults.archiveChannel(channel);
    await call(slack, 'chat.postMessage', { channel, text: 'x' });
    slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 1, count: 1 } satisfies Fault);
    await raw();

    expect(() => slack.expectNoUnexpected()).not.toThrow();
  });

  it('names what the app did wrong by itself', async () => {
    await call(slack, 'users.info', { user: 'U0NOBODY001' });

    expect(() => slack.expectNoUnexpected()).toThrow(/users.info: user_not_found/);
    expect(() => slack.expectNoUnexpected({ except: ['user_not_found'] })).not.toThrow();
  });

  it('sees one delivery that was posted twice', async () => {
    const metadata = { event_type: 'digest', event_payload: { key: 'k' } };
    await call(slack, 'chat.postMessage', { channel, text: 'x', metadata });
    await call(slack, 'chat.postMessage', { channel: people.ana.id, text: 'x', metadata });

    expect(() => slack.expectNoUnexpected()).toThrow(/posted twice: digest "k"/);
  });
});
