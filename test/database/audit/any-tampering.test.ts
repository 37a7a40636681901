import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/platform/db/database.js';
import { eraseContents } from '../../../src/platform/db/erase-events.js';
import { headText } from '../../../src/platform/db/event-chain.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import { readHead } from '../../../src/platform/db/read-events.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { seeded } from '../../support/seeded.js';
import { anEvent, faultsOf, noon, recompute, takeGuardsOff } from './chains.js';

const texts = [
  'actorKey',
  'onBehalfOf',
  'what',
  'subjectKind',
  'subjectId',
  'before',
  'after',
  'surface',
  'salt',
  'hash',
  'contentHash',
] as const;

/** One act of somebody who can write to the database; `at` and `other` are places in the chain. */
type Tampering = { readonly at: number; readonly other: number; readonly text: string } & (
  | { readonly act: 'set'; readonly column: (typeof texts)[number] }
  | { readonly act: 'move in time' | 'take out' | 'exchange' | 'copy behind the end' | 'erase' }
  | { readonly act: 'cut off' | 'recompute' }
  | { readonly act: 'cut off and move the head' }
);

const acts = [
  'set',
  'move in time',
  'take out',
  'exchange',
  'copy behind the end',
  'erase',
  'cut off',
  'cut off and move the head',
  'recompute',
] as const;

/** Found against a published head only. */
const isHidden = (act: Tampering['act']) => act === 'recompute' || act === 'cut off and move the head';

function anyTampering(random: () => number, round: number): Tampering {
  const upTo = (limit: number) => Math.floor(random() * limit);
  // Every act comes again and again, whatever the seed.
  const act = acts[round % acts.length] ?? 'set';
  const places = { at: upTo(100), other: upTo(100), text: ['', 'x', 'ana', ' ', '{}', 'é💡'][upTo(6)] ?? '' };
  return act === 'set' ? { ...places, act, column: texts[upTo(texts.length)] ?? 'what' } : { ...places, act };
}

const nothing = { salt: null, actorKey: null, onBehalfOf: null, before: null, after: null, subjectId: '' };

describeOnBothEngines('any single tampering', (databases) => {
  let database: Database;
  let count = 0;

  beforeAll(async () => {
    database = await databases.open();
    await takeGuardsOff(database);
  });

  async function aChain(events: number, erased: readonly number[]): Promise<string> {
    count += 1;
    const workspaceId = `w${count}`;
    await database.transaction(async (transaction) => {
      for (let index = 1; index <= events; index += 1) {
        await recordEvent(transaction, anEvent(workspaceId, { subjectId: `i${index}` }));
      }
    });
    const ask = { workspaceId, actorKey: 'olga', reason: 'Asked for', surface: 'cli', at: noon } as const;
    const sequences = erased.map((place) => (place % events) + 1);
    await database.transaction((transaction) => eraseContents(transaction, { ...ask, sequences }));
    return workspaceId;
  }

  const rowsOf = (workspaceId: string) =>
    database.client.event.findMany({ where: { workspaceId }, orderBy: { sequence: 'asc' } });

  async function tamper(workspaceId: string, how: Tampering): Promise<void> {
    const { event } = database.client;
    const rows = await rowsOf(workspaceId);
    const row = rows[how.at % rows.length];
    if (!row) throw new Error('no event to tamper with');
    const where = { workspaceId, sequence: row.sequence };
    switch (how.act) {
      case 'set':
        await event.updateMany({ where, data: { [how.column]: how.text } });
        break;
      case 'move in time':
        await event.updateMany({ where, data: { at: new Date(row.at.getTime() + 1 + how.other) } });
        break;
      case 'take out':
        await event.deleteMany({ where });
        break;
      case 'exchange': {
        const other = rows[how.other % rows.length]?.sequence ?? row.sequence;
        await event.updateMany({ where, data: { sequence: 1_000 } });
        await event.updateMany({ where: { workspaceId, sequence: other }, data: { sequence: row.sequence } });
        await event.updateMany({ where: { workspaceId, sequence: 1_000 }, data: { sequence: other } });
        break;
      }
      case 'copy behind the end':
        await event.createMany({ data: { ...row, sequence: rows.length + 1 } });
        break;
      case 'cut off':
      case 'cut off and move the head':
        await event.deleteMany({ where: { workspaceId, sequence: { gte: row.sequence } } });
        if (how.act === 'cut off and move the head') await recompute(database, workspaceId);
        break;
      case 'erase':
        await event.updateMany({ where, data: nothing });
        break;
      case 'recompute':
        await event.updateMany({ where, data: { what: how.text } });
        await recompute(database, workspaceId, row.sequence);
    }
  }

  it('is found, if not in the chain itself then by a head that was published; what changed nothing is no fault', async () => {
    for (let round = 0; round < 45; round += 1) {
      const random = seeded(round * 98_765_431);
      const places = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 100));
      const workspaceId = await aChain(2 + Math.floor(random() * 10), places);
      const how = anyTampering(random, round);
      const head = await readHead(database.client, workspaceId);
      const before = JSON.stringify(await rowsOf(workspaceId));

      await tamper(workspaceId, how);

      const isChanged = JSON.stringify(await rowsOf(workspaceId)) !== before;
      const faults = await faultsOf(database, workspaceId, head ? headText(head) : '');
      const inTheChain = await faultsOf(database, workspaceId);
      expect({ round, how, isFound: faults.length > 0 }).toEqual({ round, how, isFound: isChanged });
      if (!isHidden(how.act))
        expect({ round, how, isFound: inTheChain.length > 0 }).toMatchObject({ isFound: isChanged });
    }
  });
});
