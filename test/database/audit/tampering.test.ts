import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/platform/db/database.js';
import { headText } from '../../../src/platform/db/event-chain.js';
import { readHead } from '../../../src/platform/db/read-events.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { faultsOf, recompute, takeGuardsOff, writeChain } from './chains.js';

const length = 8;

/** Statements that change one thing; `W` stands for the workspace. */
const singleTamperings: readonly (readonly [string, string, readonly string[]])[] = [
  ['the actor is another', `UPDATE "Event" SET "actorKey" = 'eve' WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['the actor is taken out', `UPDATE "Event" SET "actorKey" = NULL WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['for whom is another', `UPDATE "Event" SET "onBehalfOf" = NULL WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['what happened is another', `UPDATE "Event" SET "what" = 'item.drop' WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['the kind is another', `UPDATE "Event" SET "subjectKind" = 'kpi' WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['the subject is another', `UPDATE "Event" SET "subjectId" = 'i9' WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['before is another', `UPDATE "Event" SET "before" = '{}' WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['after has a space more', `UPDATE "Event" SET "after" = "after" || ' ' WHERE "sequence" = 4 AND W`, ['altered 4']],
  ['the surface is another', `UPDATE "Event" SET "surface" = 'cli' WHERE "sequence" = 4 AND W`, ['altered 4']],
  [
    'the time is another',
    `UPDATE "Event" SET "at" = '2026-11-18 12:00:04.001' WHERE "sequence" = 4 AND W`,
    ['altered 4'],
  ],
  ['the salt is another', `UPDATE "Event" SET "salt" = 'x' WHERE "sequence" = 4 AND W`, ['altered 4']],
  [
    'the salt alone is gone',
    `UPDATE "Event" SET "salt" = NULL WHERE "sequence" = 4 AND W`,
    ['half-erased 4', 'erased-unnamed 4'],
  ],
  [
    'the content hash is another',
    `UPDATE "Event" SET "contentHash" = 'x' WHERE "sequence" = 4 AND W`,
    ['unlinked 4', 'altered 4'],
  ],
  ['the hash is another', `UPDATE "Event" SET "hash" = 'x' WHERE "sequence" = 4 AND W`, ['unlinked 4-5']],
  [
    'the workspace is another',
    `UPDATE "Event" SET "workspaceId" = 'nowhere' || "workspaceId" WHERE "sequence" = 4 AND W`,
    ['missing 4'],
  ],
  [
    'an event is renumbered',
    `UPDATE "Event" SET "sequence" = -4 WHERE "sequence" = 4 AND W`,
    ['inserted -4', 'missing 4'],
  ],
  ['an event is taken out', `DELETE FROM "Event" WHERE "sequence" = 4 AND W`, ['missing 4']],
  ['the first event is taken out', `DELETE FROM "Event" WHERE "sequence" = 1 AND W`, ['missing 1']],
  [
    'two stretches are taken out',
    `DELETE FROM "Event" WHERE "sequence" IN (2, 3, 6) AND W`,
    ['missing 2-3', 'missing 6'],
  ],
  ['the end is cut off', `DELETE FROM "Event" WHERE "sequence" > 5 AND W`, ['cut-off 6-8']],
  ['everything is taken out', `DELETE FROM "Event" WHERE W`, ['cut-off 1-8']],
  ['the head is moved back', `UPDATE "AuditHead" SET "sequence" = 6 WHERE W`, ['beyond-head 7-8', 'head-differs 6']],
  ['the head is moved on', `UPDATE "AuditHead" SET "sequence" = 9 WHERE W`, ['cut-off 9']],
  ['the head’s hash is another', `UPDATE "AuditHead" SET "hash" = 'x' WHERE W`, ['head-differs 8']],
  ['the head is taken out', `DELETE FROM "AuditHead" WHERE W`, ['head-missing 8']],
];

const columns =
  '"actorKey", "onBehalfOf", "what", "subjectKind", "subjectId", "before", "after", "surface", "at", "salt", "contentHash", "hash"';

describeOnBothEngines('a chain of events', (databases) => {
  let database: Database;
  let count = 0;

  beforeAll(async () => {
    database = await databases.open();
    await takeGuardsOff(database);
  });

  async function aChain(): Promise<string> {
    count += 1;
    await writeChain(database, `w${count}`, length);
    return `w${count}`;
  }

  const run = (sql: string, workspaceId: string) =>
    database.client.$executeRawUnsafe(sql.replaceAll(/\bW\b/g, `"workspaceId" = '${workspaceId}'`));

  async function footerOf(workspaceId: string): Promise<string> {
    const head = await readHead(database.client, workspaceId);
    return head ? headText(head) : '';
  }

  it('is whole as it was written, and fits the head in a footer', async () => {
    const workspaceId = await aChain();

    const footer = await footerOf(workspaceId);

    expect(footer).toMatch(/^8-[0-9a-f]{16}$/);
    expect(await faultsOf(database, workspaceId)).toEqual([]);
    expect(await faultsOf(database, workspaceId, footer)).toEqual([]);
    expect(await faultsOf(database, 'without-events')).toEqual([]);
  });

  it.each(singleTamperings)('shows where %s', async (_name, sql, faults) => {
    const workspaceId = await aChain();

    await run(sql, workspaceId);

    expect(await faultsOf(database, workspaceId)).toEqual(faults);
  });

  it('shows an event that was put in behind the end, with or without hashes that fit', async () => {
    const [copied, chained] = [await aChain(), await aChain()];
    for (const workspaceId of [copied, chained]) {
      await run(
        `INSERT INTO "Event" ("workspaceId", "sequence", ${columns}) SELECT "workspaceId", 9, ${columns} FROM "Event" WHERE "sequence" = 8 AND W`,
        workspaceId,
      );
    }
    const head = await database.client.auditHead.findUniqueOrThrow({ where: { workspaceId: chained } });
    await recompute(database, chained);
    await database.client.auditHead.update({ where: { workspaceId: chained }, data: head });

    expect(await faultsOf(database, copied)).toEqual(['beyond-head 9']);
    expect(await faultsOf(database, chained)).toEqual(['beyond-head 9']);
  });

  it('shows an event that was put in between, those behind it moved on by one', async () => {
    const workspaceId = await aChain();
    for (let sequence = length; sequence > 3; sequence -= 1) {
      await run(`UPDATE "Event" SET "sequence" = ${sequence + 1} WHERE "sequence" = ${sequence} AND W`, workspaceId);
    }
    await run(
      `INSERT INTO "Event" ("workspaceId", "sequence", ${columns}) SELECT "workspaceId", 4, ${columns} FROM "Event" WHERE "sequence" = 3 AND W`,
      workspaceId,
    );

    expect(await faultsOf(database, workspaceId)).toEqual(['unlinked 4-8', 'beyond-head 9', 'head-differs 8']);
  });

  it('shows two events that changed places', async () => {
    const workspaceId = await aChain();
    for (const [from, to] of [
      [3, 99],
      [6, 3],
      [99, 6],
    ]) {
      await run(`UPDATE "Event" SET "sequence" = ${to} WHERE "sequence" = ${from} AND W`, workspaceId);
    }

    expect(await faultsOf(database, workspaceId)).toEqual(['unlinked 3-4', 'unlinked 6-7']);
  });

  it('shows an altered content whose own hashes were made to fit, by the event behind it or by the head', async () => {
    const [inside, atTheEnd] = [await aChain(), await aChain()];
    for (const [workspaceId, sequence] of [
      [inside, 4],
      [atTheEnd, length],
    ] as const) {
      const { hash } = await database.client.event.findFirstOrThrow({ where: { workspaceId, sequence: length } });
      const behind = await database.client.event.findMany({ where: { workspaceId, sequence: { gt: sequence } } });
      await run(`UPDATE "Event" SET "actorKey" = 'eve' WHERE "sequence" = ${sequence} AND W`, workspaceId);
      await recompute(database, workspaceId);
      for (const row of behind) {
        const where = { workspaceId, sequence: row.sequence };
        await database.client.event.updateMany({ where, data: { hash: row.hash } });
      }
      await database.client.auditHead.update({ where: { workspaceId }, data: { hash } });
    }

    expect(await faultsOf(database, inside)).toEqual(['unlinked 5']);
    expect(await faultsOf(database, atTheEnd)).toEqual(['head-differs 8']);
  });

  it('that was recomputed from some event on is found by a head that was published behind it, whole, short or as a hash', async () => {
    const workspaceId = await aChain();
    const footer = await footerOf(workspaceId);
    const { hash } = await database.client.auditHead.findUniqueOrThrow({ where: { workspaceId } });
    await run(`UPDATE "Event" SET "actorKey" = 'eve' WHERE "sequence" = 4 AND W`, workspaceId);
    await recompute(database, workspaceId, 4);
    await writeChain(database, workspaceId, 2);

    expect(await faultsOf(database, workspaceId)).toEqual([]);
    expect(await faultsOf(database, workspaceId, footer)).toEqual(['witness-differs 8']);
    expect(await faultsOf(database, workspaceId, `Audit 8-${hash.toUpperCase()}`)).toEqual(['witness-differs 8']);
    expect(await faultsOf(database, workspaceId, hash)).toEqual(['witness-absent 10']);
  });

  it('whose end was cut off, with the head moved back to fit, is found by a published head', async () => {
    const workspaceId = await aChain();
    const footer = await footerOf(workspaceId);
    await run('DELETE FROM "Event" WHERE "sequence" > 5 AND W', workspaceId);
    await recompute(database, workspaceId);

    expect(await faultsOf(database, workspaceId)).toEqual([]);
    expect(await faultsOf(database, workspaceId, footer)).toEqual(['witness-absent 8']);
    await writeChain(database, workspaceId, 4);
    expect(await faultsOf(database, workspaceId, footer)).toEqual(['witness-differs 8']);
  });

  it('is not that of another workspace, however like it is', async () => {
    const [one, other] = [await aChain(), 'another'];
    await database.client.$executeRawUnsafe(
      `UPDATE "Event" SET "workspaceId" = '${other}' WHERE "workspaceId" = '${one}'`,
    );
    await database.client.$executeRawUnsafe(
      `UPDATE "AuditHead" SET "workspaceId" = '${other}' WHERE "workspaceId" = '${one}'`,
    );

    expect(await faultsOf(database, other)).toEqual(['unlinked 1']);
  });

  it('goes on after a tampering where it can; where it cannot, nothing is changed and the reader is told why', async () => {
    const [altered, moved] = [await aChain(), await aChain()];
    await run(`UPDATE "Event" SET "actorKey" = 'eve' WHERE "sequence" = 4 AND W`, altered);
    await run('UPDATE "AuditHead" SET "sequence" = 6 WHERE W', moved);

    await writeChain(database, altered, 2);

    await expect(writeChain(database, moved, 1)).rejects.toThrow(/Nothing was changed.*ends at 6.*copil audit verify/s);
    expect(await database.client.event.count({ where: { workspaceId: moved } })).toBe(length);
    expect(await faultsOf(database, altered)).toEqual(['altered 4']);
  });
});
