import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const inputs = fileURLToPath(new URL('.', import.meta.url));

/** A table's rows as lines. */
function rowsOf(table: unknown): string {
  const { rows } = table as { readonly rows: readonly (readonly { readonly text: string }[])[] };
  return rows.map((row) => row.map(({ text }) => text).join(' | ')).join('\n');
}

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
      readonly blocks: readonly { readonly alt_text?: string; readonly child_blocks?: readonly unknown[] }[];
    }[];
    const texts = messages.flatMap(({ text, blocks }) => [
      text,
      ...blocks.flatMap(({ alt_text, child_blocks }) => [alt_text ?? '', ...(child_blocks ?? []).map(rowsOf)]),
    ]);
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
  });

  it('shows the last week of a KPI that was over, with its days, where weeks start on Thursday', async () => {
    await copil('import', 'f02-weeks-ending-wednesday.csv', '--map', 'f02-map.yml');
    const [before, newest] = [await told('own-weeks', '2026-W47'), await told('own-weeks', '2026-W48')];

    expect(before).toContain('Flow (12–18 November 2026): 111');
    expect(newest).toContain('Flow (19–25 November 2026): 112');
    expect(`${before}${newest}`).not.toMatch(/late|no data/);
  });

  it('tells the change of a score in points of its own', async () => {
    await copil('import', 'f04-nps-points.csv');
    const digest = await told('points', '2026-W48');

    expect(digest).toContain('NPS: 28 (−4), red');
    expect(digest).toContain('−4 week on week');
    expect(digest).not.toMatch(/\d pt/);
  });

  it('draws a flat year where every week is worth the same, and says how many weeks a month holds', async () => {
    await copil('import', 'f09-five-week-months.csv');
    const digest = await told('five-weeks', '2026-W44');

    expect(digest).toContain('Last month (Oct): 100 per week');
    expect(digest).toContain('Over 12 months: between 100 and 100');
    expect(digest).toMatch(/\nOct \| 100 \| 100 \|.*per week, 500 in 5 weeks/);
    expect(digest).toMatch(/\nSept? \| 100 \| 100 \|.*per week, 400 in 4 weeks/);
    expect(digest).toMatch(/\nMonth to date \| \d+/);
  });

  it('speaks of months where a monthly KPI stands in a weekly digest, also for the latest one', async () => {
    await copil('import', 'f19-monthly.csv');
    const [english, french] = [await told('monthly', 'latest'), await told('mensuel', '2026-W45')];

    expect(english).toMatch(/\nMonth \| \d+/);
    expect(english).toMatch(/\non month \| /);
    expect(english).not.toMatch(/\n(Week|on week) \|/);
    expect(french).toMatch(/\nMois \| \d+/);
    expect(french).toMatch(/\nsur 1 mois \| /);
  });
});
