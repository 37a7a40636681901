import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseSnapshot, type StateSnapshot } from '../state/snapshot.js';

/** What is kept of a workspace between two starts. */
export type KeptWorkspace = {
  /** The row of the database that it belongs to. */
  readonly workspaceId: string;
  readonly clockOffsetMs: number;
  /** A move of the clock went past a scheduled run. */
  readonly hasPassedRun: boolean;
  readonly slack: StateSnapshot;
};

/** A file of the workspace with its bytes. */
export type KeptFile = { readonly id: string; readonly bytes: Uint8Array };

export interface WorkspaceFolder {
  readonly path: string;
  /** Null when nothing was kept. @throws Error for what cannot be read or was not written by this program */
  read(): Promise<(KeptWorkspace & { readonly bytes: ReadonlyMap<string, Uint8Array> }) | null>;
  /** Replaces what was kept, wholly or not at all. One call after the other. */
  write(kept: KeptWorkspace, files: readonly KeptFile[]): Promise<void>;
  /** Keeps what cannot be read aside, so that nobody's words are lost for good. @returns where it is now */
  setAside(): Promise<string>;
}

const format = 1;

const Kept = z.object({
  format: z.literal(format),
  workspaceId: z.string(),
  clockOffsetMs: z.number(),
  hasPassedRun: z.boolean().default(false),
  slack: z.unknown(),
});

/**
 * Beside the database: `data/sandbox.db` has `data/sandbox-slack`, `file:/tmp/x.db` has `/tmp/x-slack`. A database on a
 * server has `data/sandbox-slack-` and a hash of its address, in which no password takes part.
 */
export function folderOf(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return `${databaseUrl.slice('file:'.length).replace(/\.db$/, '')}-slack`;
  const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
  const place = [hostname, port || '5432', pathname, searchParams.get('schema') ?? ''].join('/');
  return join('data', `sandbox-slack-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`);
}

/**
 * A folder with `workspace.json` and the bytes of each file. A file's bytes never change, so they are written once and
 * before the JSON that names them.
 */
export function createWorkspaceFolder(path: string): WorkspaceFolder {
  const main = join(path, 'workspace.json');
  const filesFolder = join(path, 'files');
  const written = new Set<string>();
  const put = async (target: string, content: string | Uint8Array): Promise<void> => {
    await writeFile(`${target}.part`, content);
    await rename(`${target}.part`, target);
  };
  return {
    path,
    async read() {
      const text = await readFile(main, 'utf8').catch(ifMissing(null));
      if (text === null) return null;
      const { slack, ...details } = Kept.parse(JSON.parse(text));
      const snapshot = parseSnapshot(slack);
      const bytes = new Map<string, Uint8Array>();
      for (const { id, hasBytes } of snapshot.files) {
        const content = hasBytes ? await readFile(join(filesFolder, fileName(id))).catch(ifMissing(null)) : null;
        if (content) bytes.set(id, content);
      }
      for (const id of bytes.keys()) written.add(id);
      const { workspaceId, clockOffsetMs, hasPassedRun } = details;
      return { workspaceId, clockOffsetMs, hasPassedRun, slack: snapshot, bytes };
    },
    async write(kept, files) {
      await mkdir(filesFolder, { recursive: true });
      for (const { id, bytes } of files) {
        if (written.has(id)) continue;
        await put(join(filesFolder, fileName(id)), bytes);
        written.add(id);
      }
      await put(main, JSON.stringify({ format, ...kept }));
      await dropOthers(filesFolder, new Set(files.map(({ id }) => fileName(id))));
      const ids = new Set(files.map(({ id }) => id));
      for (const id of written) if (!ids.has(id)) written.delete(id);
    },
    async setAside() {
      const aside = `${path}-unreadable-${Date.now()}`;
      await rename(path, aside);
      written.clear();
      return aside;
    },
  };
}

/** Slack's ids are letters and digits; anything else must not become a path. */
const fileName = (id: string): string => id.replaceAll(/[^A-Za-z0-9]/g, '_');

function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}

async function dropOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!wanted.has(name)) await rm(join(folder, name), { force: true });
  }
}
