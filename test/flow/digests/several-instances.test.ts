import { describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { digestsIn, keyOf } from './digest-words.js';

describe('two instances on one PostgreSQL', () => {
  const databases = databasesOf('postgresql');

  it('bring each digest of several weeks once, sweeping at the same time and with a clock that is turned back', async () => {
    const url = await databases.migratedUrl();
    const office = await Office.open({
      databases,
      databaseUrl: url,
      at: '2026-11-06T12:00',
      readingsThrough: '2026-11-08',
      committees: {
        'growth-ops': { kpis: ['leads'] },
        'growth-steering': { channel: 'growth-steering', locale: 'fr', kpis: ['leads'] },
        'growth-strategy': { channel: 'growth-strategy', kpis: ['leads'] },
      },
    });
    await office.startApp(await databases.open(url));

    for (const monday of ['2026-11-09', '2026-11-16', '2026-11-23']) {
      for (const time of ['08:59', '09:00', '09:01', '08:30', '09:00']) await office.advanceTo(`${monday}T${time}`);
      await office.readingsThrough(addWeek(monday));
    }

    const channels = ['growth-ops', 'growth-steering', 'growth-strategy'] as const;
    for (const channel of channels) {
      const digests = digestsIn(office, channel);
      expect(digests.map(({ text }) => /(?:week|semaine) \d+/.exec(text)?.[0].slice(-2))).toEqual(['45', '46', '47']);
      expect(new Set(digests.map(keyOf)).size).toBe(3);
    }
    expect(await sumOf(office, 'copil_digests_due_total')).toBe(9);
    expect(await sumOf(office, 'copil_digests_sent_total')).toBe(9);
    office.expectNothingUnexpected();
    await office.close();
  });
});

/** The Sunday of the week that begins on a Monday. */
function addWeek(monday: string): string {
  return new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
}

async function sumOf(office: Office, metric: string): Promise<number> {
  const pages = office.apps.map(async (app) => (await fetch(`http://127.0.0.1:${app.port()}/metrics`)).text());
  const values = (await Promise.all(pages)).map((text) =>
    Number(new RegExp(`^${metric} (\\d+)$`, 'm').exec(text)?.[1]),
  );
  return values.reduce((sum, value) => sum + value, 0);
}
