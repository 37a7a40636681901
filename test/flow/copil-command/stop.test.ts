import { describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';

const at = '2026-11-13T12:00';
const slowPosts = { kind: 'slow', method: 'chat.postMessage', ms: 250 } as const;

describe('a stop', () => {
  const databases = databasesOf('sqlite');

  it('lets a request come to its end, and tells newcomers in their language to come back', async () => {
    const office = await Office.open({
      databases,
      at,
      mode: 'socket',
      readingsThrough: '2026-11-08',
      committees: { 'growth-ops': { kpis: ['leads'] } },
    });
    await expect.poll(() => office.slack.sockets.connections).toBeGreaterThan(0);
    office.slack.faults.add(slowPosts);
    await office.slack.person('ana').slash('/copil digest');

    const stopped = office.stopApps();
    const newcomer = await office.slack.person('ana').slash('/copil next');
    await stopped;

    expect(newcomer.text).toMatch(/Copil redémarre/);
    const [parent] = office.slack.dm('ana').messages();
    expect(parent?.text).toMatch(/week 45/);
    expect(
      office.slack
        .dm('ana')
        .thread(parent?.ts ?? '')
        .messages(),
    ).toHaveLength(1);
    office.expectNothingUnexpected();
    await office.close();
  });

  it('hands back what was not sent, so that the next start sends it at once, and nothing twice', async () => {
    const office = await Office.open({
      databases,
      at,
      readingsThrough: '2026-11-15',
      committees: { 'growth-ops': {} },
      // Who had to wait for the end of a lease would not get through this test.
      timings: { leaseMs: 120_000 },
    });
    office.slack.faults.add(slowPosts);
    office.at('2026-11-16T09:00');
    await office.sweep();
    await expect
      .poll(() => office.slack.requests.toSlack('chat.postMessage').length, { interval: 5, timeout: 60_000 })
      .toBe(1);

    await office.stopApps();
    const [parent] = office.slack.channel('growth-ops').messages();
    expect(parent?.text).toMatch(/week 46/);
    expect(
      office.slack
        .channel('growth-ops')
        .thread(parent?.ts ?? '')
        .messages(),
    ).toEqual([]);
    await office.startApp();
    await office.settled();

    expect(office.slack.channel('growth-ops').messages()).toHaveLength(1);
    expect(
      office.slack
        .channel('growth-ops')
        .thread(parent?.ts ?? '')
        .messages(),
    ).toHaveLength(2);
    office.expectNothingUnexpected();
    await office.close();
  });
});
