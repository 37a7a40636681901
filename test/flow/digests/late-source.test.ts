import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readContent } from '../../../src/features/digests/snapshot-content.js';
import type { Fault } from '../../../src/platform/db/chain-fault.js';
import { readWitness } from '../../../src/platform/db/event-chain.js';
import { verifyEvents } from '../../../src/platform/db/verify-events.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { digestIn, digestsIn, keyOf, readableOf, threadOf } from './digest-words.js';

/** The head of the chain of events that a digest's footer says. */
function auditHeadOf(text: string): string {
  return /Audit (\S+)/.exec(text)?.[1] ?? 'no head';
}

/** Mentions come from a source of their own, which is late twice. */
describe('a digest of which a source is late', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  const posts = () => office.slack.requests.toSlack('chat.postMessage').length;
  const newest = () => digestsIn(office, 'growth-ops').at(-1);

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      committees: {
        patient: { locale: 'fr', lateSource: 'wait until 11:00', kpis: ['leads', 'mentions'] },
        prompt: { channel: 'growth-steering', lateSource: 'send grey', kpis: ['leads', 'mentions'] },
      },
    });
    await office.readingsThrough('2026-11-15', ['leads']);
    await office.readingsThrough('2026-11-13', ['mentions']);
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  /** Without a version, in another order of keys. */
  const keptByAnOlderVersion = async () => {
    const { digestSnapshot } = office.database.client;
    for (const { digestId, number, content } of await digestSnapshot.findMany()) {
      const { sections, ...facts } = readContent(content);
      const { promises, 'open-items': onKpis = {}, escalations = null, ...others } = sections;
      const kept = { ...facts, followUp: { ...(promises as object), onKpis, escalations }, ...others };
      const reversed = JSON.stringify(Object.fromEntries(Object.entries(kept).reverse()));
      const where = { digestId_number: { digestId, number } };
      await digestSnapshot.update({ where, data: { content: reversed } });
    }
  };

  it('leaves at its time with that KPI in grey and a data incident, where the committee says so', async () => {
    await office.advanceTo('2026-11-16T09:00');

    const parent = digestIn(office, 'growth-steering');
    expect(parent.text).toMatch(/Mentions.*late/);
    expect(parent.text).toMatch(/\nAudit \d+-[0-9a-f]{16}$/);
    expect(JSON.stringify(parent.blocks.at(-2))).toContain(auditHeadOf(parent.text));
    const incident = threadOf(office, 'growth-steering', parent).find((one) => keyOf(one).endsWith(':data-incidents'));
    expect(incident?.text).toMatch(/Social listening.*13 November.*Mentions/s);
  });

  it('waits where the committee says so, without a word', async () => {
    await office.advanceTo('2026-11-16T10:14');

    expect(digestsIn(office, 'growth-ops')).toEqual([]);
  });

  it('leaves whole at the moment the readings land', async () => {
    office.at('2026-11-16T10:15');

    const answer = await office.postReadings('2026-11-15', ['mentions']);

    expect(answer.status).toBe(200);
    const parent = await office.slack.channel('growth-ops').expectMessage(/semaine 46/);
    await office.settled();
    expect(parent.text).toMatch(/Citations\s: 721/);
    expect(threadOf(office, 'growth-ops', parent).map(keyOf)).toEqual([expect.stringMatching(/:figures-table$/)]);
  });

  it('edits what it had said in grey, and says in the thread that the data has arrived', async () => {
    const parent = digestIn(office, 'growth-steering');
    await expect.poll(() => parent.text).toMatch(/Mentions: 721/);
    await office.settled();

    expect(digestsIn(office, 'growth-steering')).toHaveLength(1);
    const thread = threadOf(office, 'growth-steering', parent);
    expect(thread.filter((one) => /Social listening: the missing data has arrived/.test(one.text))).toHaveLength(1);
    expect(thread.find((one) => keyOf(one).endsWith(':data-incidents'))?.text).toMatch(/Corrected/);
  });

  it('leaves in grey when the wait is over', async () => {
    await office.readingsThrough('2026-11-22', ['leads']);
    await office.advanceTo('2026-11-23T09:00');
    await office.advanceTo('2026-11-23T10:59');
    expect(digestsIn(office, 'growth-ops')).toHaveLength(1);

    await office.advanceTo('2026-11-23T11:00');

    expect(digestsIn(office, 'growth-ops')).toHaveLength(2);
    const parent = newest();
    expect(parent?.text).toMatch(/semaine 47/);
    expect(parent?.text).toMatch(/Citations.*en retard/);
    const thread = parent ? threadOf(office, 'growth-ops', parent) : [];
    expect(thread.map(readableOf).join('\n')).toMatch(/Veille sociale.*15 novembre/s);
  });

  it('is corrected once in its own messages when the data lands after all', async () => {
    const parent = newest();
    const boardBefore = JSON.stringify(parent?.blocks);
    const auditHead = auditHeadOf(parent?.text ?? '');
    await keptByAnOlderVersion();
    office.at('2026-11-23T14:00');

    await office.postReadings('2026-11-22', ['mentions']);
    await expect.poll(() => parent?.text).toMatch(/Citations\s: 721/);
    await office.settled();

    expect(digestsIn(office, 'growth-ops')).toHaveLength(2);
    expect(JSON.stringify(parent?.blocks)).not.toBe(boardBefore);
    const arrived = (parent ? threadOf(office, 'growth-ops', parent) : []).filter((one) =>
      /Veille sociale\s: les données attendues sont arrivées/.test(one.text),
    );
    expect(arrived).toHaveLength(1);
    expect(auditHeadOf(parent?.text ?? '')).toBe(auditHead);
    const numbers = { digest: { committee: { key: 'patient' }, period: '2026-W47' } };
    expect(await office.database.client.digestSnapshot.count({ where: numbers })).toBe(2);
  });

  it('has a head in its footer that the chain of events holds, weeks and corrections later', async () => {
    const { id: workspaceId } = await office.database.client.workspace.findFirstOrThrow();
    const footers = [...digestsIn(office, 'growth-ops'), ...digestsIn(office, 'growth-steering')];
    const faults: Fault[] = [];

    for (const { text } of footers) {
      const ask = {
        workspaceId,
        witness: readWitness(auditHeadOf(text)),
        onFault: (fault: Fault) => faults.push(fault),
      };
      await verifyEvents(office.database.client, ask);
    }

    expect(new Set(footers.map(({ text }) => auditHeadOf(text))).size).toBeGreaterThan(2);
    expect(faults).toEqual([]);
  });

  it('says no more when the same readings come again, and is not late any more', async () => {
    const before = { posts: posts(), edits: office.slack.requests.toSlack('chat.update').length };

    await office.postReadings('2026-11-22', ['mentions']);
    await office.advanceTo('2026-11-23T14:01');
    await office.advanceTo('2026-11-23T18:00');

    expect({ posts: posts(), edits: office.slack.requests.toSlack('chat.update').length }).toEqual(before);
    expect(await office.database.client.digest.count({ where: { state: 'published' } })).toBe(4);
  });
});
