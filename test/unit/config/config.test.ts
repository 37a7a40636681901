import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Environment, readConfig, readEnvironment, readToolConfig } from '../../../src/config.js';
import { ConfigError } from '../../../src/kernel/errors.js';

const http = { SLACK_BOT_TOKEN: 'xoxb-123-abc', SLACK_SIGNING_SECRET: 'sign-me' };
const socket = { SLACK_BOT_TOKEN: 'xoxb-123-abc', SLACK_APP_TOKEN: 'xapp-1-A1' };

function problemsOf(environment: Environment, reader: (given: Environment) => unknown = readConfig): readonly string[] {
  try {
    reader(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings of the app', () => {
  it('has a default for everything but Slack’s secrets', () => {
    const config = readConfig(http);

    expect(config).toMatchObject({
      slack: { mode: 'http', apiUrl: 'https://slack.com/api/' },
      host: '127.0.0.1',
      port: 3000,
      isDatabaseChosen: false,
      organisationFile: null,
      apiToken: null,
      logLevel: 'info',
    });
    expect(config.databaseUrl.reveal()).toBe('file:./data/copil.db');
    expect(config.slack.botToken.reveal()).toBe('xoxb-123-abc');
  });

  it('takes what is given', () => {
    const config = readConfig({
      ...http,
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgresql://copil:pw@db/copil',
      COPIL_CONFIG: './copil.yml',
      COPIL_API_TOKEN: 'ingest',
      LOG_LEVEL: 'debug',
    });

    expect(config).toMatchObject({
      slack: { apiUrl: 'http://127.0.0.1:4000/api/' },
      port: 8080,
      host: '0.0.0.0',
      isDatabaseChosen: true,
      organisationFile: './copil.yml',
      logLevel: 'debug',
    });
    expect(config.apiToken?.reveal()).toBe('ingest');
  });

  it('uses Socket Mode when there is an app-level token, and then needs no signing secret', () => {
    expect(readConfig(socket).slack.mode).toBe('socket');
    expect(readConfig({ ...socket, ...http }).slack.mode).toBe('socket');
  });

  it('takes an empty value for none, and drops the line break of a pasted one', () => {
    const config = readConfig({ ...http, SLACK_BOT_TOKEN: ' xoxb-9\n', SLACK_APP_TOKEN: '', PORT: ' ', HOST: '' });

    expect(config).toMatchObject({ slack: { mode: 'http' }, port: 3000, host: '127.0.0.1' });
    expect(config.slack.botToken.reveal()).toBe('xoxb-9');
  });

  it('cannot be changed', () => {
    const config = readConfig(http);

    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.slack, { apiUrl: 'x' })).toThrow(TypeError);
  });
});

describe('wrong settings', () => {
  it('are all named at once, and no value is shown', () => {
    const environment = {
      SLACK_BOT_TOKEN: 'hunter2-bot',
      SLACK_SIGNING_SECRET: 'hunter2 secret',
      SLACK_APP_TOKEN: 'hunter2-app',
      SLACK_API_URL: 'https://hunter2.example/methods',
      PORT: 'hunter2',
      HOST: 'http://hunter2',
      DATABASE_URL: 'mysql://hunter2@db',
      LOG_LEVEL: 'hunter2',
    };

    const problems = problemsOf(environment);

    expect(problems.map((line) => line.split(' ')[0])).toEqual(Object.keys(environment));
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it.each<[string, Environment]>([
    ['SLACK_BOT_TOKEN', {}],
    ['SLACK_BOT_TOKEN', { SLACK_SIGNING_SECRET: 'sign-me' }],
    ['SLACK_BOT_TOKEN', { SLACK_APP_TOKEN: 'xapp-1-A1' }],
    ['SLACK_SIGNING_SECRET', { SLACK_BOT_TOKEN: 'xoxb-1' }],
  ])('names %s when it is missing from %o', (name, environment) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(new RegExp(`^${name} is missing`))]);
  });

  it.each([
    { SLACK_API_URL: 'https://slack.com/api' },
    { SLACK_API_URL: 'slack.com/api/' },
    { SLACK_API_URL: 'ftp://slack.com/api/' },
    { PORT: '65536' },
    { PORT: '-1' },
    { PORT: '30.5' },
    { DATABASE_URL: 'file:' },
    { DATABASE_URL: 'postgresql://' },
    { DATABASE_URL: './copil.db' },
    { SLACK_BOT_TOKEN: 'xoxp-1' },
  ])('include %o', (wrong) => {
    expect(problemsOf({ ...http, ...wrong })).toHaveLength(1);
  });

  it('are told in one message that says where to look', () => {
    expect(() => readConfig({})).toThrow(/environment or .env file.*\n {2}- SLACK_BOT_TOKEN/);
  });
});

describe('settings of the command line', () => {
  it('do without Slack', () => {
    expect(readToolConfig({})).toMatchObject({ slack: null, isDatabaseChosen: false });
  });

  it('are checked all the same', () => {
    expect(problemsOf({ DATABASE_URL: 'x', SLACK_APP_TOKEN: 'xapp-1' }, readToolConfig)).toHaveLength(2);
  });
});

describe('a secret', () => {
  const config = readConfig({
    ...http,
    DATABASE_URL: 'postgresql://copil:hunter2@db/copil',
    COPIL_API_TOKEN: 'hunter2',
  });

  it('is not shown when it is printed, inspected or turned into JSON', () => {
    const shown = [JSON.stringify(config), inspect(config, { depth: 5, showHidden: true }), `${config.slack.botToken}`];

    expect(shown.join()).not.toMatch(/hunter2|xoxb-123|sign-me/);
    expect(`${config.slack.botToken}`).toBe('[secret]');
  });
});

describe('the .env file', () => {
  it('is read, and gives way to the environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'copil-env-'));
    const file = join(folder, '.env');
    await writeFile(file, '# settings\nPORT=4001\nTZ=Mars/Olympus\nCOPIL_CONFIG="my file.yml"\n');

    const environment = readEnvironment(file);
    await rm(folder, { recursive: true });

    expect(environment).toMatchObject({ PORT: '4001', COPIL_CONFIG: 'my file.yml', TZ: 'Pacific/Auckland' });
  });

  it('may be missing', () => {
    expect(readEnvironment('/nonexistent/.env')).toMatchObject({ TZ: 'Pacific/Auckland' });
  });
});
