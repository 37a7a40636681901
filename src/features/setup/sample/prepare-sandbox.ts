import type { Clock } from '../../../kernel/clock.js';
import type { Database } from '../../../platform/db/database.js';
import { findWorkspace } from '../../people/public.js';
import { extendSample, installSample } from './install-sample.js';
import { forgetSlack } from './repository.js';
import { sampleImporter } from './sample-importer.js';

/**
 * Makes a sandbox's database ready: installs the sample where it is missing, else lets its readings go on to now.
 * What was posted is forgotten, because the Slack of the sandbox begins empty each time.
 * @throws ConfigError when the database belongs to a production workspace; it is not touched.
 */
export async function prepareSandbox(
  deps: { readonly database: Database; readonly clock: Clock },
  options: { readonly seed?: string } = {},
): Promise<void> {
  const sample = { ...deps, importReadings: sampleImporter(deps.database) };
  const workspace = await findWorkspace(deps.database.client);
  if (workspace?.kind === 'sandbox') {
    await extendSample(sample, { workspaceId: workspace.id, until: deps.clock.now(), ...options });
  } else {
    await installSample(sample, options);
  }
  await forgetSlack(deps.database);
}
