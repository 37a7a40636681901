import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

let folder: string;

function copil(...args: string[]): Promise<Ran> {
  const environment = { PATH: process.env['PATH'], NODE_ENV: 'production' };
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { cwd: folder, env: environment }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

type Message = {
  readonly channel: string;
  readonly thread: number | null;
  readonly text: string;
  readonly blocks: readonly { readonly type: string; readonly slack_file?: { readonly id: string } }[];
  readonly files: readonly { readonly id: string; readonly name: string }[];
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copil-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('copil', () => {
  it('lists its commands, and ends with 2 where a command is not known or an option is missing', async () => {
    const [help, unknown, missing] = await Promise.all([copil('--help'), copil('export'), copil('digest', 'preview')]);

    expect(help.code).toBe(0);
    expect(help.out).toMatch(/config.*import.*sample.*digest.*doctor/s);
    expect(help.out).not.toMatch(/\b(export|audit)\b/);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.err).toMatch(/unknown command 'export'/);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.err).toMatch(/--committee/);
  });

  it('says what to do where there is no organisation yet', async () => {
    const ran = await copil('digest', 'preview', '--committee', 'growth-ops');

    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/no organisation in this database yet.*copil sample/s);
  });

  it('installs the sample, and previews its newest digest without sending anything', async () => {
    expect(await copil('sample')).toMatchObject({ code: 0 });

    const ran = await copil('digest', 'preview', '--committee', 'growth-ops', '--out', 'out');

    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/Working on the sandbox’s data/);
    const messages = JSON.parse(await readFile(join(folder, 'out/messages.json'), 'utf8')) as Message[];
    expect(messages[0]).toMatchObject({ channel: 'C0GROWTHOPS', thread: null });
    expect(messages.slice(1).every(({ thread }) => thread === 0)).toBe(true);
    const files = messages.flatMap((message) => message.files);
    const shown = messages.flatMap(({ blocks }) => blocks.flatMap(({ slack_file }) => slack_file?.id ?? []));
    expect(files.map(({ id }) => id)).toEqual(shown);
    expect(files[0]?.id).toBe('F00000001');
    const written = await readdir(join(folder, 'out'));
    expect(written).toEqual(expect.arrayContaining(['preview.html', ...files.map(({ name }) => name)]));
    expect(await readFile(join(folder, 'out/preview.html'), 'utf8')).toContain('Suivi opérationnel');
  });

  it('queues a digest where it cannot reach Slack, and says when it leaves', async () => {
    const first = await copil('digest', 'run', '--committee', 'growth-ops');
    const again = await copil('digest', 'run', '--committee', 'growth-ops');

    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/waits in the outbox/);
    expect(again.out).toMatch(/waits in the outbox/);
  });

  it('refuses a committee, a period and a file that are not there, each by name', async () => {
    const [committee, period, kind, file] = await Promise.all([
      copil('digest', 'preview', '--committee', 'growth'),
      copil('digest', 'preview', '--committee', 'growth-ops', '--period', '2026-W60'),
      copil('digest', 'preview', '--committee', 'growth-ops', '--period', '2026-10'),
      copil('import', 'nowhere.csv'),
    ]);

    expect(committee).toMatchObject({ code: 1 });
    expect(committee.err).toMatch(/no committee "growth"/);
    expect(period.err).toMatch(/2026-W60/);
    expect(kind.err).toMatch(/reports by week: 2026-10 is a month/);
    expect(file).toMatchObject({ code: 1 });
    expect(file.err).toMatch(/nowhere\.csv/);
  });

  it('imports a file once, counts what it did, and keeps nothing of a dry run', async () => {
    await writeFile(join(folder, 'leads.csv'), 'date;leads\n02/11/2026;1 210\n15/11/2026;x\n16/11/2026;9\n');

    const dry = await copil('import', 'leads.csv', '--dry-run');
    const first = await copil('import', 'leads.csv');
    const second = await copil('import', 'leads.csv');

    expect(dry.out).toMatch(/would be: .*2 revised, 1 rejected.*nothing was kept/s);
    expect(first.out).toMatch(/2 revised, 1 rejected/);
    expect(first.out).toMatch(/line 3:/);
    expect(second.out).toMatch(/0 accepted, 2 unchanged, 0 revised, 1 rejected/);
  });

  it('tells every fault of an organisation file with its line, and changes nothing', async () => {
    await writeFile(
      join(folder, 'copil.yml'),
      'workspace: { name: Acme }\npeople:\n  ana: { name: Ana, timeZone: Europe/Pari }\nteams: {}\n',
    );

    const ran = await copil('config', 'check', 'copil.yml');

    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/copil\.yml:3 .*Europe\/Pari.*Europe\/Paris/);
    expect(ran.err).toMatch(/copil\.yml:4 .*teams/);
  });

  it('examines itself, and finds the sample well', async () => {
    const ran = await copil('doctor');

    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/✓ Organisation: Acme Growth \(sample data\)/);
    expect(ran.out).toMatch(/✓ growth-ops: ready/);
  });
});
