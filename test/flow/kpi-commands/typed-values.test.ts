import { afterAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { digestsIn, threadOf } from '../digests/digest-words.js';
import { kpiWords } from './kpi-words.js';

/** A value of one day of week 46 is typed by Ana, the chair, while all other days came by an interface. */
describeFlow('a typed value says so beside the number', (databases) => {
  let office: Office | undefined;
  afterAll(() => office?.close());

  it('in the digest, its source line and /kpi, until it is taken back or a source has put it right', async () => {
    const committees = { 'growth-ops': { kpis: ['orders', 'leads'], locale: 'fr' } } as const;
    office = await Office.open({ databases, at: '2026-11-13T12:00', readingsThrough: '2026-11-14', committees });
    const [ana, ben] = [kpiWords(office, 'ana'), kpiWords(office, 'ben')];
    await office.postReadings('2026-11-14', ['orders', 'leads']);
    office.at('2026-11-16T08:00');
    const logged = await ana.ask('/kpi log orders 104 2026-11-15');
    await ana.ask('/kpi log leads 104 2026-11-15');

    await office.advanceTo('2026-11-16T09:00');

    const [parent] = digestsIn(office, 'growth-ops');
    expect(parent?.text).toMatch(/Prospects\s: 7\d\d \(saisi en partie par Ana [^)]+\)/);
    const [orders] = parent ? threadOf(office, 'growth-ops', parent) : [];
    expect(orders?.text).toMatch(/Commandes\s: 7\d\d \(saisi en partie par Ana [^)]+\), sous son objectif/);
    expect(orders?.text).toMatch(/source\s: Fichier clients · saisi en partie par Ana/);
    expect((await ben.ask('/kpi orders')).text).toMatch(
      /Orders: 7\d\d \(partly typed by Ana [^)]+\), below.*source: CRM · partly typed/s,
    );

    await ana.press(logged, 'kpi:undo');
    await office.postReadings('2026-11-15', ['leads']);

    expect((await ben.ask('/kpi orders')).text).not.toMatch(/typed/);
    expect((await ben.ask('/kpi leads')).text).not.toMatch(/typed/);
    const origins = await office.database.client.import.groupBy({ by: ['origin'] });
    expect(origins.map(({ origin }) => origin).sort()).toEqual(['api', 'file', 'typed']);
    office.expectNothingUnexpected();
  });
});
