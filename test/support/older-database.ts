import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdapter } from '../../src/platform/db/connection.js';
import { migrate } from '../../src/platform/db/migrations.js';
import type { Databases } from './databases.js';

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** A new database to which these migrations alone were applied, and that holds no rows. */
export async function databaseAt({ engine, newUrl }: Databases, names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'copil-migrations-'));
  try {
    for (const name of names) {
      await cp(join(migrations, engine, name), join(folder, engine, name), { recursive: true });
    }
    const url = await newUrl();
    await migrate({ engine, adapter: await createAdapter(url), folder });
    return url;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
