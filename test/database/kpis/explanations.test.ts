import { expect, it } from 'vitest';
import { explanationsFor, lastExplanation, recordExplanation } from '../../../src/features/kpis/public.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';

const workspaceId = 'w1';

type Said = { id: string; text: string; kpiKey?: string; period?: string; workspaceId?: string };

function explain(database: Database, { minute, ...said }: Said & { minute: number }): Promise<boolean> {
  const at = new Date(Date.UTC(2026, 10, 16, 9, minute));
  const defaults = { workspaceId, kpiKey: 'leads', period: '2026-W46', authorKey: 'ana' };
  return database.transaction((transaction) => recordExplanation(transaction, { ...defaults, ...said, at }));
}

describeOnBothEngines('an explanation', (databases) => {
  it('is the newest of its KPI and period; the ones before stay, with an event each', async () => {
    const database = await databases.open();
    await explain(database, { id: 'a', text: 'A strike', minute: 2 });
    await explain(database, { id: 'b', text: 'A strike, and snow', minute: 3 });
    await explain(database, { id: 'c', text: 'Holidays', period: '2026-W45', minute: 4 });
    await explain(database, { id: 'd', text: 'A sale', kpiKey: 'orders', minute: 1 });
    await explain(database, { id: 'e', text: 'Elsewhere', workspaceId: 'w2', minute: 5 });

    const found = await explanationsFor(database.client, {
      workspaceId,
      kpiKeys: ['leads', 'orders', 'visits'],
      period: '2026-W46',
    });
    const last = await lastExplanation(database.client, { workspaceId, kpiKey: 'leads' });

    expect([...found].map(([key, { text }]) => [key, text]).sort()).toEqual([
      ['leads', 'A strike, and snow'],
      ['orders', 'A sale'],
    ]);
    expect(last).toMatchObject({ text: 'Holidays', period: '2026-W45', authorKey: 'ana' });
    const events = await database.client.event.findMany({ where: { subjectId: 'leads', workspaceId } });
    expect(events.map(({ what, after }) => [what, JSON.parse(after ?? '').text])).toEqual([
      ['kpi.explained', 'A strike'],
      ['kpi.explained', 'A strike, and snow'],
      ['kpi.explained', 'Holidays'],
    ]);
    expect(JSON.parse(events[1]?.before ?? '')).toEqual({ period: '2026-W46', text: 'A strike', author: 'ana' });
  });

  it('is stored once when it is delivered twice', async () => {
    const database = await databases.open();

    const stored = [
      await explain(database, { id: 'a', text: 'A strike', minute: 1 }),
      await explain(database, { id: 'a', text: 'A strike', minute: 2 }),
    ];

    expect(stored).toEqual([true, false]);
    expect(await database.client.explanation.count()).toBe(1);
    expect(await database.client.event.count()).toBe(1);
  });

  it('is missing where nobody explained anything', async () => {
    const database = await databases.open();

    expect(await lastExplanation(database.client, { workspaceId, kpiKey: 'leads' })).toBeNull();
    expect(await explanationsFor(database.client, { workspaceId, kpiKeys: ['leads'], period: '2026-W46' })).toEqual(
      new Map(),
    );
  });
});
