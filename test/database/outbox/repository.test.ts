import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Database } from '../../../src/platform/db/database.js';
import type { NewDelivery } from '../../../src/platform/outbox/delivery.js';
import { redrawAll } from '../../../src/platform/outbox/redraw.js';
import {
  beginAttempt,
  claim,
  enqueue,
  failThread,
  handBack,
  listOpen,
  settle,
} from '../../../src/platform/outbox/stored-deliveries.js';
import { describeOnBothEngines } from '../../support/databases.js';

const now = new Date('2026-03-02T08:00:00Z');
const seconds = (count: number) => new Date(now.getTime() + count * 1_000);

function aMessage(changes: Partial<NewDelivery> = {}): NewDelivery {
  const destination = { kind: 'channel', id: 'C1' } as const;
  return { workspaceId: 'w1', key: 'd1', destination, payload: { text: 'old' }, ...changes };
}

describeOnBothEngines('what the outbox stores', (databases) => {
  let url: string;
  let database: Database;

  const put = (messages: NewDelivery[], at: Date = now, on: Database = database) =>
    on.transaction((transaction) => enqueue(transaction, messages, { newId: newUuid, now: at }));
  const row = (key = 'd1') => database.client.delivery.findUniqueOrThrow({ where: { key } });
  const claimAs = async (holder: string, at: Date = now) =>
    claim(database.client, (await row()).id, { holder, now: at, leaseUntil: new Date(at.getTime() + 60_000) });
  const claimedAs = async (holder: string) => (await claimAs(holder)) ?? expect.fail('it was not claimed');
  const edited = { payload: { text: 'new' } };

  beforeAll(async () => {
    url = await databases.migratedUrl();
    database = await databases.open(url);
  });
  beforeEach(() => database.client.delivery.deleteMany());

  it('is put in once for each key, however many put it there at the same time', async () => {
    const other = await databases.open(url);

    await Promise.all(
      Array.from({ length: 12 }, (_, index) => put([aMessage()], now, index % 2 === 0 ? database : other)),
    );

    expect(await database.client.delivery.count()).toBe(1);
  });

  it('does not become due again while its content stays the same', async () => {
    await put([aMessage()]);
    await database.client.delivery.updateMany({ data: { state: 'sent', slackTs: '1.1' } });

    await put([aMessage()], seconds(60));

    expect(await row()).toMatchObject({ state: 'sent', nextAttemptAt: now });
  });

  it('becomes due anew, with all its time before it, when new content comes after it left', async () => {
    await put([aMessage()]);
    await database.client.delivery.updateMany({ data: { state: 'sent', slackTs: '1.1', attempts: 7 } });

    await put([aMessage(edited)], seconds(86_400));

    const at = seconds(86_400);
    expect(await row()).toMatchObject({ state: 'pending', attempts: 0, createdAt: at, nextAttemptAt: at });
  });

  it('remembers that an attempt is under way when new content comes', async () => {
    await put([aMessage()]);
    const mine = await claimedAs('a');
    await beginAttempt(database.client, mine, { holder: 'a', now, leaseUntil: seconds(60) });

    await put([aMessage(edited)]);

    expect(await row()).toMatchObject({ state: 'sending', attemptStartedAt: now, sentHash: mine.payloadHash });
  });

  it('is drawn again wherever it does not show that yet, and let be where it does', async () => {
    const about = { subject: 'item:1', contentHash: 'h1' };
    await put(['left', 'shown', 'waits', 'held'].map((key) => aMessage({ key, ...about })));
    await put([aMessage({ key: 'other', subject: 'item:2', contentHash: 'h1' })]);
    const is = (key: string, data: object) => database.client.delivery.update({ where: { key }, data });
    await is('left', { state: 'sent', slackTs: '1.1', attempts: 3 });
    await is('shown', { state: 'sent', slackTs: '1.2', payloadHash: 'h2', attempts: 3 });
    await is('waits', { attempts: 3 });
    await is('held', { state: 'withheld', attempts: 3 });

    const at = seconds(60);
    await database.transaction((transaction) =>
      redrawAll(transaction, { subject: 'item:1' }, { contentHash: 'h2', now: at }),
    );
    await database.transaction((transaction) => redrawAll(transaction, { keys: [] }, { contentHash: 'h3', now: at }));

    const due = { payloadHash: 'h2', state: 'pending', nextAttemptAt: at };
    expect(await row('left')).toMatchObject({ ...due, attempts: 0, createdAt: at });
    expect(await row('held')).toMatchObject({ ...due, attempts: 0, createdAt: at });
    expect(await row('waits')).toMatchObject({ ...due, attempts: 3, createdAt: now });
    expect(await row('shown')).toMatchObject({ payloadHash: 'h2', state: 'sent', attempts: 3, nextAttemptAt: now });
    expect(await row('other')).toMatchObject({ payloadHash: 'h1', nextAttemptAt: now });
  });

  it('is drawn again though it leaves, with what it showed before, in the same moment', async () => {
    const other = await databases.open(url);
    await put([aMessage({ contentHash: 'h1' })]);
    const { id } = await row();

    let redrawn: Promise<unknown> = Promise.resolve();
    await database.transaction(async (transaction) => {
      await transaction.delivery.update({ where: { id }, data: { state: 'sent', slackTs: '1.1', sentHash: 'h1' } });
      redrawn = other.transaction((another) => redrawAll(another, { keys: ['d1'] }, { contentHash: 'h2', now }));
      await sleep(200);
    });
    await redrawn;

    expect(await row()).toMatchObject({ state: 'pending', payloadHash: 'h2', sentHash: 'h1' });
  });

  it('is claimed by one of many', async () => {
    await put([aMessage()]);

    const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claimAs(`process ${index}`)));

    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
  });

  it('cannot be claimed before its lease has run out, and can afterwards', async () => {
    await put([aMessage()]);
    await claimedAs('a');

    expect(await claimAs('b', seconds(60))).toBeNull();
    expect(await claimAs('b', seconds(61))).not.toBeNull();
  });

  it('cannot be begun by whoever lost the claim, nor settled', async () => {
    await put([aMessage()]);
    const lost = await claimedAs('a');
    await claimAs('b', seconds(61));

    const leaseUntil = seconds(200);
    expect(await beginAttempt(database.client, lost, { holder: 'a', now: seconds(62), leaseUntil })).toBe(false);
    expect(await settle(database.client, { ...lost, holder: 'a' }, { state: 'failed' })).toBe(false);
    expect(await row()).toMatchObject({ state: 'pending', claimedBy: 'b' });
  });

  it('cannot be begun any more once its thread failed', async () => {
    await put([aMessage({ key: 'parent' }), aMessage({ parentKey: 'parent' })]);
    const mine = await claimedAs('a');
    await failThread(database.client, (await row('parent')).id, 'the parent is gone');

    expect(await beginAttempt(database.client, mine, { holder: 'a', now, leaseUntil: seconds(60) })).toBe(false);
    expect(await row('parent')).toMatchObject({ state: 'pending' });
  });

  it.each(['sent', 'withheld', 'failed'] as const)(
    'stays due when new content came before it was settled as %s',
    async (state) => {
      await put([aMessage()]);
      const mine = await claimedAs('a');
      await put([aMessage(edited)]);

      expect(await settle(database.client, { ...mine, holder: 'a' }, { state })).toBe(true);

      expect(await row()).toMatchObject({ state: 'pending', claimedBy: null, leaseUntil: null });
    },
  );

  it('is given back by a process that stops, but for what it has begun to send', async () => {
    await put([aMessage(), aMessage({ key: 'd2' })]);
    const begun = await claimedAs('a');
    await beginAttempt(database.client, begun, { holder: 'a', now, leaseUntil: seconds(60) });
    await claim(database.client, (await row('d2')).id, { holder: 'a', now, leaseUntil: seconds(60) });

    await handBack(database.client, 'a');

    expect(await row()).toMatchObject({ claimedBy: 'a' });
    expect(await row('d2')).toMatchObject({ claimedBy: null, leaseUntil: null });
  });

  it('is listed while it is open, oldest first', async () => {
    await put([aMessage({ key: 'later' })], seconds(5));
    await put([aMessage({ key: 'b', position: 2 }), aMessage({ key: 'a', position: 1 }), aMessage({ key: 'done' })]);
    await database.client.delivery.updateMany({ where: { key: 'done' }, data: { state: 'sent' } });

    const open = await listOpen(database.client, 10);

    const keys = await Promise.all(
      open.map(async ({ id }) => (await database.client.delivery.findUnique({ where: { id } }))?.key),
    );
    expect(keys).toEqual(['a', 'b', 'later']);
  });
});
