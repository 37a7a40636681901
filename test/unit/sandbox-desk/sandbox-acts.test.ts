import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, ExternalError } from '../../../src/kernel/errors.js';
import type { PageCondition } from '../../../src/sandbox/desk/page-api.js';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { exportState, restoreState } from '../../../src/sandbox/state/snapshot.js';
import { call, upload } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, startDesk } from './desk-words.js';

const { ana, ben } = people;
const ops = places['growth-ops'].id;
let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk();
});

afterEach(() => desk.stop());

const metadata = { event_type: 'copil_delivery', event_payload: { key: 'one' } };
const title = { type: 'header', text: { type: 'plain_text', text: 'Week 46' } };
const digest = { text: 'the digest', blocks: [title], metadata };
const postDigest = async () => String((await call(desk.slack, 'chat.postMessage', { channel: ops, ...digest }))['ts']);
const ticked = async () => (await desk.state(ana.id)).tour.filter(({ isDone }) => isDone).map(({ id }) => id);

describe('bad days', () => {
  const conditionOf = async (id: PageCondition['id']) =>
    (await desk.state(ana.id)).conditions.find((condition) => condition.id === id);
  const turn = (id: PageCondition['id'], isOn: boolean) => desk.act(ana.id, { kind: 'condition', id, isOn });
  const posting = () =>
    fetch(`${desk.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      body: new URLSearchParams({ channel: ops, text: 'hello' }),
      headers: { authorization: `Bearer ${desk.slack.secrets.botToken}` },
      signal: AbortSignal.timeout(300),
    }).catch(() => undefined);

  it.each([
    ['rate-limited', 429],
    ['server-error', 500],
    ['outage', 503],
    ['no-answer', undefined],
  ] as const)('%s meets what the app posts, is counted, and ends', async (id, status) => {
    await turn(id, true);
    await turn(id, true);
    const bad = await posting();
    const during = await conditionOf(id);
    await turn(id, false);
    await turn(id, false);
    const good = await posting();

    expect(bad?.status).toBe(status);
    expect(during).toEqual({ id, isOn: true, met: 1 });
    expect(good?.status).toBe(200);
    expect(await conditionOf(id)).toEqual({ id, isOn: false, met: 1 });
  });

  it('rate-limited says to wait five seconds, and lets everything else through', async () => {
    await turn('rate-limited', true);

    const { headers } = (await posting()) ?? {};

    expect(headers?.get('retry-after')).toBe('5');
    expect((await call(desk.slack, 'auth.test')).ok).toBe(true);
  });

  it('slow-files keeps files from being ready, those of the time alone', async () => {
    await turn('slow-files', true);
    const slow = await upload(desk.slack, 'slow.png');
    await turn('slow-files', false);
    const quick = await upload(desk.slack, 'quick.png');

    await expect.poll(async () => (await desk.get(`/files/${quick}/quick.png`)).status).toBe(200);
    expect((await desk.get(`/files/${slow}/slow.png`)).status).toBe(404);
    expect(await conditionOf('slow-files')).toEqual({ id: 'slow-files', isOn: false, met: 1 });
  });

  it('no-uploads refuses files as Slack does, and lets messages through', async () => {
    await turn('no-uploads', true);

    const refused = await call(desk.slack, 'files.getUploadURLExternal', { filename: 'a.png', length: 1 });

    expect(refused).toMatchObject({ ok: false, error: 'file_uploads_disabled' });
    expect((await posting())?.status).toBe(200);
    expect(await conditionOf('no-uploads')).toEqual({ id: 'no-uploads', isOn: true, met: 1 });
  });

  it('leave each other alone', async () => {
    await turn('slow-files', true);
    await turn('outage', true);
    await turn('outage', false);

    expect((await desk.state(ana.id)).conditions.filter(({ isOn }) => isOn).map(({ id }) => id)).toEqual([
      'slow-files',
    ]);
    expect(desk.slack.faults.fileReadyAfterMs).toBe(20_000);
  });
});

describe('the first steps', () => {
  it('are those whose ability the app declares', async () => {
    const own = (await desk.state(ana.id)).tour.map(({ id }) => id);
    await desk.stop();
    const commands = [{ command: '/blocker', description: '', usage_hint: '', should_escape: false }];
    desk = await startDesk({ manifest: { ...readManifest(), commands, shortcuts: [] } });

    const fewer = (await desk.state(ana.id)).tour.map(({ id }) => id);

    expect(own).toEqual(['read-digest', 'open-chart', 'raise-blocker', 'make-action', 'approve', 'decide', 'next-run']);
    expect(fewer).toEqual(['read-digest', 'open-chart', 'raise-blocker', 'next-run']);
  });

  it('tick themselves, for everybody', async () => {
    const before = await ticked();
    const ts = await postDigest();
    await desk.act(ben.id, { kind: 'read', channel: ops, ts: '1.000000' });
    const unread = await ticked();
    await desk.act(ben.id, { kind: 'read', channel: ops, ts });
    const read = await ticked();
    await desk.act(ben.id, { kind: 'tour', step: 'open-chart' });
    await desk.act(ben.id, { kind: 'tour', step: 'next-run' });
    const opened = await ticked();
    await desk.act(ben.id, { kind: 'clock', to: 'day' });
    const dayOn = await ticked();
    desk.controls.hasPassedRun = true;

    expect([before, unread]).toEqual([[], []]);
    expect(read).toEqual(['read-digest']);
    expect(opened).toEqual(['read-digest', 'open-chart']);
    expect(dayOn).toEqual(opened);
    expect(await ticked()).toEqual(['read-digest', 'open-chart', 'next-run']);
  });

  it('say where they are done, and by whom where the one acted as cannot', async () => {
    const strategy = places['growth-strategy'].id;
    await call(desk.slack, 'chat.postMessage', { channel: strategy, ...digest });

    const stepFor = async (as: string) => (await desk.state(as)).tour.find(({ id }) => id === 'read-digest');

    expect(await stepFor(ana.id)).toMatchObject({ channel: strategy });
    expect(await stepFor(ana.id)).not.toHaveProperty('actor');
    expect(await stepFor(people.dora.id)).toMatchObject({ channel: strategy, actor: ana.id });
  });
});

describe('the clock', () => {
  it('tells the time the workspace plays, and the next run in the person’s language', async () => {
    const { clock } = await desk.state(ana.id);

    expect(clock).toEqual({
      now: Date.UTC(2026, 10, 23, 8),
      isAhead: false,
      isMoving: false,
      next: { at: Date.UTC(2026, 10, 30, 8), text: 'next, in fr-FR' },
    });
  });

  it.each([
    [new ConflictError('moving'), 'The clock is moving, or the workspace is being reset. Wait until that is done.', 0],
    [new Error('broken'), 'The clock stopped on its way. What had left stays; try again.', 1],
    [
      new ExternalError('gone', { isRetryable: true, userMessage: 'The database is away.' }),
      'The clock stopped on its way. What had left stays; try again. The database is away.',
      1,
    ],
  ])('says why it did not move: %s', async (error, message, reported) => {
    desk.controls.failNext = error;

    expect(await desk.act(ben.id, { kind: 'clock', to: 'week' })).toEqual({ ok: false, message });
    expect(desk.controls.asked).toEqual(['clock week']);
    expect(desk.problems).toHaveLength(reported);
  });
});

describe('a reset', () => {
  it('leaves nothing of before, and versions go on', async () => {
    const sample = structuredClone(exportState(desk.slack.state));
    const ts = await postDigest();
    await desk.act(ana.id, { kind: 'read', channel: ops, ts });
    await desk.act(ana.id, { kind: 'condition', id: 'outage', isOn: true });
    const before = await desk.conversation(ana.id, ops);
    const stream = await desk.listen(ana.id);
    desk.controls.onReset = () => restoreState(desk.slack.state, sample);

    const answer = await desk.act(ana.id, { kind: 'reset' });
    const after = await desk.conversation(ana.id, ops, before.version);
    const state = await desk.state(ana.id);

    expect(answer).toEqual({ ok: true });
    expect(after).toMatchObject({ isWhole: true, messages: [] });
    expect(after.version).toBeGreaterThan(before.version);
    expect(await ticked()).toEqual([]);
    expect(state.conditions.filter(({ isOn, met }) => isOn || met > 0)).toEqual([]);
    expect(state.channels.find(({ id }) => id === ops)).toMatchObject({ readTs: '', version: after.version });
    await expect.poll(() => stream.of('changed')).toContainEqual(expect.objectContaining({ channel: ops }));
    stream.close();
  });

  it('lets the sample’s digest leave, whatever bad day it was', async () => {
    await desk.act(ana.id, { kind: 'condition', id: 'outage', isOn: true });
    let posted: { readonly ok?: boolean } = {};
    desk.controls.onReset = async () => {
      posted = await call(desk.slack, 'chat.postMessage', { channel: ops, text: 'the digest' });
    };

    await desk.act(ana.id, { kind: 'reset' });

    expect(posted.ok).toBe(true);
  });

  it('ends a bad day that somebody switched on meanwhile', async () => {
    desk.controls.onReset = async () => {
      await desk.act(ben.id, { kind: 'condition', id: 'outage', isOn: true });
      desk.slack.faults.clear();
    };

    await desk.act(ana.id, { kind: 'reset' });

    expect((await desk.state(ana.id)).conditions.filter(({ isOn, met }) => isOn || met > 0)).toEqual([]);
  });

  it('that fails keeps everything', async () => {
    await postDigest();
    await desk.act(ana.id, { kind: 'condition', id: 'outage', isOn: true });
    desk.controls.failNext = new Error('broken');

    const answer = await desk.act(ana.id, { kind: 'reset' });

    expect(answer).toEqual({ ok: false, message: 'L’espace n’a pas pu être réinitialisé.' });
    expect(await desk.messages(ana.id, ops)).toHaveLength(1);
    expect((await desk.state(ana.id)).conditions.find(({ id }) => id === 'outage')?.isOn).toBe(true);
  });
});
