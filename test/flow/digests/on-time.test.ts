import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { digestIn, digestsIn, keyOf, picturesOf, threadOf } from './digest-words.js';

describe('a weekly digest', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: {
        'growth-ops': { locale: 'fr' },
        'growth-york': { channel: 'growth-steering', timeZone: 'America/New_York' },
      },
    });
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('is not there a minute before its time', async () => {
    await office.advanceTo('2026-11-16T08:59');

    expect(office.slack.channel('growth-ops').messages()).toEqual([]);
  });

  it('stands in its channel at its time, about the week before, in the language of the committee', async () => {
    await office.advanceTo('2026-11-16T09:00');

    const parent = digestIn(office, 'growth-ops');
    expect(parent.text).toMatch(/^Croissance\s: semaine 46/);
    expect(parent.text).toMatch(/Commandes\s: 721, sous son objectif/);
    expect(parent.text).toMatch(/1 rouge.*1 vert/);
  });

  it('shows the board, and in its thread the KPI that needs attention and the table, each with its picture and key', async () => {
    const parent = digestIn(office, 'growth-ops');
    const thread = threadOf(office, 'growth-ops', parent);

    const [, id = ''] = /^digest:([^:]+):parent$/.exec(keyOf(parent)) ?? [];
    expect(thread.map(keyOf)).toEqual([`digest:${id}:kpi:orders`, `digest:${id}:figures-table`]);
    expect([parent, ...thread].map((message) => message.metadata?.event_type)).toEqual(Array(3).fill('copil_delivery'));
    expect([parent, ...thread].map((message) => picturesOf(office, message).length)).toEqual([1, 1, 0]);
    for (const { bytes, altText } of [parent, ...thread].flatMap((message) => picturesOf(office, message))) {
      expect(
        Buffer.from(bytes ?? [])
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
      expect(altText).toMatch(/Commandes/);
    }
  });

  it('is published, and counted, once all of it stands in Slack', async () => {
    const digest = await office.database.client.digest.findFirstOrThrow();

    expect(digest).toMatchObject({ period: '2026-W46', state: 'published', isLate: false });
    const metrics = await (await fetch(`${office.address}/metrics`)).text();
    expect(metrics).toMatch(/^copil_digests_due_total 1$/m);
    expect(metrics).toMatch(/^copil_digests_sent_total 1$/m);
  });

  it('comes once, however often the time is looked at', async () => {
    const before = office.slack.requests.toSlack('chat.postMessage').length;

    await office.advanceTo('2026-11-16T09:00');
    await office.advanceTo('2026-11-16T09:01');
    await office.advanceTo('2026-11-16T14:59');

    expect(office.slack.requests.toSlack('chat.postMessage')).toHaveLength(before);
    expect(digestsIn(office, 'growth-steering')).toEqual([]);
  });

  it('follows the wall clock of its own committee', async () => {
    await office.advanceTo('2026-11-16T09:00', 'America/New_York');

    expect(digestIn(office, 'growth-steering').text).toMatch(/^Growth: week 46/);
    expect(digestsIn(office, 'growth-ops')).toHaveLength(1);
  });
});

const night = { every: 'week', on: 'sunday', at: '02:30' };

describe('a digest due in the night in which the clocks change', () => {
  const databases = databasesOf('sqlite');

  it('comes once where its time comes twice', async () => {
    const office = await Office.open({
      databases,
      at: '2026-10-24T12:00',
      readingsThrough: '2026-10-24',
      committees: {
        paris: { schedule: night, kpis: ['leads'] },
        york: {
          schedule: { ...night, at: '01:30' },
          timeZone: 'America/New_York',
          channel: 'growth-steering',
          kpis: ['leads'],
        },
      },
    });
    await office.advanceTo('2026-10-25T00:29', 'UTC');
    expect(digestsIn(office, 'growth-ops')).toEqual([]);
    await office.advanceTo('2026-10-25T00:30', 'UTC');
    expect(digestIn(office, 'growth-ops').text).toMatch(/week 42/);
    for (const local of ['2026-10-25T01:30', '2026-10-25T02:30']) await office.advanceTo(local, 'UTC');
    expect(digestsIn(office, 'growth-ops')).toHaveLength(1);

    await office.advanceTo('2026-10-25T05:30', 'UTC');
    expect(digestsIn(office, 'growth-steering')).toHaveLength(1);
    for (const local of ['2026-11-01T05:30', '2026-11-01T06:30', '2026-11-01T07:30']) {
      await office.advanceTo(local, 'UTC');
    }
    expect(digestsIn(office, 'growth-steering')).toHaveLength(2);

    office.expectNothingUnexpected();
    await office.close();
  });

  it.each([
    { zone: 'America/New_York', day: '2027-03-14', before: '06:59', at: '07:00', week: 9 },
    { zone: 'Europe/Paris', day: '2027-03-28', before: '00:59', at: '01:00', week: 11 },
  ])('comes at the next valid minute where its time is left out, in $zone', async ({ zone, day, before, at, week }) => {
    const committee = { schedule: night, timeZone: zone, kpis: ['leads'] } as const;
    const office = await Office.open({
      databases,
      at: `${day}T00:00`,
      readingsThrough: day,
      committees: { night: committee },
    });

    await office.advanceTo(`${day}T${before}`, 'UTC');
    expect(digestsIn(office, 'growth-ops')).toEqual([]);
    await office.advanceTo(`${day}T${at}`, 'UTC');
    await office.advanceTo(`${day}T12:00`, 'UTC');

    expect(digestIn(office, 'growth-ops').text).toMatch(new RegExp(`week ${week}\\b`));
    office.expectNothingUnexpected();
    await office.close();
  });
});
