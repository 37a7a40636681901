import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const file = `workspace: { name: Acme, language: fr, timeZone: America/New_York }
people:
  ana: { name: Ana, email: ana@acme.example, operator: true }
  ben: { name: Ben, email: ben@acme.example }
committees:
  ops:
    name: Operations
    level: operational
    channel: { id: C0OPS0001, access: internal }
    schedule: { every: week, on: tuesday, at: '16:30' }
    chair: ana
    kpis: [leads]
sources:
  crm: { name: CRM }
kpis:
  leads: { name: Leads, domain: performance, format: { style: number }, rollUp: sum, sources: [crm], targets: [{ per: month, value: 1200 }] }
`;

let folder: string;

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command on an organisation file, with a store of its own beside it. */
async function config(text: string, ...args: string[]): Promise<Ran> {
  await writeFile(join(folder, 'copil.yml'), text);
  const environment = { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: 'file:./copil.db' };
  const [word = '', ...options] = args;
  return new Promise((resolve) => {
    const given = [entry, 'config', word, 'copil.yml', ...options];
    execFile(process.execPath, given, { cwd: folder, env: environment }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copil-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('copil config', () => {
  it('checks a file in the language of its readers, or in another: what may surprise, and the next runs', async () => {
    const [french, english] = [await config(file, 'check'), await config(file, 'check', '--lang', 'en')];

    expect(french.code).toBe(0);
    expect(french.out).toMatch(/^Remarque\u202F: kpis\.leads.*\{ per: week, value: 276 \}\.\ncopil\.yml est correct/m);
    expect(french.out.match(/^ {2}mardi .* à 16:30 \(America\/New_York\)\u202F: semaine \d+ \(/gm)).toHaveLength(3);
    expect(english.code).toBe(0);
    expect(english.out).toMatch(/^ops, the next runs in America\/New_York:$/m);
    expect(english.out.match(/^ {2}Tuesday .* at 16:30 \(America\/New_York\): week \d+ \(/gm)).toHaveLength(3);
  });

  it('says that a committee runs for nothing where this version has no digest for it', async () => {
    const { out } = await config(file.replace('operational', 'strategic'), 'check', '--lang', 'en');

    expect(out).toMatch(/^ops: runs, but sends no digest: this version has no template “quarterly-strategic”\.$/m);
  });

  it('applies a file and says in words what changed, then that nothing did', async () => {
    const changed = file
      .replace('name: Ben,', 'name: Benoît,')
      .replace("on: tuesday, at: '16:30'", "on: friday, at: '08:00'")
      .replace('value: 1200', 'value: 1300')
      .replaceAll('crm', 'crm2')
      .replace('sources:', 'sources:\n  web: { name: Web }');

    const first = await config(file, 'apply', '--lang', 'en');
    const second = await config(changed, 'apply', '--lang', 'en');
    const third = await config(changed, 'apply');

    expect(first.out).toMatch(/^Added: people ana \(Ana\), ben \(Ben\)$/m);
    expect(second.out.split('\n')).toEqual([
      'Added: sources web (Web), crm2 (CRM)',
      'Changed: person ben: renamed “Ben” → “Benoît”',
      'Changed: KPI leads: sources: crm → crm2; targets: 1200 per month → 1300 per month',
      'Changed: committee ops: schedule: every Tuesday at 16:30 (America/New_York) → every Friday at 08:00 (America/New_York)',
      'No longer in the file, kept as stored (--prune archives): source crm (CRM)',
      expect.stringMatching(/^Note: source crm2 is new and called “CRM” like crm, which is no longer in the file\./),
      expect.stringMatching(/^Note: kpis\.leads: its targets hold per month/),
      'Unchanged: 3 entries.',
      '',
    ]);
    expect(third.out).toMatch(/^Rien n’a changé\u202F: les \d+ entrées sont comme le dit le fichier\.$/m);
    expect(third.out).not.toMatch(/^(Changement|Ajout)\u202F:/m);
  });
});
