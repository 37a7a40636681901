/** Imports a file as the command line does, and tells the parent what it did and how much memory it took at most. */
import { createImporter } from '../../../dist/features/sources/public.js';
import { systemClock } from '../../../dist/kernel/clock.js';
import { newUuid } from '../../../dist/kernel/ids.js';
import { openDatabase } from '../../../dist/platform/db/database.js';

const { databaseUrl, workspaceId, path } = JSON.parse(process.argv[2]);
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const database = await openDatabase(databaseUrl);
const importer = createImporter({ database, clock: systemClock, newId: newUuid, workspaceId });
const { accepted, rejected, visible } = await importer.importFile({ path, actorKey: null, surface: 'cli' });
clearInterval(watch);
await database.close();
process.send({ accepted, rejected, visible, peakMb: Math.round(peak / 2 ** 20) });
