/** `npm run migration -- NAME`: writes the next migration of both engines from the models. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { prepare, root } from '../../src/launch/prepare.mjs';

const name = process.argv[2];
if (!name || !/^\d{4}_[a-z_]+$/.test(name)) throw new Error('Name it like 0002_blockers');
await prepare();
const { makeMigration, migratedModelsFile } = await import('../../dist/platform/db/make-migration.js');
const scratch = await mkdtemp(join(tmpdir(), 'copil-migration-'));
await build({
  entryPoints: [join(root, 'test/support/postgresql.ts')],
  outdir: join(root, 'dist/test-support'),
  format: 'esm',
  platform: 'node',
  bundle: true,
  packages: 'external',
});
const { startPostgresql } = await import('../../dist/test-support/postgresql.js');
const server = await startPostgresql();
console.log(await makeMigration({ url: `file:${join(scratch, 'scratch.db')}`, name }));
console.log(await makeMigration({ url: await server.createDatabase('scratch'), name }));
await server.stop();
const modelsFolder = join(root, 'prisma/models');
const models = readdirSync(modelsFolder)
  .sort()
  .map((file) => readFileSync(join(modelsFolder, file), 'utf8'));
writeFileSync(migratedModelsFile, models.join('\n'));
await rm(scratch, { recursive: true, force: true });
