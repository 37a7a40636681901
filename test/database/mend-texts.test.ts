import { expect, it } from 'vitest';
import { openDatabase } from '../../src/platform/db/database.js';
import { databasesOf } from '../support/databases.js';

const databases = databasesOf('sqlite');

/** As bytes, since no driver stores it any more: `word`, then the first half of an emoji. */
const cut = (word: string) => `CAST(X'${Buffer.from(word).toString('hex')}EDA0BD' AS TEXT)`;

it('a SQLite file that holds half a character is mended when it is opened, and nothing else in it is touched', async () => {
  const url = await databases.migratedUrl();
  const before = await databases.open(url);
  const { client } = before;
  const at = new Date('2026-01-01T00:00:00Z');
  for (const name of ['a', 'b', 'c', '한국어 💥', 'left\uFFFD']) {
    await client.lock.create({ data: { name, holder: `holder of ${name}`, leaseUntil: at } });
  }
  await client.$executeRawUnsafe(`UPDATE "Lock" SET holder = ${cut('Größe')} WHERE name = 'a'`);
  // The first becomes what another row is called already.
  await client.$executeRawUnsafe(`UPDATE "Lock" SET name = ${cut('x')} WHERE name = 'b'`);
  await client.lock.create({ data: { name: 'x\uFFFD\uFFFD\uFFFD', holder: 'first', leaseUntil: at } });
  await before.close();

  const after = await openDatabase(url);
  const rows = await after.client.lock.findMany({ orderBy: { name: 'asc' } });
  await after.close();

  const mark = '\uFFFD'.repeat(3);
  expect(rows.map(({ name, holder }) => [name, holder])).toEqual(
    [
      ['a', `Größe${mark}`],
      [`x${mark}\uFFFD`, 'holder of b'],
      ['c', 'holder of c'],
      ['한국어 💥', 'holder of 한국어 💥'],
      ['left\uFFFD', 'holder of left\uFFFD'],
      [`x${mark}`, 'first'],
    ].sort(([a = ''], [b = '']) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
});

it('what is stored with half a character can be read again', async () => {
  const database = await databases.open();

  await database.client.lock.create({ data: { name: 'cut \ud83d', holder: 'h', leaseUntil: new Date() } });

  expect((await database.client.lock.findFirstOrThrow()).name).toBe('cut \uFFFD');
});
