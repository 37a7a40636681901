import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Client } from '../../src/platform/db/database.js';
import { exportState, parseSnapshot, type StateSnapshot } from '../../src/sandbox/state/snapshot.js';
import { type Databases, openUnmigrated } from './databases.js';
import { databaseAt } from './older-database.js';
import type { Office } from './running-app.js';

/** A workspace as a version of Copil left it: its database, what stands in Slack, and the business time. */
type KeptVersion = {
  readonly at: string;
  readonly slack: StateSnapshot;
  readonly database: { readonly file: string } | { readonly migrations: readonly string[]; readonly rows: Rows };
};

/** By table. */
type Rows = Readonly<Record<string, string>>;

const folder = fileURLToPath(new URL('kept-versions', import.meta.url));
const fileOf = (version: string, { engine }: Databases) => join(folder, version, `${engine}.json.gz`);

/** Keeps a workspace that no app works on. */
export async function keepVersion(version: string, office: Office, databases: Databases): Promise<void> {
  const kept: KeptVersion = {
    at: office.clock.now().toISOString(),
    slack: exportState(office.slack.state),
    database: await (databases.engine === 'sqlite' ? fileOfAll : rowsOfAll)(office.database.client),
  };
  const file = fileOf(version, databases);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await promisify(gzip)(JSON.stringify(kept), { level: 9 }));
}

/** A copy of what was kept, in a database of its own that no newer version has opened yet. */
export async function openKept(
  version: string,
  databases: Databases,
): Promise<{ readonly at: Date; readonly slack: StateSnapshot; readonly url: string }> {
  const text = (await promisify(gunzip)(await readFile(fileOf(version, databases)))).toString('utf8');
  const { at, slack, database } = JSON.parse(text) as KeptVersion;
  const url = 'file' in database ? await putFile(databases, database.file) : await putRows(databases, database);
  return { at: new Date(at), slack: parseSnapshot(slack), url };
}

async function fileOfAll(client: Client): Promise<KeptVersion['database']> {
  const place = await mkdtemp(join(tmpdir(), 'copil-kept-'));
  try {
    const file = join(place, 'copil.db');
    await client.$executeRawUnsafe(`VACUUM INTO '${file}'`);
    return { file: (await readFile(file)).toString('base64') };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function putFile(databases: Databases, file: string): Promise<string> {
  const url = await databases.newUrl();
  await writeFile(url.slice('file:'.length), Buffer.from(file, 'base64'));
  return url;
}

async function rowsOfAll(client: Client): Promise<KeptVersion['database']> {
  const rows: Record<string, string> = {};
  for (const name of await tablesOf(client)) {
    const [found] = await client.$queryRawUnsafe<{ json: string }[]>(
      `SELECT coalesce(json_agg(t), '[]')::text AS json FROM "${name}" t`,
    );
    if (found) rows[name] = found.json;
  }
  const applied = await client.$queryRawUnsafe<{ name: string }[]>(
    'SELECT migration_name AS name FROM _prisma_migrations ORDER BY migration_name',
  );
  return { migrations: applied.map(({ name }) => name), rows };
}

async function putRows(
  databases: Databases,
  { migrations, rows }: Extract<KeptVersion['database'], { rows: Rows }>,
): Promise<string> {
  const url = await databaseAt(databases, migrations);
  const client = await openUnmigrated(databases.engine, url);
  await client.$transaction(async (transaction) => {
    // Neither the order of tables nor what guards them matters to rows that were whole when they were kept.
    await transaction.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const [name, json] of Object.entries(rows)) {
      await transaction.$executeRawUnsafe(
        `INSERT INTO "${name}" SELECT * FROM json_populate_recordset(NULL::"${name}", $1::json)`,
        json,
      );
    }
    for (const { table, column } of await numberedColumns(transaction)) {
      await transaction.$executeRawUnsafe(
        `SELECT setval(pg_get_serial_sequence('"${table}"', '${column}'), coalesce(max("${column}"), 0) + 1, false) FROM "${table}"`,
      );
    }
  });
  await client.$disconnect();
  return url;
}

async function tablesOf(client: Client): Promise<string[]> {
  const found = await client.$queryRawUnsafe<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  return found.map(({ name }) => name).sort();
}

/** Columns whose values a sequence gives. */
function numberedColumns(client: Pick<Client, '$queryRawUnsafe'>): Promise<{ table: string; column: string }[]> {
  return client.$queryRawUnsafe(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'`,
  );
}
