import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../../kernel/errors.js';
import type { ResponseUrls } from '../outgoing/response-urls.js';
import type { RateLimiter } from '../rate-limits.js';
import type { World } from '../world.js';
import { serveFile, takeUpload } from './files.js';
import { answerResponseUrl } from './response-url.js';
import { answerWebApi } from './web-api.js';

export interface ServerParts {
  readonly world: World;
  readonly limiter: RateLimiter;
  readonly responseUrls: ResponseUrls;
  /** Answers what is not Slack's: the page. */
  readonly others: () => RequestListener | undefined;
}

/** Slack's side of HTTP: Web API, uploads, file bytes, response addresses. */
export function createSlackServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The stand-in failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  });
  // Closing idle connections early would cut requests that are just being sent, which real Slack does not do.
  server.keepAliveTimeout = 65_000;
  return server;
}

async function route(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = parts;
  const path = request.url ?? '/';
  response.setHeader('date', new Date(world.state.now()).toUTCString());
  if (isBrowsers(request) && /^\/(?:api|upload|response)\//.test(path)) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('Only an app calls this, never a page in a browser.');
    return undefined;
  }
  if (path.startsWith('/api/')) return answerWebApi(parts, request, response);
  if (path.startsWith('/upload/')) return takeUpload(world, request, response);
  if (path.startsWith('/response/')) return answerResponseUrl(parts, request, response);
  if (path.startsWith('/files/')) return serveFile(world, request, response);
  const others = parts.others();
  if (others) others(request, response);
  else response.writeHead(404, { 'content-type': 'text/plain' }).end('This is a stand-in for Slack; there is no page.');
  return undefined;
}

/** Any site open in a browser on this machine can reach this port; nothing it sends is read, kept or listed. */
function isBrowsers({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

const loopback = ['127.0.0.1', '::1', 'localhost'];

/** Starts listening, for this machine only. @returns the port, chosen by the system when 0 was asked for. @throws ConfigError for another host */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  if (!loopback.includes(host))
    throw new ConfigError(`The stand-in for Slack listens on this machine only, not on ${host}`);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Stops at once: requests that hang on purpose would otherwise keep it open. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
