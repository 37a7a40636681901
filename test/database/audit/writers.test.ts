import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Database } from '../../../src/platform/db/database.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { anEvent, faultsOf } from './chains.js';

describeOnBothEngines('events of many writers', (databases) => {
  const sequencesOf = async (database: Database, workspaceId: string) =>
    (await database.client.event.findMany({ where: { workspaceId }, orderBy: { sequence: 'asc' } })).map(
      ({ sequence }) => sequence,
    );

  it('of two programs on one database are one chain without a gap, each transaction’s together and in its order', async () => {
    const url = await databases.newUrl();
    const programs = [await databases.open(url), await databases.open(url)] as const;

    const write = async (writer: number) => {
      for (let turn = 0; turn < 12; turn += 1) {
        await programs[writer % 2 === 0 ? 0 : 1].transaction(async (transaction) => {
          for (const step of ['a', 'b', 'c'].slice(0, 1 + (turn % 3))) {
            await recordEvent(transaction, anEvent('w1', { what: step, subjectId: `${writer}-${turn}` }));
          }
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));

    const [database] = programs;
    expect(await sequencesOf(database, 'w1')).toEqual(Array.from({ length: 8 * 24 }, (_, index) => index + 1));
    expect(await faultsOf(database, 'w1')).toEqual([]);
    const rows = await database.client.event.findMany({ orderBy: { sequence: 'asc' } });
    const steps = rows.map(({ what, subjectId }) => `${subjectId}${what}`);
    for (const [index, { what, subjectId }] of rows.entries()) {
      if (what !== 'a') expect(steps[index - 1]).toBe(`${subjectId}${what === 'b' ? 'a' : 'b'}`);
    }
  });

  it('of several processes are one chain without a gap', async () => {
    const url = await databases.newUrl();
    const database = await databases.open(url);
    const file = fileURLToPath(new URL('../../support/processes/events-process.mjs', import.meta.url));
    const write = async (writer: string) => {
      const ask = { databaseUrl: url, workspaceId: 'w1', writer, events: 20 };
      const child = fork(file, [JSON.stringify(ask)], { silent: true });
      let complaint = '';
      child.stderr?.on('data', (text: Buffer) => {
        complaint += text.toString();
      });
      const [code] = (await once(child, 'close')) as [number | null];
      expect(code, complaint).toBe(0);
    };

    await Promise.all(['ana', 'ben', 'zoe'].map(write));

    expect(await sequencesOf(database, 'w1')).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(await database.client.event.count({ where: { actorKey: 'zoe' } })).toBe(20);
    expect(await faultsOf(database, 'w1')).toEqual([]);
  });

  it('of several workspaces, written in any order, are a chain each', async () => {
    const url = await databases.newUrl();
    const programs = [await databases.open(url), await databases.open(url)] as const;

    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        programs[index % 2 === 0 ? 0 : 1].transaction(async (transaction) => {
          const inTurn = index % 2 === 0 ? ['w1', 'w2'] : ['w2', 'w1'];
          for (const workspaceId of inTurn) await recordEvent(transaction, anEvent(workspaceId));
        }),
      ),
    );

    const [database] = programs;
    expect(await sequencesOf(database, 'w1')).toHaveLength(24);
    expect(await faultsOf(database, 'w1')).toEqual([]);
    expect(await faultsOf(database, 'w2')).toEqual([]);
  });

  it('can be verified while they write', async () => {
    const url = await databases.newUrl();
    const [writer, reader] = [await databases.open(url), await databases.open(url)];
    const write = async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        await writer.transaction((transaction) => recordEvent(transaction, anEvent('w1')));
      }
    };

    const found: string[] = [];
    let isWriting = true;
    const writing = write().finally(() => {
      isWriting = false;
    });
    while (isWriting) found.push(...(await faultsOf(reader, 'w1')));
    await writing;

    expect(found).toEqual([]);
    expect(await sequencesOf(reader, 'w1')).toHaveLength(60);
  });

  it('are not there, and leave no gap, where their transaction failed', async () => {
    const database = await databases.open();
    const failing = (turn: number) =>
      database
        .transaction(async (transaction) => {
          await recordEvent(transaction, anEvent('w1', { what: `turn ${turn}` }));
          if (turn % 2 === 0) throw new Error('on purpose');
        })
        .catch(() => undefined);

    await Promise.all(Array.from({ length: 10 }, (_, turn) => failing(turn)));

    expect(await sequencesOf(database, 'w1')).toEqual([1, 2, 3, 4, 5]);
    expect(await faultsOf(database, 'w1')).toEqual([]);
  });

  it('are refused outside of a transaction, and once it is over', async () => {
    const database = await databases.open();
    let late: Parameters<typeof recordEvent>[0] | undefined;
    await database.transaction(async (transaction) => {
      late = transaction;
      await recordEvent(transaction, anEvent('w1'));
    });

    expect(() => recordEvent(database.client, anEvent('w1'))).toThrow(/outside of a transaction/);
    expect(() => late && recordEvent(late, anEvent('w1'))).toThrow(/outside of a transaction/);
    expect(await sequencesOf(database, 'w1')).toEqual([1]);
  });

  it('are written by the thousand in one transaction', async () => {
    const database = await databases.open();

    await database.transaction(async (transaction) => {
      for (let index = 0; index < 2_500; index += 1) await recordEvent(transaction, anEvent('w1'));
    });

    expect(await sequencesOf(database, 'w1')).toHaveLength(2_500);
    expect(await faultsOf(database, 'w1')).toEqual([]);
  });
});
