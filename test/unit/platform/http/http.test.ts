import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ConfigError,
  ConflictError,
  ExternalError,
  NotFoundError,
  ValidationError,
} from '../../../../src/kernel/errors.js';
import { healthRoutes, type ReadinessCheck, sweepCheck } from '../../../../src/platform/http/health.js';
import { createHttpServer, type HttpRoute, type HttpServer } from '../../../../src/platform/http/http-server.js';
import { type ReadingsOptions, readingsRoute } from '../../../../src/platform/http/readings.js';
import { createLogger } from '../../../../src/platform/log.js';
import { createMetrics } from '../../../../src/platform/metrics.js';

const lines: string[] = [];
const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
const servers: HttpServer[] = [];

async function serve(routes: readonly HttpRoute[], port = 0): Promise<string> {
  const server = createHttpServer({ host: '127.0.0.1', port, routes, log });
  servers.push(server);
  return `http://127.0.0.1:${await server.listen()}`;
}

afterEach(async () => {
  lines.length = 0;
  await Promise.all(servers.splice(0).map((server) => server.close(100)));
});

const route = (handle: HttpRoute['handle']): HttpRoute => ({ method: 'GET', path: '/x', handle });

describe('the server', () => {
  it('answers 404 for a path nobody knows, and 405 for the wrong method', async () => {
    const base = await serve([route(async (_request, response) => void response.end())]);

    expect((await fetch(`${base}/nothing`)).status).toBe(404);
    expect((await fetch(`${base}//`)).status).toBe(404);
    const wrong = await fetch(`${base}/x`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('turns a failing handler into a 500 whose reference stands in the log', async () => {
    const base = await serve([route(() => Promise.reject(new Error('on purpose')))]);

    const response = await fetch(`${base}/x?token=hunter2`);

    const body = (await response.json()) as { reference: string };
    expect(response.status).toBe(500);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ reference: body.reference, err: { message: 'on purpose' } });
    expect(JSON.stringify(body)).not.toContain('on purpose');
  });

  it('says what to do when the port is taken', async () => {
    const base = await serve([]);

    const second = serve([], Number(new URL(base).port));

    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(/another program listens there already/);
  });

  it('lets a request end before it closes, and cuts one that does not', async () => {
    let begin = (_response: ServerResponse): void => undefined;
    const begun = new Promise<ServerResponse>((resolve) => {
      begin = resolve;
    });
    const base = await serve([route(async (_request, response) => begin(response))]);
    const request = fetch(`${base}/x`).then((response) => response.text());
    const stuck = connect(Number(new URL(base).port), '127.0.0.1');
    stuck.on('error', () => undefined).write('GET /x HTTP/1.1\r\n');
    const response = await begun;

    const closed = servers[0]?.close(2_000);
    response.end('done');

    expect(await request).toBe('done');
    await closed;
  });
});

describe('health', () => {
  const well = (name: string): ReadinessCheck => ({ name, check: async () => null });
  const serveChecks = (...checks: ReadinessCheck[]) =>
    serve(healthRoutes({ checks, metrics: createMetrics(), timeoutMs: 100 }));

  it('is alive whatever else is wrong', async () => {
    const base = await serveChecks({ name: 'token', check: async () => 'revoked' });

    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/healthz`, { method: 'HEAD' })).status).toBe(200);
  });

  it('is ready when every check is well', async () => {
    const response = await fetch(`${await serveChecks(well('database'), well('token'))}/readyz`);

    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('gives the reason of each check that fails, hangs or throws, and of no other', async () => {
    const base = await serveChecks(
      well('database'),
      { name: 'token', check: async () => 'Slack refuses the token' },
      { name: 'migrations', check: () => new Promise(() => undefined) },
      { name: 'sweep', check: () => Promise.reject(new Error('password hunter2')) },
    );

    const response = await fetch(`${base}/readyz`);

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'not ready',
      reasons: {
        token: 'Slack refuses the token',
        migrations: 'no answer within 100 ms',
        sweep: 'the check itself failed; the log says how',
      },
    });
  });

  it.each([
    [0, null],
    [180_000, null],
    [181_000, expect.stringMatching(/no sweep ended well for 3 minutes/)],
    [3_600_000, expect.stringMatching(/60 minutes/)],
  ])('looks at the age of the last sweep: %d ms', async (age, expected) => {
    const { check } = sweepCheck(
      () => 1_000,
      () => 1_000 + age,
    );

    expect(await check()).toEqual(expected);
  });

  it('shows its metrics', async () => {
    const response = await fetch(`${await serveChecks()}/metrics`);

    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toContain('copil_digests_due_total 0');
  });
});

describe('readings sent over HTTP', () => {
  const token = 'a-long-api-token';
  const body = { source: 'crm', readings: [{ kpi: 'leads', period: '2026-11-15', value: 12 }] };

  async function send(content: unknown, options: Partial<ReadingsOptions> & { authorization?: string } = {}) {
    const taken: unknown[] = [];
    const ingest = async (readings: unknown) => {
      taken.push(readings);
      return { accepted: 1 };
    };
    const { authorization = `Bearer ${token}`, ...rest } = options;
    const base = await serve([readingsRoute({ apiToken: token, ingest, ...rest })]);
    const response = await fetch(`${base}/api/readings`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: typeof content === 'string' ? content : JSON.stringify(content),
    });
    return { status: response.status, headers: response.headers, body: await response.json(), taken };
  }

  it('are handed on, and answered with the report', async () => {
    const sent = await send(body);

    expect(sent).toMatchObject({ status: 200, body: { accepted: 1 }, taken: [body] });
  });

  it('may be ratios and have a segment', async () => {
    const reading = { kpi: 'rate', period: '2026-W46', segment: 'fr', numerator: 3, denominator: 120 };

    expect(await send({ source: 'crm', readings: [reading] })).toMatchObject({ status: 200 });
  });

  it('find no route when no token is set', async () => {
    expect(await send(body, { apiToken: null })).toMatchObject({ status: 404, taken: [] });
  });

  it.each(['', 'Bearer', 'Bearer wrong', `Basic ${token}`, `Bearer ${token}x`])(
    'are refused with %o',
    async (given) => {
      const sent = await send(body, { authorization: given });

      expect(sent).toMatchObject({ status: 401, taken: [] });
      expect(sent.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it.each<[string, unknown, string]>([
    ['no JSON', '{', ''],
    ['a list', [], ''],
    ['no source', { readings: body.readings }, 'source'],
    ['no reading', { source: 'crm', readings: [] }, 'readings'],
    ['a value that is text', { source: 'crm', readings: [{ ...body.readings[0], value: '12' }] }, 'readings.0.value'],
    [
      'value and ratio',
      { source: 'crm', readings: [{ ...body.readings[0], numerator: 1, denominator: 2 }] },
      'readings.0',
    ],
    ['half a ratio', { source: 'crm', readings: [{ kpi: 'a', period: 'b', numerator: 1 }] }, 'readings.0'],
    ['a field nobody knows', { ...body, extra: 1 }, ''],
  ])('name the place of the fault: %s', async (_what, content, path) => {
    const sent = await send(content);

    expect(sent.status).toBe(400);
    expect(sent.body).toMatchObject({ error: 'invalid', faults: [{ path }] });
    expect(sent.taken).toEqual([]);
  });

  it('are refused when there is too much of them, said or not said beforehand', async () => {
    const long = JSON.stringify({ ...body, source: 'x'.repeat(2_000) });
    const said = await send(long, { maxBytes: 1_000 });
    const base = await serve([readingsRoute({ apiToken: token, ingest: async () => ({}), maxBytes: 1_000 })]);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(long));
        controller.close();
      },
    });

    const init = { method: 'POST', body: stream, duplex: 'half', headers: { authorization: `Bearer ${token}` } };
    const unsaid = await fetch(`${base}/api/readings`, init as RequestInit);

    expect([said.status, unsaid.status]).toEqual([413, 413]);
  });

  it('are refused in a way the sender hears of, however much more they have to send', async () => {
    const sent = await send('x'.repeat(30_000_000));

    expect(sent).toMatchObject({ status: 413, body: { error: 'too_large' } });
  });

  it.each([
    [new ValidationError('No source "crm"'), 400, 'No source "crm"', undefined],
    [new NotFoundError('No KPI'), 404, 'No KPI', undefined],
    [new ExternalError('db', { isRetryable: true }), 503, 'Nothing was stored; try again later', 30],
    [new ConflictError('Another', { userMessage: 'Another import is running' }), 409, 'Another import is running', 30],
  ])('are answered in words when they are refused later: %s', async (error, status, message, retryAfterSeconds) => {
    const sent = await send(body, { ingest: () => Promise.reject(error) });

    expect(sent).toMatchObject({
      status,
      body: { message, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
    });
  });

  it('never show the token in the log', async () => {
    await send(body, { ingest: () => Promise.reject(new Error(`Authorization: Bearer ${token}`)) });

    expect(lines.join()).toContain('[secret]');
    expect(lines.join()).not.toContain(token);
  });
});
