import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('../support/processes/long-texts.mjs', import.meta.url));
/** Beside what was built, where its packages are found. */
const script = fileURLToPath(new URL('../../dist/test-support/long-texts.mjs', import.meta.url));

/**
 * What takes the square of a text's length takes minutes for each of these texts, and what takes the length a moment:
 * whoever never comes back is the last one named.
 */
it('no reader of typed or imported text takes more time than in proportion to its length', {
  timeout: 300_000,
}, async () => {
  await build({
    entryPoints: [source],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [script, '300000'], { timeout: 280_000, maxBuffer: 2 ** 24 }, (_, out, err) =>
      resolve(out + err),
    );
  });

  expect(output.trim().split('\n').at(-1)).toBe('all were read');
});
