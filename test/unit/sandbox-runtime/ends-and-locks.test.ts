import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/kernel/errors.js';
import { lockFolder } from '../../../src/sandbox/runtime/folder-lock.js';
import { eachInTurn } from '../../../src/sandbox/runtime/in-turn.js';

describe('the lock of a workspace', () => {
  let path: string;
  let file: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'copil-lock-')), 'data', 'slack');
    file = `${path}.lock`;
  });
  afterEach(() => rm(join(path, '..', '..'), { recursive: true, force: true }));

  /** Whoever started the tests is another process, and at work. */
  const heldByAnother = async () => {
    await (await lockFolder(path)).release();
    await writeFile(file, `${process.ppid}\n`);
  };

  it('names its process, and is gone once it is released', async () => {
    const lock = await lockFolder(path);
    const held = await readFile(file, 'utf8');
    await lock.release();
    await lock.release();

    expect(held).toBe(`${process.pid}\n`);
    await expect(readFile(file)).rejects.toThrow(/ENOENT/);
  });

  it('is refused while another process holds it, and says what to do', async () => {
    await heldByAnother();

    const refused = lockFolder(path);

    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(
      new RegExp(`process ${process.ppid}\\).*Stop it, or .*DATABASE_URL=.* PORT=3001.*delete .*slack\\.lock`),
    );
    expect(await readFile(file, 'utf8')).toBe(`${process.ppid}\n`);
  });

  it.each([
    ['a process that is gone', '2147483646\n'],
    ['this process’s id before it was killed', `${process.pid}\n`],
    ['nobody', ''],
  ])('is taken over from %s', async (_, content) => {
    await (await lockFolder(path)).release();
    await writeFile(file, content);

    await lockFolder(path);

    expect(await readFile(file, 'utf8')).toBe(`${process.pid}\n`);
  });

  it('that another process took since is left to it', async () => {
    const lock = await lockFolder(path);
    await writeFile(file, `${process.ppid}\n`);

    await lock.release();

    expect(await readFile(file, 'utf8')).toBe(`${process.ppid}\n`);
  });

  it('that cannot be written names the file and what to set', async () => {
    await (await lockFolder(path)).release();
    await writeFile(path, '');

    await expect(lockFolder(join(path, 'below'))).rejects.toThrow(/below\.lock.*DATABASE_URL/);
  });
});

describe('an end in several steps', () => {
  it('takes each step though one fails, and tells the first failure', async () => {
    const taken: string[] = [];
    const step = (name: string, error?: Error) => async () => {
      taken.push(name);
      if (error) throw error;
    };

    const end = eachInTurn([step('app', new Error('stuck')), step('keeper'), step('page', new Error('later'))]);

    await expect(end).rejects.toThrow('stuck');
    expect(taken).toEqual(['app', 'keeper', 'page']);
  });
});
