import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';

/**
 * Rows of a database as it is: nothing is migrated, made or set. None where a table that is asked for is not there.
 * @throws whatever the driver throws
 */
export async function peek(adapter: SqlDriverAdapterFactory, sql: string): Promise<unknown[][]> {
  const connection = await adapter.connect();
  try {
    return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } catch (error) {
    if (isTableMissing(error)) return [];
    throw error;
  } finally {
    await connection.dispose();
  }
}

export function isTableMissing(error: unknown): boolean {
  return /_prisma_migrations|TableDoesNotExist|no such table/.test(String(error));
}
