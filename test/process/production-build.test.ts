import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** As the image is built: from a copy, since a build replaces what was built before. */
describe('what is built for production', () => {
  let folder: string;
  const node = (...words: readonly string[]) =>
    run(process.execPath, words, { cwd: folder, env: { PATH: process.env['PATH'] } });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-build-'));
    for (const name of ['src', 'package.json', 'package-lock.json']) {
      await cp(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
    }
    for (const name of ['node_modules', 'prisma', 'templates', 'manifest.yml']) {
      await symlink(join(root, name), join(folder, name));
    }
    await node('src/launch/prepare.mjs', '--production');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds the page of previews, and nothing of the workspace that stands in for Slack', async () => {
    const built = await readdir(join(folder, 'dist'), { recursive: true });
    const files = built.filter((name) => name.endsWith('.js'));
    const code = (await Promise.all(files.map((name) => readFile(join(folder, 'dist', name), 'utf8')))).join('\n');

    expect(files).toEqual(expect.arrayContaining(['main.js', 'cli.js']));
    expect(built.filter((name) => name.startsWith('sandbox'))).toEqual([]);
    const names = ['renderPreviewPage', 'createStandIn', 'runSandbox', 'inlineStyles'];
    expect(names.filter((name) => code.includes(`function ${name}(`))).toEqual(['renderPreviewPage', 'inlineStyles']);
  });

  it('answers on the command line, and says that it holds no sandbox', async () => {
    expect((await node('dist/cli.js', '--help')).stdout).toContain('copil');
    await expect(node('dist/cli.js', 'sandbox')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds no sandbox') as string,
    });
  });
});
