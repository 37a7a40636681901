import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { organisationText } from '../support/flow-organisation.js';
import { secrets } from '../support/slack/start-slack.js';

const built = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

const laughs = [...'abcdefgh']
  .map((name, index, names) => {
    const inner = index === 0 ? 'x' : `*${names[index - 1]}`;
    return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
  })
  .join('\n');

describe('a start that fails says what is wrong and what to do', () => {
  let folder: string;
  let server: URL;

  beforeAll(async () => {
    server = new URL(inject('postgresqlUrl'));
    folder = await mkdtemp(join(tmpdir(), 'copil-failed-start-'));
    await writeFile(join(folder, 'copil.yml'), organisationText({ 'growth-ops': {} }));
    await writeFile(join(folder, 'bomb.yml'), laughs);
    await writeFile(join(folder, 'deep.yml'), `workspace: ${'['.repeat(20_000)}`);
    await writeFile(join(folder, 'damaged.db'), 'This was a database once. '.repeat(400));
    await mkdir(join(folder, 'folder.db'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const on = (change: Partial<Pick<URL, 'port' | 'password' | 'username' | 'pathname'>>): string =>
    Object.assign(new URL('copil', server), change).href;

  function run(file: string, words: readonly string[], env: Record<string, string>) {
    const all = {
      PATH: process.env['PATH'],
      SLACK_BOT_TOKEN: secrets.botToken,
      SLACK_SIGNING_SECRET: secrets.signingSecret,
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
      COPIL_CONFIG: 'copil.yml',
      PORT: '0',
      ...env,
    };
    return new Promise<{ code: unknown; output: string }>((resolve) => {
      execFile(process.execPath, [built(file), ...words], { cwd: folder, env: all }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, output: out + err }),
      );
    });
  }

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'PostgreSQL is away',
      () => ({ DATABASE_URL: on({ port: '9' }) }),
      /does not answer .* Start it, or correct DATABASE_URL/,
    ],
    [
      'no such host',
      () => ({ DATABASE_URL: 'postgresql://copil@absent.invalid/copil' }),
      /absent\.invalid:5432 does not answer/,
    ],
    [
      'no such database',
      () => ({ DATABASE_URL: on({ pathname: '/absent' }) }),
      /has no database "absent"\. Make it \(createdb absent\)/,
    ],
    [
      'a wrong user',
      () => ({ DATABASE_URL: on({ username: 'nobody', password: 'wrong' }) }),
      /refuses the user "nobody"\. Correct/,
    ],
    [
      'a damaged file',
      () => ({ DATABASE_URL: 'file:./damaged.db' }),
      /damaged\.db is damaged.*Put a backup in its place/,
    ],
    ['a folder for a file', () => ({ DATABASE_URL: 'file:./folder.db' }), /folder\.db cannot be opened/],
    ['a file inside a file', () => ({ DATABASE_URL: 'file:./damaged.db/x.db' }), /x\.db cannot be opened or made/],
    ['a YAML bomb', () => ({ COPIL_CONFIG: 'bomb.yml' }), /bomb\.yml:1 .*stand for more than can be read/],
    ['YAML nested without end', () => ({ COPIL_CONFIG: 'deep.yml' }), /deep\.yml.*nested too deeply/s],
  ])('%s', async (_name, env, message) => {
    const settings: Record<string, string> = { DATABASE_URL: 'file:./fine.db', ...env() };
    const file = settings['COPIL_CONFIG'];
    const words = file ? ['config', 'check', file] : ['doctor'];

    for (const ran of [await run('main.js', [], settings), await run('cli.js', words, settings)]) {
      expect(ran).toEqual({ code: 1, output: expect.stringMatching(message) });
      expect(ran.output).toMatch(/^copil: /m);
      expect(ran.output).not.toMatch(/^ {4}at |unexpected error/m);
    }
  });

  it.each<[string, (port: number) => Record<string, string>, RegExp]>([
    [
      'a port in use',
      (port) => ({ PORT: String(port) }),
      /another program listens there already; stop it, or set PORT/,
    ],
    ['no token and no secret', () => ({ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' }), /SLACK_BOT_TOKEN/],
    ['a port that is none', () => ({ PORT: 'http' }), /PORT/],
    ['no such copil.yml', () => ({ COPIL_CONFIG: 'absent.yml' }), /absent\.yml/],
  ])('%s', async (_name, env, message) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const ran = await run('main.js', [], { DATABASE_URL: 'file:./fine.db', ...env(port) });
    other.close();

    expect(ran).toEqual({ code: 1, output: expect.stringMatching(message) });
    expect(ran.output).toMatch(/^copil: /m);
    expect(ran.output).not.toMatch(/^ {4}at |unexpected error/m);
  });
});
