import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Connection from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Durability } from '../../src/platform/db/connection.js';
import { SqliteAdapterFactory } from '../../src/platform/db/sqlite-adapter.js';
import { pathOf } from '../../src/platform/db/sqlite-path.js';

type Adapter = Awaited<ReturnType<SqliteAdapterFactory['connect']>>;
type Queryable = Pick<Adapter, 'queryRaw' | 'executeRaw'>;

describe('the connections to a SQLite file', () => {
  let folder: string;
  const opened: Adapter[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-sqlite-'));
  });

  afterEach(async () => {
    for (const adapter of opened.splice(0)) await adapter.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(name = 'a.db', lockPatienceMs = 0, durability: Durability = 'power-cut'): Promise<Adapter> {
    const url = `file:${join(folder, name)}`;
    const adapter = await new SqliteAdapterFactory({ url, lockPatienceMs, durability }).connect();
    opened.push(adapter);
    return adapter;
  }

  async function openWithTable(): Promise<Adapter> {
    const adapter = await open();
    await adapter.executeScript('PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, v)');
    return adapter;
  }

  const plain = (sql: string, ...args: unknown[]) => ({
    sql,
    args,
    argTypes: args.map(() => ({ scalarType: 'unknown' as const, arity: 'scalar' as const })),
  });
  const rowsOf = async (on: Queryable, sql: string, ...args: unknown[]) =>
    (await on.queryRaw(plain(sql, ...args))).rows;
  const run = (on: Queryable, sql: string, ...args: unknown[]) => on.executeRaw(plain(sql, ...args));

  it('give back what was put in: texts, numbers, booleans as numbers, bytes and nothing', async () => {
    const adapter = await openWithTable();
    const values = ['é 💥', 1.5, true, false, null, 2 ** 52];

    for (const value of values) await run(adapter, 'INSERT INTO t (v) VALUES (?)', value);
    await run(adapter, "INSERT INTO t (v) VALUES (x'00ff')");

    const rows = await rowsOf(adapter, 'SELECT v FROM t ORDER BY id');
    expect(rows.map(([value]) => value)).toEqual(['é 💥', 1.5, 1, 0, null, 2 ** 52, new Uint8Array([0, 255])]);
  });

  it.each([
    ['power-cut', 2],
    ['process-end', 1],
  ] as const)('write so that a commit outlives a %s', async (durability, synchronous) => {
    const adapter = await open('a.db', 0, durability);

    expect(await rowsOf(adapter, 'PRAGMA synchronous')).toEqual([[synchronous]]);
  });

  it('refuse a whole number that would be read inexactly', async () => {
    const adapter = await openWithTable();
    await run(adapter, 'INSERT INTO t (v) VALUES (9007199254740993)');

    await expect(rowsOf(adapter, 'SELECT v FROM t')).rejects.toThrow(/too large/);
  });

  it('answer whoever reads while a transaction is open, with what was stored before it', async () => {
    const adapter = await openWithTable();
    const transaction = await adapter.startTransaction();
    await run(transaction, "INSERT INTO t (v) VALUES ('new')");

    const during = await rowsOf(adapter, 'SELECT count(*) FROM t');
    await transaction.commit();
    const after = await rowsOf(adapter, 'SELECT count(*) FROM t');

    expect([during, after]).toEqual([[[0]], [[1]]]);
  });

  it('let a single change wait for the open transaction, and keep it when that is rolled back', async () => {
    const adapter = await openWithTable();
    const transaction = await adapter.startTransaction();
    await run(transaction, "INSERT INTO t (v) VALUES ('undone')");

    const single = run(adapter, "INSERT INTO t (v) VALUES ('kept')");
    await transaction.rollback();
    await single;

    expect(await rowsOf(adapter, 'SELECT v FROM t')).toEqual([['kept']]);
  });

  it('say at its beginning that a transaction meets another process, and go on after it', async () => {
    const [one, other] = [await openWithTable(), await open()];
    const transaction = await one.startTransaction();

    await expect(other.startTransaction()).rejects.toMatchObject({ cause: { kind: 'SocketTimeout' } });
    await transaction.commit();
    const next = await other.startTransaction();
    await run(next, "INSERT INTO t (v) VALUES ('next')");
    await next.commit();

    expect(await rowsOf(one, 'SELECT v FROM t')).toEqual([['next']]);
  });

  it('let a change that met another process wait for it', async () => {
    const [one, other] = [await openWithTable(), await open('a.db', 60_000)];
    const transaction = await one.startTransaction();

    const single = run(other, "INSERT INTO t (v) VALUES ('waited')");
    const begun = other.startTransaction().then((next) => next.rollback());
    await expect(run(await open(), "INSERT INTO t (v) VALUES ('impatient')")).rejects.toMatchObject({
      cause: { kind: 'SocketTimeout' },
    });
    await transaction.rollback();
    // Either may come first.
    await Promise.all([single, begun]);

    expect(await rowsOf(one, 'SELECT v FROM t')).toEqual([['waited']]);
  });

  it.each([
    ['a single change', (on: Adapter) => run(on, "INSERT INTO t (v) VALUES ('refused')")],
    ['one that returns rows', (on: Adapter) => rowsOf(on, "INSERT INTO t (v) VALUES ('refused') RETURNING id")],
    ['one of a list', (on: Adapter) => run(on, "WITH n(v) AS (SELECT 'refused') INSERT INTO t (v) SELECT v FROM n")],
    ['a transaction', (on: Adapter) => on.startTransaction()],
    ['a table', (on: Adapter) => run(on, 'CREATE TABLE refused (id)')],
    ['a script', (on: Adapter) => on.executeScript('BEGIN; CREATE TABLE refused (id); COMMIT')],
  ])('commit whatever comes after %s met a lock', async (_, refused) => {
    const [one, other] = [await openWithTable(), await open()];
    const transaction = await one.startTransaction();
    await expect(refused(other)).rejects.toMatchObject({ cause: { kind: 'SocketTimeout' } });
    await transaction.rollback();

    await run(other, "INSERT INTO t (v) VALUES ('single')");
    const seenAtOnce = await rowsOf(one, 'SELECT v FROM t');
    const next = await other.startTransaction();
    await run(next, "INSERT INTO t (v) VALUES ('together')");
    await next.commit();

    expect(seenAtOnce).toEqual([['single']]);
    expect(await rowsOf(one, 'SELECT v FROM t')).toEqual([['single'], ['together']]);
  });

  it('hold nothing of the file after a read met a lock', async () => {
    // Not the log beside the file, with which readers meet a lock in rare moments only.
    const [one, other] = [await open(), await open()];
    await one.executeScript('CREATE TABLE t (id INTEGER PRIMARY KEY, v)');
    const alone = new Connection(join(folder, 'a.db'));
    alone.exec('BEGIN EXCLUSIVE');
    await expect(rowsOf(other, 'SELECT v FROM t')).rejects.toMatchObject({ cause: { kind: 'SocketTimeout' } });
    alone.exec('ROLLBACK');
    alone.close();

    await rowsOf(other, 'SELECT id FROM t');
    await run(one, "INSERT INTO t (v) VALUES ('new')");

    expect(await rowsOf(other, 'SELECT v FROM t')).toEqual([['new']]);
  });

  it('commit nothing of a transaction that the engine took back half-way', async () => {
    const adapter = await openWithTable();
    const transaction = await adapter.startTransaction();
    await run(transaction, "INSERT INTO t (v) VALUES ('undone')");
    await expect(run(transaction, "INSERT OR ROLLBACK INTO t (id, v) VALUES (1, 'again')")).rejects.toThrow();

    await expect(run(transaction, "INSERT INTO t (v) VALUES ('alone')")).rejects.toThrow(/rolled the transaction back/);
    await transaction.rollback();
    await run(adapter, "INSERT INTO t (v) VALUES ('kept')");

    expect(await rowsOf(adapter, 'SELECT v FROM t')).toEqual([['kept']]);
  });

  it('leave nothing open of a script that stopped half-way', async () => {
    const [one, other] = [await openWithTable(), await open()];

    await expect(one.executeScript("BEGIN IMMEDIATE; INSERT INTO t (v) VALUES ('half'); nonsense")).rejects.toThrow();
    await run(other, "INSERT INTO t (v) VALUES ('kept')");

    expect(await rowsOf(one, 'SELECT v FROM t')).toEqual([['kept']]);
  });

  it('use a statement again after it was refused', async () => {
    const adapter = await openWithTable();
    const insert = 'INSERT INTO t (id, v) VALUES (?, ?)';
    await run(adapter, insert, 1, 'first');

    await expect(run(adapter, insert, 1, 'again')).rejects.toMatchObject({
      cause: { kind: 'UniqueConstraintViolation' },
    });
    await run(adapter, insert, 2, 'second');

    expect(await rowsOf(adapter, 'SELECT v FROM t ORDER BY id')).toEqual([['first'], ['second']]);
  });

  it('see a column that another process added', async () => {
    const [one, other] = [await openWithTable(), await open()];
    await run(one, "INSERT INTO t (v) VALUES ('old')");
    await rowsOf(one, 'SELECT * FROM t');

    await other.executeScript('ALTER TABLE t ADD COLUMN w DEFAULT 7');

    expect(await rowsOf(one, 'SELECT id, w FROM t')).toEqual([[1, 7]]);
  });

  it('give back what a change returns', async () => {
    const adapter = await openWithTable();

    const rows = await rowsOf(adapter, "INSERT INTO t (v) VALUES ('a'), ('b') RETURNING id, v");

    expect(rows).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  it('leave the file whole when they are closed, so that a copy of it has everything', async () => {
    const adapter = await openWithTable();
    await run(adapter, "INSERT INTO t (v) VALUES ('kept')");
    await adapter.dispose();
    opened.length = 0;

    await copyFile(join(folder, 'a.db'), join(folder, 'b.db'));

    expect(await rowsOf(await open('b.db'), 'SELECT v FROM t')).toEqual([['kept']]);
  });
});

describe('the path of a SQLite address', () => {
  it('is what stands behind file:, decoded', () => {
    const urls = ['file:./data/copil.db', 'file:/var/lib/copil.db', 'file:///var/lib/copil.db', 'file:/my%20data/a.db'];

    expect(urls.map(pathOf)).toEqual(['./data/copil.db', '/var/lib/copil.db', '/var/lib/copil.db', '/my data/a.db']);
  });
});
