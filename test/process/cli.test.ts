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
    const [help, unknown, missing] = await Promise.all([copil('--help'), copil('publish'), copil('digest', 'preview')]);

    expect(help.code).toBe(0);
    expect(help.out).toMatch(/config.*import.*sample.*digest.*audit.*doctor/s);
    expect(help.out).not.toMatch(/^ {2}publish\b/m);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.err).toMatch(/unknown command 'publish'/);
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

  it('says by its exit code that nothing was taken, and counts a reason instead of repeating it', async () => {
    await writeFile(join(folder, 'some.csv'), 'date,leads,note\n2026-11-02,1210,fine\n2026-11-03,x,\n');
    await writeFile(join(folder, 'none.csv'), 'date,leads\n46027,1\n46028,2\n46029,3\n');
    await writeFile(join(folder, 'noted.csv'), 'date,leads,note\n2026-11-02,1210,fine\n');

    const [some, none, strict] = [
      await copil('import', 'some.csv'),
      await copil('import', 'none.csv'),
      await copil('import', 'noted.csv', '--strict'),
    ];

    expect(some).toMatchObject({
      code: 0,
      out: expect.stringMatching(/1 rejected.*\ncolumn "note": there is no KPI/s),
    });
    expect(none).toMatchObject({ code: 1, err: expect.stringMatching(/Nothing was taken/) });
    expect(none.out).toMatch(/line 2: "46027" is not a date.*format: excel \} \(and 2 more like it, up to line 4\)\n/);
    expect(none.out).not.toMatch(/46028/);
    expect(strict).toMatchObject({ code: 0, out: expect.stringMatching(/0 rejected/) });
  });

  it('suggests KPIs and a map for a file without a database, in both languages, and says how an import ends', async () => {
    await writeFile(join(folder, 'foreign.csv'), 'Jour;Visites\n13/11/2026;1,5\n14/11/2026;2,5\n');

    const [english, french, help, none] = await Promise.all([
      copil('import', '--suggest', 'foreign.csv'),
      copil('import', 'foreign.csv', '--suggest', '--lang', 'fr'),
      copil('import', '--help'),
      copil('import', 'nowhere.csv', '--suggest'),
    ]);

    expect(english).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/kpis:\n {2}visites:.*\n---\n.*order: french/s),
    });
    expect(french).toMatchObject({ code: 0, out: expect.stringMatching(/^# Pour copil\.yml/) });
    expect(help.out).toMatch(/Ends with 0 when something was taken.*copil config reference/s);
    expect(none).toMatchObject({ code: 1, err: expect.stringMatching(/nowhere\.csv cannot be read/) });
  });

  it('prints the reference of its files, or writes it beside them with the schemas for editors', async () => {
    const [page, schema, unknown, written] = await Promise.all([
      copil('config', 'reference'),
      copil('config', 'reference', '--schema', 'map'),
      copil('config', 'reference', '--schema', 'maps'),
      copil('config', 'reference', '--out', 'reference'),
    ]);

    expect(page).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^# Configuration\n.*`rollUp`/s) });
    expect(JSON.parse(schema.out)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
    expect(unknown).toMatchObject({ code: 2, err: expect.stringMatching(/copil, map/) });
    expect(written.out).toMatch(/configuration\.md\n.*copil\.schema\.json\n.*map\.schema\.json\n$/s);
    expect(await readFile(join(folder, 'reference/configuration.md'), 'utf8')).toBe(page.out);
    expect(await readFile(join(folder, 'reference/map.schema.json'), 'utf8')).toBe(schema.out);
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

  it('finds the audit chain of the sample whole, and says what that cannot know', async () => {
    const ran = await copil('audit', 'verify');

    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/✓ The chain of Acme Growth \(sample data\) is whole: \d+ events/);
    expect(ran.out).toMatch(/Its head is \d+-[0-9a-f]{16} \([0-9a-f]{64}\)/);
    expect(ran.out).toMatch(/cannot know.*--head/s);
  });

  it('compares the chain with the head in the footer of a digest, and refuses what is none', async () => {
    // As the preview further up wrote it.
    const messages = await readFile(join(folder, 'out/messages.json'), 'utf8');
    const footer = /Audit \d+-[0-9a-f]{16}/.exec(messages)?.[0] ?? '';

    const [fits, differs, ahead, wrong] = [
      await copil('audit', 'verify', '--head', footer),
      await copil('audit', 'verify', '--head', footer.replace(/\d+-/, '2-')),
      await copil('audit', 'verify', '--head', footer.replace(/\d+-/, '999999-')),
      await copil('audit', 'verify', '--head', '12-abc'),
    ];

    expect(fits).toMatchObject({ code: 0 });
    expect(fits.out).toMatch(/✓ It holds the head that you gave: it was not recomputed up to event \d+\./);
    expect(differs).toMatchObject({ code: 1 });
    expect(differs.out).toMatch(/✗ event 2: another hash .*is not whole: 1 fault.*What to do:/s);
    expect(ahead).toMatchObject({ code: 1 });
    expect(ahead.out).toMatch(/✗ event 999999: the chain does not hold the head that you gave/);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toMatch(/such as 1234-9f3ac21b77e0d412/);
  });

  it('exports the events as JSON lines, to a file that is verified without the database, and records it', async () => {
    const written = await copil('audit', 'export', '--out', 'events.jsonl');
    const again = await copil('audit', 'export', '--out', 'events.jsonl');
    const streamed = await copil('audit', 'export', '--since', '2000-01-01');

    expect(written).toMatchObject({ code: 0, out: '' });
    expect(written.err).toMatch(/Exported \d+ events of Acme Growth .* to events\.jsonl, up to \d+-[0-9a-f]{16}/);
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toMatch(/a file events\.jsonl already\. Nothing was exported/);
    const lines = (await readFile(join(folder, 'events.jsonl'), 'utf8')).trimEnd().split('\n');
    const [header, first] = lines.slice(0, 2).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(header).toMatchObject({ format: 'copil-audit', version: 1, since: null, from: { sequence: 0 } });
    expect(header?.['to']).toMatchObject({ sequence: lines.length - 1 });
    expect(first).toMatchObject({ sequence: 1, what: 'workspace.created', surface: 'cli' });
    const streamedLines = streamed.out.trimEnd().split('\n');
    expect(streamedLines.slice(1, lines.length)).toEqual(lines.slice(1));
    expect(JSON.parse(streamedLines.at(-1) ?? '{}')).toMatchObject({ what: 'audit.exported', surface: 'cli' });
    const whole = await copil('audit', 'verify', '--file', 'events.jsonl');
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.out).toMatch(/✓ events\.jsonl is whole: \d+ events of Acme Growth/);
  });

  it('says first how many events would be emptied of a person, and erases them for good with --yes', async () => {
    const erase = (...more: string[]) => copil('audit', 'erase', ...more);
    const [none, both, unasked] = [
      await erase('--why', 'Asked for'),
      await erase('--person', 'ines', '--event', '3', '--why', 'Asked for'),
      await erase('--person', 'ines'),
    ];
    expect([none.code, both.code, unasked.code]).toEqual([2, 2, 2]);
    expect(none.err).toMatch(/say whose with --person <key>, or which event with --event <number>/);
    expect(both.err).toMatch(/cannot be used with/);
    expect(unasked.err).toMatch(/--why/);

    const asked = ['--person', 'ines', '--why', 'Asked for by letter'];
    const told = await erase(...asked);
    const done = await erase(...asked, '--yes');
    const again = await erase(...asked, '--yes');
    const one = await erase('--event', '1', '--why', 'A wrong paste', '--yes');
    const [unknown, absent, named] = [
      await erase('--person', 'nobody', '--why', 'Asked for'),
      await erase('--event', '999999', '--why', 'Asked for'),
      await erase('--person', 'ines', '--why', 'Ines left'),
    ];

    expect(told.out).toMatch(/^\d+ events? of Acme Growth .* would be emptied for good.*with --yes to do it\.$/ms);
    expect(done).toMatchObject({ code: 0 });
    const count = /^\d+/.exec(told.out)?.[0] ?? '';
    expect(done.out).toMatch(new RegExp(`Erased the contents of ${count} events? of .*✓ The chain is whole`, 's'));
    expect(again.out).toMatch(/is erased already: nothing was changed/);
    expect(one.out).toMatch(/Erased the contents of 1 event of/);
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.err).toMatch(/Nobody has the key nobody, and no event speaks of it/);
    expect(absent.err).toMatch(/There is no event 999999 of Acme Growth/);
    expect(named.err).toMatch(/The reason names the person, and it stays for good/);
    expect((await copil('audit', 'verify')).out).toMatch(/is whole: \d+ events, [1-9]\d* with erased content/);
  });

  it('names the events of an exported file that were altered or taken out, and a file that is none', async () => {
    const lines = (await readFile(join(folder, 'events.jsonl'), 'utf8')).trimEnd().split('\n');
    const tampered = lines.map((line, index) => (index === 3 ? line.replace('"cli"', '"http"') : line));
    await writeFile(join(folder, 'tampered.jsonl'), [...tampered.slice(0, 5), ...tampered.slice(6, -1)].join('\n'));

    const [ran, none, absent] = await Promise.all([
      copil('audit', 'verify', '--file', 'tampered.jsonl'),
      copil('audit', 'verify', '--file', 'copil.yml'),
      copil('audit', 'verify', '--file', 'nowhere.jsonl'),
    ]);

    expect(ran).toMatchObject({ code: 1 });
    expect(ran.out).toMatch(/✗ event 3: the content .*✗ event 5: missing.*✗ event \d+: missing at the end.*3 faults/s);
    expect(none).toMatchObject({ code: 1 });
    expect(none.err).toMatch(/copil\.yml is no export/);
    expect(absent.err).toMatch(/nowhere\.jsonl cannot be read/);
  });
});
