import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults.js';
import type { LoggedRequest, RequestLog } from '../request-log.js';

/** An answer before it is written: `body` is JSON unless it is text. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly refused?: string;
}

export interface Exchange {
  readonly response: ServerResponse;
  readonly entry: LoggedRequest;
  readonly requests: RequestLog;
  readonly fault: Fault | undefined;
  /** Does what was asked; called once, or not at all when the fault keeps the request from arriving. */
  readonly run: () => Outcome;
}

/** Answers, or fails to, as the fault of this request says. */
export async function respond(exchange: Exchange): Promise<void> {
  const { fault } = exchange;
  switch (fault?.kind) {
    case undefined:
      return send(exchange, exchange.run());
    case 'slow':
      await sleep(fault.ms);
      return send(exchange, exchange.run());
    case 'rate_limited':
      return send(exchange, rateLimited(fault.retryAfterSeconds));
    case 'status':
      return send(exchange, broken(fault.status));
    case 'error':
      return send(exchange, { status: 200, body: { ok: false, error: fault.error }, refused: fault.error });
    case 'garbage':
      return send(exchange, { status: 200, body: '<!DOCTYPE html><html><body>Something went wrong</body></html>' });
    case 'hang':
    case 'reset':
      return drop(exchange, fault.kind);
    case 'taken':
      exchange.run();
      if (fault.then === 'status') return send(exchange, broken(500));
      return drop(exchange, fault.then);
  }
}

export function rateLimited(retryAfterSeconds: number): Outcome {
  return {
    status: 429,
    body: { ok: false, error: 'ratelimited' },
    headers: { 'retry-after': String(retryAfterSeconds) },
    refused: 'ratelimited',
  };
}

function broken(status: number): Outcome {
  return { status, body: `<html><body>Slack answers ${status}</body></html>` };
}

function send({ response, entry, requests, fault }: Exchange, outcome: Outcome): void {
  const isText = typeof outcome.body === 'string';
  response.writeHead(outcome.status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    ...outcome.headers,
  });
  response.end(isText ? outcome.body : JSON.stringify(outcome.body));
  requests.end(entry, {
    status: outcome.status,
    response: outcome.body,
    ...(outcome.refused && { refused: outcome.refused }),
    ...(fault && { fault: fault.kind }),
  });
}

/** No answer: the connection stays open until the other side gives up, which ends the request, or is cut at once. */
function drop({ response, entry, requests, fault }: Exchange, how: 'hang' | 'reset'): void {
  const end = () => requests.end(entry, {});
  if (fault) requests.meet(entry, fault.kind);
  if (how === 'reset') response.socket?.destroy();
  if (how === 'reset' || response.closed) end();
  else response.once('close', end);
}
