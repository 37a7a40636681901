import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/platform/db/database.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { places } from '../../support/slack/team.js';
import { type Line, openLine } from './cut-line.js';
import { digestIn, digestsIn, threadOf } from './digest-words.js';

const committees = { 'growth-ops': { kpis: ['leads'] } } as const;

/** Holds the only writer's place of a SQLite file, as another program may; resolves once it has it. */
async function holdLock(database: Database): Promise<() => Promise<void>> {
  const end = new AbortController();
  let done: Promise<void> | undefined;
  await new Promise<void>((resolve) => {
    done = database.transaction(async (transaction) => {
      await transaction.lock.updateMany({ where: { name: 'nobody' }, data: { holder: 'nobody' } });
      resolve();
      await once(end.signal, 'abort');
    });
  });
  return async () => {
    end.abort();
    await done;
  };
}

describe('while another program holds the database locked', () => {
  const databases = databasesOf('sqlite');

  it('a digest that is due waits and comes once, and people are answered in time and in their language', async () => {
    const databaseUrl = await databases.migratedUrl();
    const at = '2026-11-13T12:00';
    const office = await Office.open({ databases, databaseUrl, at, readingsThrough: '2026-11-15', committees });
    const release = await holdLock(await databases.open(databaseUrl));
    office.at('2026-11-16T09:00');
    const swept = office.sweep();

    const answered = office.slack.person('ana').slash('/copil next');
    // Chloé is met for the first time, which has to be written down.
    const unlinked = await office.slack.person('chloe').slash('/copil next');
    expect(digestsIn(office, 'growth-ops')).toEqual([]);
    await release();
    const known = await answered;
    await swept;
    await office.settled();

    expect(known.text).toMatch(/semaine 47/);
    expect(unlinked.ack.error).toBeUndefined();
    expect(unlinked.text).toMatch(/Copil met du temps à répondre/);
    const seen = () =>
      office.slack
        .person('chloe')
        .as.ephemerals()
        .map(({ text }) => text);
    await expect.poll(seen).toEqual([unlinked.text, expect.stringMatching(/semaine 47/)]);
    expect(threadOf(office, 'growth-ops', digestIn(office, 'growth-ops'))).toHaveLength(1);
    office.expectNothingUnexpected();
    await office.close();
  });
});

describe('while the database server is gone', () => {
  const databases = databasesOf('postgresql');
  let line: Line;
  let office: Office;
  const away = [/sweep/, /outbox/, /delivery could not be stored/, /a request failed/];

  beforeAll(async () => {
    const databaseUrl = await databases.migratedUrl();
    line = await openLine(databaseUrl);
    const direct = await databases.open(databaseUrl);
    office = await Office.open({
      databases,
      databaseUrl,
      appDatabase: await databases.open(line.url),
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees,
    });
    expect(direct.engine).toBe('postgresql');
    office.forgive(...away);
    await office.slack.person('ana').slash('/copil help');
  });
  afterAll(async () => {
    await office.close();
    await line.close();
  });

  it('it is not ready and says why', async () => {
    line.cut();

    const { status, body } = await office.ready();

    expect(status).toBe(503);
    expect(body).toMatch(/"database"/);
  });

  it.each([
    ['ana', 'met before', /Copil n’accède pas à ses données/],
    ['chloe', 'never met', /Copil n’accède pas à ses données/],
    ['ben', 'never met, who reads English', /Copil cannot reach its data/],
  ] as const)('%s, %s, is told so in their language, within the time Slack gives', async (name, _, words) => {
    const { ack, text } = await office.slack.person(name).slash('/copil status');

    expect(text).toMatch(words);
    expect(ack.error).toBeUndefined();
  });

  it('a digest that comes due meanwhile comes once when it is back', async () => {
    office.at('2026-11-16T09:00');
    await office.sweep();
    line.mend();

    await office.advanceTo('2026-11-16T09:01');

    expect(threadOf(office, 'growth-ops', digestIn(office, 'growth-ops'))).toHaveLength(1);
    expect((await office.ready()).status).toBe(200);
  });

  it('a digest on its way to Slack comes once and whole, though nobody could store that it arrived', async () => {
    await office.readingsThrough('2026-11-22', ['leads']);
    const { id: channel } = places['growth-ops'];
    office.slack.faults.add({ kind: 'slow', method: 'chat.postMessage', channel, ms: 1_500, count: 1 });
    const posts = () =>
      office.slack.requests
        .toSlack('chat.postMessage')
        .filter(({ request }) => (request as { channel?: string }).channel === channel).length;
    const before = posts();
    const unstored = () => office.errors(/delivery could not be stored/).length;
    const unstoredBefore = unstored();
    office.at('2026-11-23T09:00');
    await office.sweep();
    await expect.poll(posts, { interval: 5 }).toBe(before + 1);
    line.cut();
    await expect.poll(() => digestsIn(office, 'growth-ops')).toHaveLength(2);
    await expect.poll(unstored).toBeGreaterThan(unstoredBefore);

    line.mend();
    await office.advanceTo('2026-11-23T09:01');

    expect(digestsIn(office, 'growth-ops')).toHaveLength(2);
    const [parent] = digestsIn(office, 'growth-ops').slice(-1);
    expect(parent && threadOf(office, 'growth-ops', parent)).toHaveLength(1);
    office.expectNothingUnexpected();
  });

  it('a server that is silent keeps nobody waiting without a word', async () => {
    line.silence();

    const { ack, text } = await office.slack.person('ana').slash('/copil next');

    expect(text).toMatch(/Copil met du temps à répondre/);
    expect(ack.error).toBeUndefined();
    line.mend();
    const seen = () => office.slack.person('ana').as.ephemerals().at(-1)?.text;
    await expect.poll(seen).toMatch(/semaine 48/);
  });
});
