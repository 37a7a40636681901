import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar.js';
import type { Fault } from '../../../src/sandbox/faults.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { places } from '../../support/slack/team.js';
import { takenThen } from '../outbox/outbox-words.js';
import { digestsIn, picturesOf, threadOf } from './digest-words.js';

const firstMonday = '2026-09-07' as CalendarDate;

describe('a digest that leaves on a bad day of Slack', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let week = 0;

  /** Each test has a Monday of its own, with what is new since the last one. */
  async function nextMonday(): Promise<CalendarDate> {
    const monday = addDays(firstMonday, 7 * week);
    week += 1;
    await office.readingsThrough(addDays(monday, -1), ['leads']);
    office.at(`${monday}T09:00`);
    return monday;
  }

  function newest() {
    const parent = digestsIn(office, 'growth-ops').at(-1);
    if (!parent) throw new Error('no digest came');
    return { parent, thread: threadOf(office, 'growth-ops', parent) };
  }

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-09-04T12:00',
      committees: { 'growth-ops': { kpis: ['leads'] } },
      slackTimeoutMs: 400,
    });
  });
  afterEach(() => {
    office.slack.faults.clear();
    expect(digestsIn(office, 'growth-ops')).toHaveLength(week);
    office.expectNothingUnexpected();
  });
  afterAll(() => office.close());

  const post = 'chat.postMessage';
  it.each<[string, Fault]>([
    ['garbage about the channel', { kind: 'garbage', method: 'conversations.info', count: 1 }],
    ['500 to a post', { kind: 'status', status: 500, method: post, count: 1 }],
    ['garbage to a post', { kind: 'garbage', method: post, count: 1 }],
    ['nothing to a post', { kind: 'hang', method: post, count: 1 }],
    ['500 to a post that it took', { ...takenThen('status'), method: post, count: 1 }],
    ['nothing to a post that it took', { ...takenThen('hang'), method: post, count: 2 }],
    ['a cut connection to everything', { kind: 'reset', count: 5 }],
    ['500 to an upload', { kind: 'status', status: 500, method: 'upload', count: 1 }],
    ['garbage to a finished upload', { kind: 'garbage', method: 'files.completeUploadExternal', count: 1 }],
  ])('comes once and whole when Slack answers %s', async (_, fault) => {
    await nextMonday();
    const active = office.slack.faults.add(fault);

    await office.sweep();
    await office.settled();

    expect(active.used).toBe(fault.count);
    const { parent, thread } = newest();
    expect(picturesOf(office, parent)).toHaveLength(1);
    expect(thread).toHaveLength(1);
  });

  it('waits for as long as Slack asks, and asks nothing of that channel meanwhile', async () => {
    await nextMonday();
    const channel = places['growth-ops'].id;
    const posts = () =>
      office.slack.requests
        .toSlack(post)
        .filter(({ request }) => (request as { channel?: string }).channel === channel);
    const before = posts().length;
    office.slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 2, method: post, channel, count: 1 });

    await office.sweep();
    await office.settled();

    const [refused, next] = posts().slice(before);
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
    expect(newest().thread).toHaveLength(1);
  });

  it('waits while Slack is away, alarms the operator once, and leaves when it is back', async () => {
    const monday = await nextMonday();
    const outage = office.slack.faults.outage();
    await office.sweep();
    await expect.poll(() => outage.used).toBeGreaterThan(4);
    office.forgive(/should have left and did not/);
    for (const time of ['09:31', '09:32']) {
      office.at(`${monday}T${time}`);
      await office.sweep();
    }
    expect(office.errors(/should have left and did not/)).toHaveLength(1);
    expect(digestsIn(office, 'growth-ops')).toHaveLength(week - 1);

    outage.clear();
    await office.settled();

    expect(newest().thread).toHaveLength(1);
    expect(
      office.slack
        .dm('omar')
        .messages()
        .map(({ text }) => text),
    ).toEqual([expect.stringMatching(/should have left/)]);
  });

  it('waits for a picture that Slack takes its time to look through', async () => {
    await nextMonday();
    office.slack.faults.slowFiles(900);

    await office.sweep();
    await office.settled();

    expect(picturesOf(office, newest().parent)).toHaveLength(1);
  });

  it('leaves as text, whole in words, when Slack never releases the picture', async () => {
    await nextMonday();
    office.slack.faults.slowFiles(Number.POSITIVE_INFINITY);

    await office.sweep();
    await office.settled({ withinMs: 25_000 });

    const { parent, thread } = newest();
    expect(picturesOf(office, parent)).toEqual([]);
    expect(parent.text).toMatch(/Leads: 7\d\d/);
    expect(parent.blocks.length).toBeGreaterThan(0);
    expect(thread).toHaveLength(1);
  });

  it('is counted once where Slack takes nothing of it, and its messages by their kind', async () => {
    await nextMonday();
    week -= 1;
    office.slack.faults.add({
      kind: 'error',
      error: 'invalid_blocks',
      method: 'chat.postMessage',
      channel: places['growth-ops'].id,
    });
    office.forgive(/a message was given up/);

    await office.sweep();

    const metrics = async () => (await fetch(`${office.address}/metrics`)).text();
    await expect.poll(metrics).toMatch(/^copil_digests_failed_total 1$/m);
    expect(await metrics()).toMatch(/^copil_messages_total\{kind="digest",state="failed"\} 1$/m);
  });
});
