import type { ServerResponse } from 'node:http';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, { contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) });
}

/** Nothing here is for a cache: it is the state of this moment, or a secret. */
export function send(response: ServerResponse, status: number, content: { contentType: string; body: string }): void {
  response.writeHead(status, {
    'content-type': content.contentType,
    'content-length': Buffer.byteLength(content.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(content.body);
}
