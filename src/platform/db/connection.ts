import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { ConfigError } from '../../kernel/errors.js';
import { pathOf } from './sqlite-path.js';

export type Engine = 'sqlite' | 'postgresql';

/** How long a write waits for another process that holds the database, before whoever asked is told. */
export const lockPatienceMs = 8_000;

/**
 * Which engine a `DATABASE_URL` names.
 * @throws ConfigError for anything that is neither `file:…` nor `postgresql://…`.
 */
export function engineOf(url: string): Engine {
  if (url.startsWith('file:')) return 'sqlite';
  if (url.startsWith('postgresql://') || url.startsWith('postgres://')) return 'postgresql';
  throw new ConfigError('DATABASE_URL must start with file: (SQLite) or postgresql://');
}

/**
 * What a commit outlives. A SQLite file is whole after a power cut either way; what was committed in the last moments before
 * it may be missing where only the process's end was to be outlived, and each commit saves the wait for the disk.
 */
export type Durability = 'power-cut' | 'process-end';

/** The driver for a database, the other engine's left unloaded; makes the folder of a SQLite file where it is missing. */
export async function createAdapter(
  url: string,
  durability: Durability = 'power-cut',
): Promise<SqlMigrationAwareDriverAdapterFactory> {
  if (engineOf(url) === 'postgresql') {
    const { PrismaPg } = await import('@prisma/adapter-pg');
    // A server that does not answer must become an error a person can read, not a request that hangs.
    return new PrismaPg({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 30_000, max: 10 });
  }
  const { SqliteAdapterFactory } = await import('./sqlite-adapter.js');
  mkdirSync(dirname(pathOf(url)), { recursive: true });
  return new SqliteAdapterFactory({ url, lockPatienceMs, durability });
}
