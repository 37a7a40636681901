import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadTemplates } from '../../../src/digest-sections.js';
import { createDigests, type Digests } from '../../../src/features/digests/index.js';
import { writeContent } from '../../../src/features/digests/snapshot-content.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { createHolidayCalendars } from '../../../src/organisation/calendar/working-days.js';
import type { ChartRenderer } from '../../../src/platform/charts/chart-renderer.js';
import type { Database } from '../../../src/platform/db/database.js';
import { silentLog } from '../../../src/platform/log.js';
import { createMetrics } from '../../../src/platform/metrics.js';
import type { Messenger } from '../../../src/platform/slack/messenger.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { aDigestContent, aDigestItem } from '../../support/builders/digest-content.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';

const committees = { 'growth-ops': { kpis: ['leads'], locale: 'en' } } as const;
const numbers = Array.from({ length: 199 }, (_, index) => index + 1);

/** The same committee again and again, each with a digest that has left. */
async function multiply({ client }: Database): Promise<void> {
  const committee = await client.committee.findFirstOrThrow();
  const digest = await client.digest.findFirstOrThrow();
  const content = writeContent(aDigestContent({ items: [aDigestItem()] }));
  await client.committee.createMany({
    data: numbers.map((n) => ({ ...committee, id: `committee-${n}`, key: `committee-${n}`, slackChannelId: null })),
  });
  await client.digest.createMany({
    data: numbers.map((n) => ({ ...digest, id: `digest-${n}`, committeeId: `committee-${n}` })),
  });
  await client.digestSnapshot.createMany({
    data: numbers.map((n) => ({ digestId: `digest-${n}`, number: 1, content, createdAt: digest.scheduledFor })),
  });
}

/** How often each table is asked for something, whatever for. */
function counting(database: Database): { readonly database: Database; readonly asked: Map<string, number> } {
  const asked = new Map<string, number>();
  const note = (table: string) => asked.set(table, (asked.get(table) ?? 0) + 1);
  const client = new Proxy(database.client, {
    get(target, table, receiver) {
      const found: unknown = Reflect.get(target, table, receiver);
      if (typeof found !== 'object' || found === null) return typeof found === 'function' ? found.bind(target) : found;
      return new Proxy(found, {
        get(model, method, self) {
          note(String(table));
          return Reflect.get(model, method, self);
        },
      });
    },
  });
  return { database: { ...database, client }, asked };
}

describe('a minute in which nothing happened, with two hundred committees', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let digests: Digests;
  let asked: Map<string, number>;

  beforeAll(async () => {
    office = await Office.open({ databases, at: '2026-11-13T12:00', readingsThrough: '2026-11-15', committees });
    await office.advanceTo('2026-11-16T09:00');
    await multiply(office.database);
    const counted = counting(office.database);
    asked = counted.asked;
    digests = createDigests({
      database: counted.database,
      workspaceId: (await office.database.client.workspace.findFirstOrThrow()).id,
      clock: office.clock,
      newId: newUuid,
      nowMs: Date.now,
      isSampleData: false,
      texts: loadTexts(),
      templates: loadTemplates(),
      holidaysIn: createHolidayCalendars(),
      log: silentLog,
      metrics: createMetrics(),
      // Nothing is drawn, and nothing goes to Slack.
      charts: { prepare: vi.fn() } as unknown as ChartRenderer,
      messenger: {} as Messenger,
    });
  });
  afterAll(() => office.close());

  it('reads no snapshot, and asks as little as with one', async () => {
    office.at('2026-11-16T09:20');
    await digests.sweep();
    asked.clear();
    await digests.sweep();

    expect(asked.get('digestSnapshot')).toBeUndefined();
    expect([...asked.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(20);
  });

  it('looks at each digest once when something has landed, and then rests again', async () => {
    office.at('2026-11-16T09:30');
    await office.readingsThrough('2026-11-16', ['leads']);
    asked.clear();
    await digests.sweep();
    const looks = asked.get('digestSnapshot') ?? 0;
    asked.clear();
    await digests.sweep();

    expect(looks).toBeGreaterThanOrEqual(numbers.length);
    expect(asked.get('digestSnapshot')).toBeUndefined();
  });
});
