import { wipeSandbox } from '../../features/setup/public.js';
import { openDatabase } from '../../platform/db/database.js';
import type { InTwoLanguages } from '../desk/controls.js';
import { restoreState } from '../state/snapshot.js';
import { startApp } from './app-at-work.js';
import { newSample, type Sandbox } from './sandbox.js';
import { runtimeWords } from './words.js';

/**
 * Everything anew, as of today, while the page stays open: the app is stopped, the database wiped, the workspace emptied.
 * It trusts nothing that one before it left, which may have failed anywhere; what fails here, the next one mends.
 * @throws whatever keeps it from its end. Where nothing was wiped yet, the app goes on with what there is; else it stands
 * still until the next reset
 */
export async function resetSandbox(sandbox: Sandbox, tell: (text: InTwoLanguages) => void): Promise<void> {
  const { standIn, emptyState } = sandbox;
  tell(runtimeWords.resetting);
  await sandbox.app.stop().catch(noted(sandbox, 'the app did not stop cleanly before the reset'));
  await reopenDatabase(sandbox);
  try {
    await wipeSandbox(sandbox.database);
  } catch (error) {
    await startAgain(sandbox, { isNew: false });
    throw error;
  }
  await reopenDatabase(sandbox);
  tell(runtimeWords.readings);
  sandbox.options.announce('copil: preparing the sample organisation …');
  const { seed } = sandbox.sample.made;
  sandbox.sample = await newSample(sandbox, { seed });
  sandbox.hasPassedRun = false;
  tell(runtimeWords.digest);
  restoreState(standIn.state, emptyState);
  standIn.faults.clear();
  await startAgain(sandbox, { isNew: true });
}

/** Its tables are there afterwards, whatever was dropped or left half made before. */
async function reopenDatabase(sandbox: Sandbox): Promise<void> {
  await sandbox.database.close().catch(noted(sandbox, 'the database did not close cleanly for the reset'));
  sandbox.database = await openDatabase(sandbox.options.databaseUrl);
}

async function startAgain(sandbox: Sandbox, how: { readonly isNew: boolean }): Promise<void> {
  const { options, database, clock, log, standIn, tokens } = sandbox;
  sandbox.app = await startApp({ settings: options.settings, database, clock, log, standIn, tokens }, how);
}

const noted = (sandbox: Sandbox, what: string) => (error: unknown) => sandbox.log.warn(what, { err: error });
