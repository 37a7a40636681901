import { lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRejectsFile } from '../../../src/features/sources/rejects-file.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copil-rejects-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes one refused row beside `readings.csv` of the folder, and says where. */
async function writeOne(): Promise<string | null> {
  const header = { cells: ['date', 'leads'], line: 1 };
  const rejects = createRejectsFile({ path: join(folder, 'readings.csv'), delimiter: ',', header });
  await rejects.write([{ row: { cells: ['2026-01-01', 'many'], line: 2 }, reasons: ['"many" is not a number'] }]);
  return rejects.close();
}

const written = 'date,leads,copil_line,copil_reason\n2026-01-01,many,2,"""many"" is not a number"\n';

describe('a file of rejects', () => {
  it('takes the place of a link, and leaves what the link led to as it was', async () => {
    const [place, precious] = [join(folder, 'readings.csv.rejects.csv'), join(folder, 'precious.txt')];
    await writeFile(precious, 'keep me');
    await symlink(precious, place);

    expect(await writeOne()).toBe(place);

    expect(await readFile(precious, 'utf8')).toBe('keep me');
    expect((await lstat(place)).isSymbolicLink()).toBe(false);
    expect(await readFile(place, 'utf8')).toBe(written);
  });

  it('takes the place of a link that leads nowhere, and makes nothing there', async () => {
    const [place, nowhere] = [join(folder, 'readings.csv.rejects.csv'), join(folder, 'nowhere.txt')];
    await symlink(nowhere, place);

    expect(await writeOne()).toBe(place);

    await expect(lstat(nowhere)).rejects.toThrow(/ENOENT/);
    expect(await readFile(place, 'utf8')).toBe(written);
  });

  it('takes the place of the one before', async () => {
    await writeFile(join(folder, 'readings.csv.rejects.csv'), 'longer than what is written now\n'.repeat(50));

    expect(await readFile((await writeOne()) ?? '', 'utf8')).toBe(written);
  });
});
