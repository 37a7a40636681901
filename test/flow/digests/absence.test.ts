import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { instantOf, Office } from '../../support/running-app.js';
import { digestsIn, keyOf, readableOf } from './digest-words.js';

/** Down from Friday 13 to Saturday 28 November: the Mondays 16 and 23 pass without an app. */
describe('after an absence', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  const digests = () => digestsIn(office, 'growth-ops');

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-10-30T12:00',
      readingsThrough: '2026-11-01',
      committees: { 'growth-ops': { locale: 'fr' } },
    });
    await office.advanceTo('2026-11-02T09:00');
    await office.stopApps();
    await office.readingsThrough('2026-11-22');
    office.at('2026-11-28T10:00');
    await office.startApp();
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('nothing is posted outside working hours', async () => {
    for (const local of ['2026-11-28T10:00', '2026-11-29T12:00', '2026-11-30T07:59']) await office.advanceTo(local);

    expect(digests().map(({ text }) => /semaine \d+/.exec(text)?.[0])).toEqual(['semaine 44']);
  });

  it('the newest digest leaves when they begin, labelled as late, and names those that never left', async () => {
    await office.advanceTo('2026-11-30T08:00');

    expect(digests()).toHaveLength(2);
    const text = digests().at(-1)?.text ?? '';
    expect(text).toMatch(/^Croissance\s: semaine 47/);
    expect(text).toMatch(/Envoyé en retard\s: ce point était prévu le lundi 23 novembre/);
    expect(text).toMatch(/Jamais envoyé.*semaine 45.*semaine 46/);
  });

  it('counts all that were due, the one that left late, and alarms nobody', async () => {
    const metrics = await (await fetch(`${office.address}/metrics`)).text();

    expect(metrics).toMatch(/^copil_digests_due_total 3$/m);
    expect(metrics).toMatch(/^copil_digests_late_total 1$/m);
    expect(office.slack.dm('omar').messages()).toEqual([]);
  });

  it('the next one comes in its time, and looks back no more', async () => {
    await office.readingsThrough('2026-11-29');
    await office.advanceTo('2026-11-30T09:00');

    const text = digests().at(-1)?.text ?? '';
    expect(text).toMatch(/semaine 48/);
    expect(text).not.toMatch(/en retard|Jamais envoyé/);
    expect(digests()).toHaveLength(3);
  });

  it('a missed one is sent on request, labelled as late', async () => {
    await office.app.runDigest({ committeeKey: 'growth-ops', period: '2026-W45' });
    await office.settled();

    const text = digests().at(-1)?.text ?? '';
    expect(text).toMatch(/semaine 45/);
    expect(text).toMatch(/Envoyé en retard\s: ce point était prévu le lundi 9 novembre/);
  });

  it('one that stands there is not sent again, nor changed', async () => {
    const before = digests().map((message) => [keyOf(message), readableOf(message)]);
    const calls = office.slack.requests.toSlack('chat.update').length;

    await office.app.runDigest({ committeeKey: 'growth-ops', period: '2026-W47' });
    await office.app.runDigest({ committeeKey: 'growth-ops', period: '2026-W45' });
    await office.advanceTo('2026-11-30T09:02');

    expect(digests().map((message) => [keyOf(message), readableOf(message)])).toEqual(before);
    expect(office.slack.requests.toSlack('chat.update')).toHaveLength(calls);
  });

  it('a clock turned back by weeks brings nothing twice, and nothing of before the activation', async () => {
    const before = office.slack.requests.toSlack('chat.postMessage').length;
    const { activatedAt } = await office.database.client.committee.findFirstOrThrow();

    for (const local of ['2026-11-23T09:00', '2026-11-16T09:00', '2026-10-26T09:00', '2026-11-30T09:03']) {
      await office.advanceTo(local);
    }

    expect(office.slack.requests.toSlack('chat.postMessage')).toHaveLength(before);
    expect(activatedAt).toEqual(instantOf('2026-10-30T12:00'));
    expect(await office.database.client.digest.count()).toBe(5);
  });
});
