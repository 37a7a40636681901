import { ConfigError } from '../../../kernel/errors.js';
import type { Database } from '../../../platform/db/database.js';
import { dropTables } from '../../../platform/db/drop-tables.js';
import { listForeignWorkspaces } from './sample-state.js';

/**
 * Drops everything in the database of a sandbox. Nothing else may use it meanwhile; close it afterwards and open it anew.
 * @throws ConfigError when it holds anything but a sandbox; it is not touched.
 */
export async function wipeSandbox(database: Database): Promise<void> {
  await dropTables(database, async (transaction) => {
    const foreign = await listForeignWorkspaces(transaction);
    if (foreign.length === 0) return;
    throw new ConfigError(
      `This database belongs to "${foreign.join('", "')}" and is no sandbox's: nothing was changed. Only a sandbox can be reset; leave DATABASE_URL out to use the sandbox's own.`,
    );
  });
}
