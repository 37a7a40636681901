/** `npm run soak`: the long versions of the kill and size tests; a name runs the files that match it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from '../../src/launch/prepare.mjs';

await prepare();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const config = join(root, 'test/soak/vitest.config.ts');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
