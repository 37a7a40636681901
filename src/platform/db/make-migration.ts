import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdapter, engineOf } from './connection.js';
import { everything, withSchemaEngine } from './schema-engine.js';

const root = new URL('../../../', import.meta.url);
const migrationsFolder = fileURLToPath(new URL('prisma/migrations', root));

/** The models as the newest migration left them. Kept, because the engine cannot read them back from every database. */
export const migratedModelsFile = join(migrationsFolder, 'models.prisma');

/** The models as they are now, with the datasource of one engine. */
async function currentModels(url: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`src/platform/db/generated/${engineOf(url)}.prisma`, root)), 'utf8');
}

/**
 * The SQL that leads from `from` (models without datasource; null for nothing) to the models as they are now;
 * empty when they agree. The database at `url` is only there to connect to.
 */
export async function sqlToCurrentModels(options: { url: string; from: string | null }): Promise<string> {
  const datamodel = await currentModels(options.url);
  const header = datamodel.slice(0, datamodel.indexOf('///'));
  return withSchemaEngine({ adapter: await createAdapter(options.url), datamodel }, async (schemaEngine) => {
    const result = await schemaEngine.diff({
      from:
        options.from === null
          ? { tag: 'empty' }
          : { tag: 'schemaDatamodel', files: [{ path: 'from.prisma', content: header + options.from }] },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: datamodel }] },
      script: true,
      exitCode: null,
      filters: everything,
    });
    const sql = result.stdout ?? '';
    return sql.includes('This is an empty migration') ? '' : sql;
  });
}

/**
 * Writes the next migration of one engine and returns its file, or null when the models did not change.
 * @public called by `npm run migration`
 */
export async function makeMigration(options: { url: string; name: string }): Promise<string | null> {
  const from = await readFile(migratedModelsFile, 'utf8').catch(() => null);
  const sql = await sqlToCurrentModels({ url: options.url, from });
  if (!sql) return null;
  const folder = join(migrationsFolder, engineOf(options.url), options.name);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  await writeFile(file, sql);
  return file;
}
