import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '../../kernel/errors.js';

/** Held by the one sandbox that may write a workspace's folder and its database. */
export interface FolderLock {
  /** Calling it twice is harmless. */
  release(): Promise<void>;
}

/** How long whoever makes the file has to write into it. */
const writingMs = 200;

/**
 * Takes `<path>.lock`, which holds this process's id; beside the folder, because the folder itself may be set aside. The
 * lock of a process that is gone is taken over, and so is one with this process's own id: in a container that was killed
 * and started again everything has the ids it had before.
 * @throws ConfigError when another process holds it, or the file cannot be written
 */
export async function lockFolder(path: string): Promise<FolderLock> {
  const file = `${path}.lock`;
  if (!(await take(file))) {
    const holder = await holderOf(file);
    if (holder !== null && isAtWork(holder)) throw heldBy(holder, file);
    await rm(file, { force: true });
    if (!(await take(file))) throw heldBy(await holderOf(file), file);
  }
  return {
    async release() {
      if ((await holderOf(file)) === process.pid) await rm(file, { force: true });
    },
  };
}

/** @returns whether it is ours now */
async function take(file: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw notWritten(file, error);
  }
  try {
    await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw notWritten(file, error);
  }
}

function notWritten(file: string, cause: unknown): ConfigError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ConfigError(
    `The sandbox cannot write ${file} (${why}). Set DATABASE_URL to a file in a folder that it may write.`,
    [],
    { cause },
  );
}

/** Null for a file that is gone, or in which nobody wrote a process. */
async function holderOf(file: string): Promise<number | null> {
  const read = async () => Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  let holder = await read();
  if (Number.isNaN(holder)) {
    await sleep(writingMs);
    holder = await read();
  }
  return holder > 0 ? holder : null;
}

function isAtWork(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process is there, though it may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function heldBy(pid: number | null, file: string): ConfigError {
  return new ConfigError(
    `Another sandbox${pid === null ? '' : ` (process ${pid})`} uses this database; two would overwrite each other's messages. ` +
      'Stop it, or give this one its own: DATABASE_URL=file:./data/other.db PORT=3001 npm start. ' +
      `If none is running, delete ${file}.`,
  );
}
