import { describe, expect, it } from 'vitest';
import { ExternalError } from '../../../src/kernel/errors.js';
import { createLogger, type LogOptions } from '../../../src/platform/log.js';
import { toSlackLogger } from '../../../src/platform/slack/slack-logger.js';

function aLog(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) }, ...options });
  return { log, lines, entries: () => lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe('the log', () => {
  it('writes one JSON object a line, with level, time and what it is about', () => {
    const { log, entries } = aLog();

    log.child({ correlationId: 'r-1' }).info('digest sent', { committee: 'growth-ops' });

    expect(entries()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        correlationId: 'r-1',
        committee: 'growth-ops',
        msg: 'digest sent',
      },
    ]);
  });

  it('keeps quiet below its level', () => {
    const { log, lines } = aLog({ level: 'warn' });

    log.info('not this');
    log.warn('but this');

    expect(lines).toHaveLength(1);
  });

  it('writes an error with its cause', () => {
    const { log, entries } = aLog();
    const cause = new Error('ECONNREFUSED');

    log.error('post failed', { err: new ExternalError('Slack is away', { isRetryable: true, cause }) });

    expect(entries()[0]?.['err']).toMatchObject({
      type: 'ExternalError',
      message: expect.stringContaining('Slack is away'),
      stack: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('a secret in the log', () => {
  const bot = 'xoxb-1234-5678-AbCdEf';

  it.each<[string, string, string]>([
    ['a bot token', `call with ${bot}`, 'AbCdEf'],
    ['an app-level token', 'call with xapp-1-A012-999-deadbeef', 'deadbeef'],
    ['a user token', 'call with xoxp-1-2-hunter2', 'hunter2'],
    ['a rotating token', 'call with xoxe.xoxb-1-hunter2', 'hunter2'],
    ['an Authorization header', 'Authorization: Bearer hunter2', 'hunter2'],
    ['a bearer token', 'sent Bearer hunter2', 'hunter2'],
    ['the password of a database', 'cannot reach postgresql://copil:hunter2@db:5432/copil', 'hunter2'],
    ['a password with an at sign in it', 'cannot reach postgresql://copil:hunter@2@db/copil', 'hunter'],
    ['a token in an address', 'GET https://example.com/x?a=1&token=hunter2&b=2', 'hunter2'],
    ['a socket’s ticket', 'wss://wss.slack.com/link/?ticket=hunter2', 'hunter2'],
    ['a response address', 'POST https://hooks.slack.com/commands/T1/2/hunter2', 'hunter2'],
  ])('is taken out of the message: %s', (_what, message, secret) => {
    const { log, entries } = aLog();

    log.info(message);

    expect(entries()[0]?.['msg']).toContain('[secret]');
    expect(JSON.stringify(entries())).not.toContain(secret);
  });

  it('is taken out of errors, their causes and stacks, and of nested fields', () => {
    const { log, lines, entries } = aLog();
    const cause = new Error(`refused ${bot}`);

    log.error('failed', {
      err: new Error(`with ${bot}`, { cause }),
      request: { headers: { authorization: 'hunter2', accept: 'json' }, form: { client_secret: 'hunter2' } },
      list: [`${bot}`],
    });

    expect(lines.join()).not.toMatch(/AbCdEf|hunter2/);
    expect(entries()[0]).toMatchObject({ request: { headers: { accept: 'json' } } });
  });

  it('is taken out by its value where it looks like nothing', () => {
    const { log, entries } = aLog({ secrets: ['ab"cd\\ef', 'abc'] });

    log.info('the signing secret is ab"cd\\ef, abc');

    expect(entries()[0]?.['msg']).toBe('the signing secret is [secret], abc');
  });

  it('leaves ordinary words and addresses alone', () => {
    const { log, entries } = aLog();
    const message =
      'Basic figures, authorization pending: digest growth-ops 2026-W46 at http://127.0.0.1:3000/healthz?period=2026-W46 for ana@example.com';

    log.info(message, { tokenCount: 3 });

    expect(entries()[0]).toMatchObject({ msg: message, tokenCount: 3 });
  });
});

describe('the log as Slack’s libraries see it', () => {
  it('gets their errors as warnings and their debug lines not at all', () => {
    const { log, entries } = aLog({ level: 'debug' });
    const slackLog = toSlackLogger(log);

    slackLog.error('Failed to', new Error('retrieve'));
    slackLog.debug('{"text":"a figure"}');

    expect(entries()).toMatchObject([{ level: 'warn', msg: 'Failed to retrieve' }]);
  });
});
