/** Records events as a program of its own does, one transaction each, and tells the parent that it is done. */
import { systemClock } from '../../../dist/kernel/clock.js';
import { openDatabase } from '../../../dist/platform/db/database.js';
import { recordEvent } from '../../../dist/platform/db/events.js';

const { databaseUrl, workspaceId, writer, events } = JSON.parse(process.argv[2]);
const database = await openDatabase(databaseUrl);
const event = { workspaceId, actorKey: writer, what: 'test', subjectKind: 'item', subjectId: 'i1', surface: 'cli' };
const record = (turn) =>
  database.transaction((transaction) => recordEvent(transaction, { ...event, after: { turn }, at: systemClock.now() }));
await Promise.all(Array.from({ length: events }, (_, turn) => record(turn)));
await database.close();
process.send('done');
