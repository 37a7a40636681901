import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../../kernel/errors.js';
import type { Logger } from '../log.js';
import { sendJson } from './respond.js';

export type HttpRoute = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What it throws becomes a 500 with a reference that the log has, too. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, log: Logger) => Promise<void>;
};

/** A listener that answers and catches everything itself, such as Bolt's. */
export type MountedListener = {
  readonly method: 'POST';
  readonly path: string;
  readonly listener: RequestListener;
};

export type HttpServerOptions = {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly routes: readonly HttpRoute[];
  readonly mounted?: MountedListener;
  readonly log: Logger;
};

export interface HttpServer {
  /** @returns the port. @throws ConfigError when it is taken or not allowed */
  listen(): Promise<number>;
  /** Takes no more connections; those that are not done after `deadlineMs` are cut. */
  close(deadlineMs: number): Promise<void>;
}

/** A request that takes longer to arrive holds a connection for nothing. */
const arrivalTimeoutMs = 30_000;

/** One port for everything the app answers. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const server = createServer((request, response) => {
    void answer(options, request, response);
  });
  server.requestTimeout = arrivalTimeoutMs;
  return {
    listen: () => listen(server, options),
    close: (deadlineMs) => close(server, deadlineMs),
  };
}

async function answer(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { routes, mounted } = options;
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  // A probe may ask with HEAD; node leaves the body out by itself.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (mounted && path === mounted.path && method === mounted.method) return mounted.listener(request, response);
  const here = [...(mounted ? [mounted] : []), ...routes].filter((route) => route.path === path);
  const route = routes.find((one) => one.path === path && one.method === method);
  if (route) return handle(options, route, { request, response });
  if (here.length === 0) return sendJson(response, 404, { error: 'not_found' });
  response.setHeader('allow', here.map((one) => one.method).join(', '));
  return sendJson(response, 405, { error: 'method_not_allowed' });
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

async function handle({ log }: HttpServerOptions, route: HttpRoute, { request, response }: Exchange): Promise<void> {
  const correlationId = randomUUID();
  const requestLog = log.child({ correlationId, route: `${route.method} ${route.path}` });
  try {
    await route.handle(request, response, requestLog);
  } catch (error) {
    const reference = correlationId.slice(0, 8);
    requestLog.error('a request failed', { err: error, reference });
    if (response.headersSent) response.destroy();
    else sendJson(response, 500, { error: 'internal', reference });
  }
}

async function listen(server: Server, { host, port }: HttpServerOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(toListenError(error, { host, port })));
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function toListenError(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): unknown {
  const why: Record<string, string> = {
    EADDRINUSE: 'another program listens there already; stop it, or set PORT',
    EACCES: 'this user may not listen there; set PORT to 1024 or more',
    EADDRNOTAVAIL: 'this machine has no such address; set HOST',
    ENOTFOUND: 'there is no such host; set HOST',
  };
  const reason = why[error.code ?? ''];
  return reason ? new ConfigError(`Copil cannot listen on ${host}:${port}: ${reason}`, [], { cause: error }) : error;
}

async function close(server: Server, deadlineMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearTimeout(cut);
}
