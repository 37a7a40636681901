import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseOrganisation } from '../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../src/features/setup/public.js';
import { systemClock } from '../../src/kernel/clock.js';
import { openDatabase } from '../../src/platform/db/database.js';
import { writeBigFile } from './big-file.js';

const organisation = `
workspace: { name: Big file, language: en, timeZone: Europe/Paris }
people: { omar: { name: Omar Haddad, email: omar@example.com, operator: true } }
sources: { crm: { name: CRM } }
kpis:
  leads:
    name: Leads
    domain: performance
    format: { style: number, decimals: 0 }
    direction: higher
    rollUp: sum
    grain: day
    sources: [crm]
`;

export type BigImport = {
  readonly readings: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly visible: boolean;
  readonly peakMb: number;
};

/** Imports a generated file in a process of its own, so that its memory is its own. */
export async function importBigFile(databaseUrl: string, megabytes: number): Promise<BigImport> {
  const folder = await mkdtemp(join(tmpdir(), 'copil-big-file-'));
  try {
    const path = join(folder, 'big.csv');
    const readings = await writeBigFile(path, megabytes);
    const database = await openDatabase(databaseUrl);
    const parsed = await parseOrganisation({ name: 'copil.yml', text: organisation });
    const { workspaceId } = await applyOrganisation(
      { database, clock: systemClock },
      { organisation: parsed, prune: false, actorKey: null, surface: 'cli' },
    );
    await database.close();
    const file = fileURLToPath(new URL('./processes/import-process.mjs', import.meta.url));
    const child = fork(file, [JSON.stringify({ databaseUrl, workspaceId, path })]);
    const report = await new Promise<Omit<BigImport, 'readings'>>((resolve, reject) => {
      child.once('message', (message) => resolve(message as Omit<BigImport, 'readings'>));
      child.once('exit', (code) => reject(new Error(`the import ended with ${code}`)));
    });
    return { readings, ...report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
