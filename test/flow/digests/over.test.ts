import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTemplates } from '../../../src/digest-sections.js';
import { beginAnewIfEarly } from '../../../src/features/digests/early/early.js';
import { contentFor, runDigest } from '../../../src/features/digests/run.js';
import { findDigest } from '../../../src/features/digests/stored-digests.js';
import type { SweepDeps } from '../../../src/features/digests/sweep.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { createHolidayCalendars } from '../../../src/organisation/calendar/working-days.js';
import { findCommitteeByKey } from '../../../src/organisation/committees/committees.js';
import { silentLog } from '../../../src/platform/log.js';
import { createMetrics } from '../../../src/platform/metrics.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { digestsIn, threadOf } from './digest-words.js';

const committees = { 'growth-ops': { kpis: ['leads'], locale: 'en' } } as const;

/** What the terminal works with. */
const deps = async ({ database, clock }: Office): Promise<SweepDeps> => ({
  database,
  clock,
  workspaceId: (await database.client.workspace.findFirstOrThrow()).id,
  templates: loadTemplates(),
  holidaysIn: createHolidayCalendars(),
  texts: loadTexts(),
  newId: newUuid,
  nowMs: Date.now,
  isSampleData: false,
  log: silentLog,
  charts: { prepare: () => undefined },
  metrics: createMetrics(),
});

const ask = (period: string) => ({ committeeKey: 'growth-ops', period });

describe('a digest is about a period that is over', () => {
  const databases = databasesOf('sqlite');
  let office: Office;

  beforeAll(async () => {
    const at = '2026-11-12T12:00';
    office = await Office.open({ databases, at, readingsThrough: '2026-11-11', committees });
  });
  afterAll(() => office.close());

  it.each([
    ['2026-W46', /2026-W46 is not over before the end of 2026-11-15.*preview --draft/],
    ['2026-W47', /2026-W47 begins on 2026-11-16: there is nothing to show/],
    ['2031-W01', /begins on/],
  ])('%s is neither sent nor previewed on Thursday of week 46', async (period, words) => {
    await expect(runDigest(await deps(office), ask(period))).rejects.toThrow(words);
    await expect(contentFor(await deps(office), ask(period))).rejects.toThrow(words);
    expect(await office.database.client.digest.count()).toBe(0);
  });

  it('a period that runs is shown as a draft on request, with the figures so far; one that has not begun is not', async () => {
    const { content } = await contentFor(await deps(office), { ...ask('2026-W46'), draft: true });

    expect(content).toMatchObject({ isDraft: true, period: '2026-W46' });
    expect(content.items[0]?.figures).toMatchObject({ dataThrough: '2026-11-11', current: { present: 3 } });
    await expect(contentFor(await deps(office), { ...ask('2026-W47'), draft: true })).rejects.toThrow(/begins on/);
    await expect(runDigest(await deps(office), { ...ask('2026-W46'), draft: true })).rejects.toThrow(/not over/);
  });

  it('a period that is over is no draft, whatever was asked', async () => {
    const { content } = await contentFor(await deps(office), { ...ask('2026-W45'), draft: true });

    expect(content.isDraft).toBeUndefined();
  });

  it('the first minute after the period is over is soon enough, in the zone of the committee', async () => {
    office.at('2026-11-15T23:59');
    await expect(contentFor(await deps(office), ask('2026-W46'))).rejects.toThrow(/not over/);
    office.at('2026-11-16T00:00');

    expect((await contentFor(await deps(office), ask('2026-W46'))).content.isDraft).toBeUndefined();
  });
});

describe.each(['sqlite', 'postgresql'] as const)('on %s, a digest that an older version sent too early', (engine) => {
  const databases = databasesOf(engine);
  let office: Office;
  let databaseUrl: string;

  beforeAll(async () => {
    databaseUrl = await databases.migratedUrl();
    const at = '2026-11-09T08:00';
    office = await Office.open({ databases, databaseUrl, at, readingsThrough: '2026-11-08', committees });
    await office.advanceTo('2026-11-09T09:00');
  });
  afterAll(() => office.close());

  /** As older versions did on a Thursday: the digest of the week that runs. */
  async function sendTooEarly(): Promise<void> {
    office.at('2026-11-16T00:00');
    await runDigest(await deps(office), ask('2026-W46'));
    await office.database.client.digestSnapshot.updateMany({
      where: { digest: { period: '2026-W46' } },
      data: { createdAt: new Date('2026-11-12T11:00:00Z') },
    });
    await office.settled();
  }

  it('does not keep the real one from being sent: it leaves anew, as the next snapshot, and the old one stays', async () => {
    await sendTooEarly();
    expect(digestsIn(office, 'growth-ops')).toHaveLength(2);
    await office.readingsThrough('2026-11-15');

    await office.advanceTo('2026-11-16T09:00');

    const posted = digestsIn(office, 'growth-ops');
    expect(posted).toHaveLength(3);
    expect(posted[1]?.text).not.toBe(posted[2]?.text);
    const anew = posted.at(-1);
    expect(anew && threadOf(office, 'growth-ops', anew)).not.toHaveLength(0);
    const digest = await office.database.client.digest.findFirstOrThrow({
      where: { period: '2026-W46' },
      include: { snapshots: true },
    });
    expect(digest).toMatchObject({ state: 'published', isLate: false });
    expect(digest.snapshots.map(({ number }) => number).sort()).toEqual([1, 2]);
    office.expectNothingUnexpected();
  });

  it('and the real one is sent once', async () => {
    await office.advanceTo('2026-11-16T09:05');
    await office.advanceTo('2026-11-17T09:00');

    expect(digestsIn(office, 'growth-ops')).toHaveLength(3);
  });

  it('is begun anew by one of several processes that find it in the same moment', async () => {
    const { client } = office.database;
    const others = await Promise.all([1, 2, 3].map(() => databases.open(databaseUrl)));
    const own = await deps(office);
    const committee = await findCommitteeByKey(client, { workspaceId: own.workspaceId, key: 'growth-ops' });
    if (!committee) throw new Error('No committee');
    const period = '2026-W46';
    for (let round = 0; round < 10; round += 1) {
      await client.digest.updateMany({ where: { period }, data: { state: 'published' } });
      await client.digestSnapshot.updateMany({
        where: { digest: { period } },
        data: { createdAt: new Date('2026-11-12T11:00:00Z') },
      });
      const digest = await findDigest(client, { committeeId: committee.id, period });
      if (!digest) throw new Error('No digest');
      const ask = { committee, digest, isLate: false, surface: 'schedule' } as const;

      const begun = await Promise.all(
        others.map(({ transaction }) => transaction((store) => beginAnewIfEarly(store, own, ask))),
      );

      expect(
        begun.filter((found) => found !== null),
        `round ${round}`,
      ).toHaveLength(1);
    }
  });
});
