import type { Fault } from '../../../src/platform/db/chain-fault.js';
import type { Database } from '../../../src/platform/db/database.js';
import { contentHashOf, eventHash, firstHash, readWitness } from '../../../src/platform/db/event-chain.js';
import { type NewEvent, recordEvent } from '../../../src/platform/db/events.js';
import { verifyEvents } from '../../../src/platform/db/verify-events.js';

export const noon = new Date('2026-11-18T12:00:00Z');

export function anEvent(workspaceId: string, differing: Partial<NewEvent> = {}): NewEvent {
  return {
    workspaceId,
    actorKey: 'ana',
    onBehalfOf: 'ben',
    what: 'item.change',
    subjectKind: 'item',
    subjectId: 'i1',
    before: { title: 'Renew the licence' },
    after: { title: 'Renew the licences', 'é"\\\u0000': [1, null, '💡'] },
    surface: 'slack',
    at: noon,
    ...differing,
  };
}

/** Records so many events, each in a transaction of its own. */
export async function writeChain(database: Database, workspaceId: string, length: number): Promise<void> {
  for (let index = 1; index <= length; index += 1) {
    const event = anEvent(workspaceId, { subjectId: `i${index}`, at: new Date(noon.getTime() + index * 1_000) });
    await database.transaction((transaction) => recordEvent(transaction, event));
  }
}

/** What is wrong with a chain, such as `altered 4` or `unlinked 3-5`; a footer's head is compared where it is given. */
export async function faultsOf(database: Database, workspaceId: string, footer?: string): Promise<string[]> {
  const faults: Fault[] = [];
  const witness = footer === undefined ? null : readWitness(footer);
  await verifyEvents(database.client, { workspaceId, witness, onFault: (fault) => faults.push(fault) });
  return faults.map(({ kind, sequence, until }) => `${kind} ${sequence === until ? sequence : `${sequence}-${until}`}`);
}

/** Takes the guards off the table of events, as whoever owns the database can. */
export async function takeGuardsOff({ engine, client }: Database): Promise<void> {
  const on = engine === 'postgresql' ? ' ON "Event"' : '';
  const guard = engine === 'postgresql' ? 'RULE' : 'TRIGGER';
  for (const name of ['Event_refuse_update', 'Event_refuse_delete']) {
    await client.$executeRawUnsafe(`DROP ${guard} "${name}"${on}`);
  }
}

/** Computes the chain anew from an event on, as whoever knows how can; with its head, unless that is left alone. */
export async function recompute(database: Database, workspaceId: string, from = 1): Promise<void> {
  const { client } = database;
  const rows = await client.event.findMany({ where: { workspaceId }, orderBy: { sequence: 'asc' } });
  let previousHash = firstHash(workspaceId);
  let sequence = 0;
  for (const row of rows) {
    sequence = row.sequence;
    const contentHash = row.salt === null ? row.contentHash : contentHashOf(row, row.salt);
    const hash = sequence < from ? row.hash : eventHash({ sequence, previousHash, contentHash });
    await client.event.updateMany({ where: { workspaceId, sequence }, data: { contentHash, hash } });
    previousHash = hash;
  }
  await client.auditHead.updateMany({ where: { workspaceId }, data: { sequence, hash: previousHash } });
}
