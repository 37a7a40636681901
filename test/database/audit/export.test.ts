import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportEvents, exportToFile } from '../../../src/features/audit/export-events.js';
import { verifyFile } from '../../../src/features/audit/exported-file.js';
import type { Fault } from '../../../src/platform/db/chain-fault.js';
import type { Database } from '../../../src/platform/db/database.js';
import { eraseContents } from '../../../src/platform/db/erase-events.js';
import { headText, readWitness } from '../../../src/platform/db/event-chain.js';
import { readHead } from '../../../src/platform/db/read-events.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { faultsOf, noon, writeChain } from './chains.js';

const clock = { now: () => noon };

describeOnBothEngines('an export of events', (databases) => {
  let folder: string;
  let database: Database;
  let count = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-export-'));
    database = await databases.open();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A chain of six events, one a second from noon on, of which the second is erased. */
  async function exported(since: string | null = null) {
    count += 1;
    const workspace = { id: `w${count}`, name: 'Acme' };
    await writeChain(database, workspace.id, 6);
    const ask = { workspaceId: workspace.id, actorKey: null, reason: 'Asked for', surface: 'cli', at: noon } as const;
    await database.transaction((transaction) => eraseContents(transaction, { ...ask, sequences: [2] }));
    const file = join(folder, `${workspace.id}.jsonl`);
    const report = await exportToFile({ database, clock, workspace }, { since, file });
    return { workspaceId: workspace.id, file, report };
  }

  async function faultsIn(file: string, footer?: string): Promise<string[]> {
    const faults: Fault[] = [];
    const witness = footer === undefined ? null : readWitness(footer);
    await verifyFile(file, { witness, onFault: (fault) => faults.push(fault) });
    return faults.map(
      ({ kind, sequence, until }) => `${kind} ${sequence === until ? sequence : `${sequence}-${until}`}`,
    );
  }

  async function rewrite(file: string, change: (lines: string[]) => string[]): Promise<void> {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${change(lines).join('\n')}\n`);
  }

  it('is whole by itself, in a file that only its owner may read, and fits the database and its own head', async () => {
    const { workspaceId, file, report } = await exported();

    expect(report).toMatchObject({
      events: 7,
      header: { from: { sequence: 0 }, to: { sequence: 7 }, workspace: 'Acme' },
    });
    expect(await faultsIn(file, headText(report.header.to))).toEqual([]);
    expect(await faultsOf(database, workspaceId, headText(report.header.to))).toEqual([]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is recorded with how far it went, behind what it holds', async () => {
    const { workspaceId, report } = await exported();

    const [recorded] = await database.client.event.findMany({ where: { workspaceId, what: 'audit.exported' } });

    expect(recorded).toMatchObject({ sequence: 8, subjectKind: 'audit', surface: 'cli' });
    const { hash } = report.header.to;
    expect(JSON.parse(recorded?.after ?? '{}')).toEqual({ since: null, from: 1, to: 7, hash });
  });

  it('from a day on begins behind the event before it, and is empty where there is none so late', async () => {
    const today = await exported('2026-11-18');
    const later = await exported('2026-11-19');
    await rewrite(today.file, ([header = '', ...lines]) => {
      const { from, ...rest } = JSON.parse(header) as { from: object };
      const [, second = '', ...others] = lines;
      const { hash } = JSON.parse(lines[0] ?? '{}') as { hash: string };
      return [JSON.stringify({ ...rest, from: { ...from, sequence: 1, hash } }), second, ...others];
    });

    expect(today.report.events).toBe(7);
    expect(await faultsIn(today.file)).toEqual([]);
    expect(later.report).toMatchObject({ events: 0, header: { from: { sequence: 7 }, to: { sequence: 7 } } });
    expect(await faultsIn(later.file)).toEqual([]);
  });

  it.each<[string, (lines: string[]) => string[], string[]]>([
    ['altered', (lines) => lines.with(3, lines[3]?.replace('"ana"', '"eve"') ?? ''), ['altered 3']],
    ['taken out', (lines) => lines.toSpliced(4, 1), ['missing 4']],
    ['moved', (lines) => lines.with(4, lines[5] ?? '').with(5, lines[4] ?? ''), ['missing 4', 'inserted 4']],
    ['cut off', (lines) => lines.slice(0, -2), ['erased-unnamed 2', 'cut-off 6-7']],
    ['garbled', (lines) => lines.with(4, '{"sequence":4,'), ['unreadable 4']],
    ['put in', (lines) => [...lines, lines.at(-1) ?? ''], ['inserted 7']],
    [
      'made another workspace’s',
      (lines) => lines.with(0, lines[0]?.replace(/"workspaceId":"\w+"/, '"workspaceId":"w0"') ?? ''),
      ['unlinked 1'],
    ],
  ])('shows lines that were %s', async (_name, change, faults) => {
    const { file } = await exported();

    await rewrite(file, change);

    expect(await faultsIn(file)).toEqual(faults);
  });

  it('of another chain, however whole, does not hold a published head', async () => {
    const [one, other] = [await exported(), await exported()];

    expect(await faultsIn(other.file, headText(one.report.header.to))).toEqual(['witness-differs 7']);
  });

  it('that nobody reads to its end was recorded all the same, and says so', async () => {
    count += 1;
    const workspace = { id: `w${count}`, name: 'Acme' };
    await writeChain(database, workspace.id, 6);
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const output = new Writable({ write: (_chunk, _encoding, done) => done(gone) });

    const exporting = exportEvents({ database, clock, workspace }, { since: null, output });

    await expect(exporting).rejects.toThrow(/broken off .*nobody read further/);
    expect((await readHead(database.client, workspace.id))?.sequence).toBe(7);
  });
});
