import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/platform/db/database.js';
import { startPostgresql } from './postgresql.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgresqlUrl: string;
    /** A database of each engine that is up to date and empty, to be copied: a file, and a name on the server. */
    templates: { sqlite: string; postgresql: string };
  }
}

/** One PostgreSQL server for the whole run; each test file makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresql();
  const folder = await mkdtemp(join(tmpdir(), 'copil-templates-'));
  const templates = { sqlite: join(folder, 'template.db'), postgresql: 'copil_template' };
  const urls = [`file:${templates.sqlite}`, await server.createDatabase(templates.postgresql)];
  for (const url of urls) await (await openDatabase(url)).close();
  project.provide('postgresqlUrl', server.url(''));
  project.provide('templates', templates);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
