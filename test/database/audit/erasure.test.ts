import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/platform/db/database.js';
import { eraseContents } from '../../../src/platform/db/erase-events.js';
import { headText } from '../../../src/platform/db/event-chain.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import { readHead } from '../../../src/platform/db/read-events.js';
import { verifyEvents } from '../../../src/platform/db/verify-events.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { anEvent, faultsOf, noon, takeGuardsOff, writeChain } from './chains.js';

const asked = { actorKey: 'olga', reason: 'Asked for by the person', at: noon, surface: 'cli' } as const;

type Chain = { readonly database: Database; readonly workspaceId: string };

const erase = ({ database, workspaceId }: Chain, sequences: readonly number[]) =>
  database.transaction((transaction) => eraseContents(transaction, { ...asked, workspaceId, sequences }));

const rowsOf = ({ database, workspaceId }: Chain) =>
  database.client.event.findMany({ where: { workspaceId }, orderBy: { sequence: 'asc' } });

const faultsIn = ({ database, workspaceId }: Chain, footer?: string) => faultsOf(database, workspaceId, footer);

const nothing = { salt: null, actorKey: null, onBehalfOf: null, before: null, after: null, subjectId: '' };

describeOnBothEngines('erasing contents of events', (databases) => {
  let guarded: Database;
  let unguarded: Database;
  let count = 0;

  beforeAll(async () => {
    [guarded, unguarded] = [await databases.open(), await databases.open()];
    await takeGuardsOff(unguarded);
  });

  async function aChain(database = guarded): Promise<Chain> {
    count += 1;
    await writeChain(database, `w${count}`, 6);
    return { database, workspaceId: `w${count}` };
  }

  it('takes away who, about what, before and after for good; the chain and published heads stay whole', async () => {
    const chain = await aChain();
    const head = await readHead(chain.database.client, chain.workspaceId);

    expect(await erase(chain, [5, 2, 2])).toEqual([2, 5]);

    const [, second] = await rowsOf(chain);
    expect(second).toMatchObject({
      ...nothing,
      sequence: 2,
      what: 'item.change',
      subjectKind: 'item',
      surface: 'slack',
    });
    expect(await faultsIn(chain, head ? headText(head) : '')).toEqual([]);
    const ask = { workspaceId: chain.workspaceId, witness: null, onFault: () => undefined };
    expect(await verifyEvents(chain.database.client, ask)).toMatchObject({ events: 7, erased: 2 });
  });

  it('is an event itself: who did it, why, and what stays of each content', async () => {
    const chain = await aChain();

    await erase(chain, [2, 5]);

    const notice = (await rowsOf(chain)).at(-1);
    expect(notice).toMatchObject({ sequence: 7, what: 'events.erased', actorKey: 'olga', subjectKind: 'audit' });
    expect(JSON.parse(notice?.after ?? '{}')).toMatchObject({
      reason: 'Asked for by the person',
      contents: [{ sequence: 2, what: 'item.change', at: '2026-11-18T12:00:02.000Z' }, { sequence: 5 }],
    });
  });

  it('twice, by two at once, or of what is not there, records nothing more', async () => {
    const chain = await aChain();

    const both = await Promise.all([erase(chain, [2, 5]), erase(chain, [2, 5, 99])]);
    await erase(chain, [2, 5]);

    expect(both.flat()).toEqual([2, 5]);
    expect(await rowsOf(chain)).toHaveLength(7);
    expect(await faultsIn(chain)).toEqual([]);
  });

  it('is refused for the record of an erasure, and then erases nothing', async () => {
    const chain = await aChain();
    await erase(chain, [2]);

    await expect(erase(chain, [3, 7])).rejects.toThrow(/Nothing was erased: the events 7 record an erasure/);

    const kept = (await rowsOf(chain)).filter(({ salt }) => salt !== null);
    expect(kept.map(({ sequence }) => sequence)).toEqual([1, 3, 4, 5, 6, 7]);
    expect(await faultsIn(chain)).toEqual([]);
  });

  it('of many contents is recorded in several events', async () => {
    const chain = { database: guarded, workspaceId: 'many' };
    await guarded.transaction(async (transaction) => {
      for (let index = 0; index < 1_200; index += 1) await recordEvent(transaction, anEvent('many'));
    });

    const erased = await erase(
      chain,
      Array.from({ length: 1_200 }, (_, index) => index + 1),
    );

    expect(erased).toHaveLength(1_200);
    expect((await rowsOf(chain)).filter(({ what }) => what === 'events.erased')).toHaveLength(3);
    expect(await faultsIn(chain)).toEqual([]);
  });

  it('by hand, whole as the guards let it, is found: no event says so', async () => {
    const chain = await aChain();
    const { workspaceId } = chain;

    await guarded.client.event.updateMany({ where: { workspaceId, sequence: { in: [3, 4] } }, data: nothing });

    expect(await faultsIn(chain)).toEqual(['erased-unnamed 3-4']);
  });

  it.each([
    ['what', 2, { what: 'x' }, ['relabelled 2']],
    ['kind', 2, { subjectKind: 'x' }, ['relabelled 2']],
    ['surface', 2, { surface: 'cli' }, ['relabelled 2']],
    ['time', 2, { at: new Date(0) }, ['relabelled 2']],
    ['subject', 2, { subjectId: 'i1' }, ['half-erased 2']],
    ['actor', 2, { actorKey: 'eve' }, ['half-erased 2']],
    ['content hash', 2, { contentHash: 'x' }, ['unlinked 2']],
    ['record', 7, { after: '{}' }, ['altered 7', 'erased-unnamed 2']],
  ] as const)('leaves nothing that can be altered unseen: %s', async (_name, sequence, data, faults) => {
    const chain = await aChain(unguarded);
    const { workspaceId } = chain;
    await erase(chain, [2]);

    await unguarded.client.event.updateMany({ where: { workspaceId, sequence }, data });

    expect(await faultsIn(chain)).toEqual(faults);
  });

  it('shows where an erased content was put back, or the record of the erasure erased', async () => {
    const chain = await aChain(unguarded);
    const { workspaceId } = chain;
    const [, before] = await rowsOf(chain);
    await erase(chain, [2]);

    await unguarded.client.event.updateMany({ where: { workspaceId, sequence: 2 }, data: before ?? {} });
    expect(await faultsIn(chain)).toEqual(['restored 2']);

    await erase(chain, [2]);
    await unguarded.client.event.updateMany({ where: { workspaceId, sequence: 7 }, data: nothing });
    expect(await faultsIn(chain)).toEqual(['erased-notice 7', 'erased-unnamed 7']);
  });

  it('while the chain is gone through is no fault', async () => {
    const chain = await aChain();
    const { workspaceId } = chain;
    // The rows are read when the erasure is through, which the head that was read before does not count.
    const slowly = guarded.client.$extends({
      query: {
        event: {
          async findMany({ args, query }) {
            if (args.where?.what === undefined) await erase(chain, [2]);
            return query(args);
          },
        },
      },
    }) as unknown as Database['client'];
    const faults: unknown[] = [];

    await verifyEvents(slowly, { workspaceId, witness: null, onFault: (fault) => faults.push(fault) });

    expect(faults).toEqual([]);
    expect(await rowsOf(chain)).toHaveLength(7);
  });
});
