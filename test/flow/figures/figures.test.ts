import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const inputs = fileURLToPath(new URL('.', import.meta.url));

/** Ordinary files as people have them, through the command line to what a digest says of them. */
describe('a digest of ordinary files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-figures-'));
    await cp(inputs, folder, { recursive: true });
    await copil('config', 'apply', 'copil.yml');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function copil(...args: string[]): Promise<string> {
    const env = { PATH: process.env['PATH'], DATABASE_URL: `file:${join(folder, 'copil.db')}`, LOG_LEVEL: 'error' };
    return new Promise((resolve) => {
      execFile(process.execPath, [entry, ...args], { cwd: folder, env }, (_error, out, err) => resolve(out + err));
    });
  }

  /** Everything that the messages of a digest say, and what stands for their pictures. */
  async function told(committee: string, period: string): Promise<string> {
    const out = join(folder, `${committee}-${period}`);
    const answer = await copil('digest', 'preview', '--committee', committee, '--period', period, '--out', out);
    expect(answer).toContain('Nothing was sent');
    const messages = JSON.parse(await readFile(join(out, 'messages.json'), 'utf8')) as {
      readonly text: string;
      readonly blocks: readonly { readonly type: string; readonly alt_text?: string }[];
    }[];
    const texts = messages.flatMap(({ text, blocks }) => [text, ...blocks.flatMap(({ alt_text }) => alt_text ?? [])]);
    return texts.join('\n').replaceAll(/[\u00a0\u202f]/g, ' ');
  }

  it('has a figure for a week whose rows stop on Friday', async () => {
    const imported = await copil('import', 'f01-working-days.csv');
    const digest = await told('working-days', '2026-W48');

    expect(imported).toContain('130 accepted');
    expect(imported).not.toContain('no reading ever falls');
    expect(digest).toContain('• Orders: 110 (0.0%), green');
    expect(digest).toContain('• Backlog: 307 (+2.3%), no target');
    expect(digest).not.toMatch(/late|Missing data/);
  }, 120_000);
});
