import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson, readBody } from '../../../src/sandbox/http/request-body.js';

interface Received {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly raw: string;
  /** The payload, out of whatever it travelled in. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An app that keeps what Slack sends it and answers what the test says. */
export interface RecordingApp {
  readonly url: string;
  readonly received: Received[];
  /** The newest payload. */
  last(): Readonly<Record<string, unknown>>;
  /** Answers to come, one each; then 200 without a body. */
  answerNext(...answers: { status?: number; body?: unknown; headers?: Record<string, string> }[]): void;
  stop(): Promise<void>;
}

export async function recordingApp(): Promise<RecordingApp> {
  const received: Received[] = [];
  const answers: { status?: number; body?: unknown; headers?: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const raw = body.toString('utf8');
      received.push({ headers: request.headers, raw, payload: payloadOf(raw) });
      const { status = 200, body: answer = '', headers = {} } = answers.shift() ?? {};
      const isText = typeof answer === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
      response.end(isText ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    received,
    last: () => received.at(-1)?.payload ?? {},
    answerNext: (...more) => {
      answers.push(...more);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function payloadOf(raw: string): Record<string, unknown> {
  const json = parseJson(raw);
  if (json !== undefined) return json as Record<string, unknown>;
  const form = Object.fromEntries(new URLSearchParams(raw));
  return (form['payload'] === undefined ? form : parseJson(form['payload'])) as Record<string, unknown>;
}
