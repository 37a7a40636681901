import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeeper } from '../../../src/sandbox/runtime/keeper.js';
import { createWorkspaceFolder, folderOf } from '../../../src/sandbox/runtime/workspace-folder.js';
import { createStandIn } from '../../../src/sandbox/stand-in.js';
import { exportState, restoreState } from '../../../src/sandbox/state/snapshot.js';

const newWorkspace = () =>
  createStandIn({
    users: [
      { id: 'U0BEN0001', name: 'ben' },
      { id: 'U0ANA0001', name: 'ana' },
    ],
    channels: [{ id: 'C0GROWTHOPS', name: 'growth-ops', members: ['U0BEN0001'] }],
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
    signingSecret: 'secret',
  }).state;

const message = { channel: 'C0GROWTHOPS', user: 'U0BEN0001', text: 'Late again', blocks: [], files: ['F1'] };

function written() {
  const state = newWorkspace();
  const im = state.openIm('U0BEN0001');
  state.files.set('F1', {
    id: 'F1',
    name: 'chart.png',
    title: 'Chart',
    declaredBytes: 3,
    user: 'U0COPIL0001',
    altText: '',
    uploadToken: 't',
    created: 1,
    readyAt: 1,
    bytes: Uint8Array.from([1, 2, 3]),
    shares: new Set(['C0GROWTHOPS']),
  });
  const parent = state.addMessage(message);
  state.addMessage({ ...message, text: 'Why?', thread_ts: parent.ts, files: [] });
  state.addEphemeral({ channel: im.id, user: 'U0BEN0001', text: 'Only you', blocks: [] });
  state.readMarks.set('U0BEN0001', new Map([['C0GROWTHOPS', parent.ts]]));
  return state;
}

describe('a workspace that is kept', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'copil-folder-')), 'slack');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true, force: true }));

  it('comes back as it was: conversations, files with their bytes, read marks, what one person alone sees', async () => {
    const state = written();
    const folder = createWorkspaceFolder(path);
    const files = [{ id: 'F1', bytes: Uint8Array.from([1, 2, 3]) }];
    await folder.write({ workspaceId: 'w1', clockOffsetMs: 5, hasPassedRun: true, slack: exportState(state) }, files);

    const kept = await createWorkspaceFolder(path).read();
    const again = newWorkspace();
    if (kept) restoreState(again, kept.slack, (id) => kept.bytes.get(id));

    expect(kept).toMatchObject({ workspaceId: 'w1', clockOffsetMs: 5, hasPassedRun: true });
    expect(exportState(again)).toEqual(exportState(state));
    expect([...(again.files.get('F1')?.bytes ?? [])]).toEqual([1, 2, 3]);
    expect(again.findIm('U0BEN0001')?.id).toBe(state.findIm('U0BEN0001')?.id);
  });

  it('is emptied by its own beginning', () => {
    const empty = exportState(newWorkspace());
    const state = written();

    restoreState(state, empty);

    expect(exportState(state)).toEqual(empty);
  });

  it('holds the bytes of no file that is gone, and none twice', async () => {
    const folder = createWorkspaceFolder(path);
    const slack = exportState(newWorkspace());
    await folder.write({ workspaceId: 'w1', clockOffsetMs: 0, hasPassedRun: false, slack }, [
      { id: 'F1', bytes: new Uint8Array(2) },
    ]);

    await folder.write({ workspaceId: 'w1', clockOffsetMs: 0, hasPassedRun: false, slack }, [
      { id: 'F2', bytes: new Uint8Array(2) },
    ]);

    expect(await readdir(join(path, 'files'))).toEqual(['F2']);
  });

  it('that cannot be read is set aside, not overwritten', async () => {
    const folder = createWorkspaceFolder(path);
    await folder.write({ workspaceId: 'w1', clockOffsetMs: 0, hasPassedRun: false, slack: exportState(written()) }, []);
    await writeFile(join(path, 'workspace.json'), '{"format":1,"works');

    await expect(folder.read()).rejects.toThrow();
    const aside = await folder.setAside();

    expect(await folder.read()).toBeNull();
    expect(await readFile(join(aside, 'workspace.json'), 'utf8')).toContain('"works');
  });

  it('is written after it changed, and once more at the end; a failure is told once', async () => {
    const state = newWorkspace();
    const failures: unknown[] = [];
    const folder = createWorkspaceFolder(path);
    const parts = { state, details: () => ({ workspaceId: 'w1', clockOffsetMs: 0, hasPassedRun: false }), delayMs: 5 };
    const keeper = createKeeper({ ...parts, folder, onFailure: (error) => failures.push(error) });
    state.addMessage({ ...message, files: [] });
    await keeper.stop();

    expect((await folder.read())?.slack.messages).toMatchObject([{ text: 'Late again' }]);

    const broken = { ...folder, write: () => Promise.reject(new Error('disk full')) };
    const failing = createKeeper({ ...parts, folder: broken, onFailure: (error) => failures.push(error) });
    await failing.flush();
    await failing.stop();
    expect(failures).toHaveLength(1);
  });
});

describe('the folder of a workspace', () => {
  it('lies beside the file of its database', () => {
    expect(folderOf('file:./data/sandbox.db')).toBe('./data/sandbox-slack');
    expect(folderOf('file:/tmp/x.db')).toBe('/tmp/x-slack');
  });

  it('of a database on a server is known by its address, whoever asks', () => {
    const one = folderOf('postgresql://copil:secret@db.example/one');

    expect(one).toMatch(/^data\/sandbox-slack-[0-9a-f]{12}$/);
    expect(folderOf('postgresql://other:word@db.example:5432/one')).toBe(one);
    expect(folderOf('postgresql://copil:secret@db.example/two')).not.toBe(one);
  });
});
