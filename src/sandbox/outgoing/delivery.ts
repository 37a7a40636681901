import { createHmac } from 'node:crypto';
import { parseJson } from '../http/request-body.js';
import { limits } from '../limits.js';
import type { World } from '../world.js';
import type { EnvelopeType, SocketMode } from './socket-mode.js';

/** What the app answered to one request of Slack's. */
export interface Ack {
  /** Unset when nothing came back. */
  readonly status?: number;
  readonly body: string;
  /** The body where it is JSON. */
  readonly json?: unknown;
  readonly latencyMs: number;
  /** What Slack tells the person when it went wrong. */
  readonly error?: 'operation_timeout' | 'dispatch_failed';
  readonly wantsNoRetry: boolean;
}

export interface Outgoing {
  readonly type: EnvelopeType;
  /** As the log calls it. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

export interface DeliveryParts {
  readonly world: World;
  readonly sockets: SocketMode;
  readonly requestUrl: () => string | undefined;
}

/** Sends one request to the app, over a socket when one is connected, else signed over HTTP; never throws. */
export async function deliver(parts: DeliveryParts, outgoing: Outgoing): Promise<Ack> {
  const { world, sockets } = parts;
  const transport = sockets.connections > 0 ? 'socket' : 'http';
  const entry = world.requests.begin({
    direction: 'to_app',
    name: outgoing.name,
    transport,
    request: outgoing.payload,
  });
  const started = performance.now();
  const answer = transport === 'socket' ? await overSocket(parts, outgoing) : await overHttp(parts, outgoing);
  const ack: Ack = { wantsNoRetry: false, ...answer, latencyMs: performance.now() - started };
  world.requests.end(entry, {
    ...(ack.status !== undefined && { status: ack.status }),
    response: ack.json ?? ack.body,
    ...(ack.error && { refused: ack.error }),
  });
  return ack;
}

type Answer = Omit<Ack, 'latencyMs' | 'wantsNoRetry'> & Partial<Pick<Ack, 'wantsNoRetry'>>;

async function overSocket({ sockets }: DeliveryParts, { type, payload, retry }: Outgoing): Promise<Answer> {
  const again = retry && { retry_attempt: retry.attempt, retry_reason: retry.reason };
  const answer = await sockets.send({ type, payload, ...again });
  if (!answer) return { body: '', error: 'operation_timeout' };
  // Over a socket the client sends an empty object where it has nothing to say.
  const isEmpty =
    typeof answer.payload === 'object' && answer.payload !== null && Object.keys(answer.payload).length === 0;
  const json = isEmpty ? undefined : answer.payload;
  return { status: 200, body: json === undefined ? '' : typeof json === 'string' ? json : JSON.stringify(json), json };
}

async function overHttp({ world, requestUrl }: DeliveryParts, outgoing: Outgoing): Promise<Answer> {
  const url = requestUrl();
  if (url === undefined) return { body: '', error: 'dispatch_failed' };
  const { body, contentType } = encode(outgoing);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': contentType, ...sign(world, body), ...retryHeaders(outgoing) },
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.acknowledgeMs),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text,
      json: parseJson(text),
      wantsNoRetry: response.headers.get('x-slack-no-retry') === '1',
      ...(!response.ok && { error: 'dispatch_failed' }),
    };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return { body: '', error: isLate ? 'operation_timeout' : 'dispatch_failed' };
  }
}

/** Commands travel as a form, interactions as a form with one field, events as JSON. Bolt wants the type without a charset. */
function encode({ type, payload }: Outgoing): { body: string; contentType: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : texts(payload);
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

function texts(payload: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

/** Signatures are checked against real time, whatever the workspace's clock says. */
function sign(world: World, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac('sha256', world.state.installation.signingSecret);
  const signature = hmac.update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}

function retryHeaders({ retry }: Outgoing): Record<string, string> {
  if (!retry) return {};
  return { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason };
}
