import { newUuid } from '../../kernel/ids.js';
import type { Database } from './database.js';

/**
 * Stores a row, reads it and takes it away again. A store may answer every question and take nothing: a full disk, a
 * standby server, a file that another program locked.
 * @throws whatever keeps it from being stored
 */
export async function tryWrite({ client }: Pick<Database, 'client'>): Promise<void> {
  const name = `write-check:${newUuid()}`;
  await client.lock.create({ data: { name, holder: 'write-check', leaseUntil: new Date(0) } });
  const stored = await client.lock.findUnique({ where: { name } });
  await client.lock.deleteMany({ where: { name } });
  if (!stored) throw new Error('the database says that it stores, and does not');
}
