import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadRequest, sendText } from './http-answers.js';
import { pageStyles } from './page-styles.js';

/** Beside the built sandbox, or built from these sources. */
const bundles = ['../client/bundle/page.js', '../../../dist/sandbox/client/bundle/page.js'].map(
  (path) => new URL(path, import.meta.url),
);

interface Asset {
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

/** The page's style sheet and script, read when they are first asked for. */
export class Assets {
  readonly #known = new Map<string, Asset>();

  /** @throws BadRequest 503 when the page's script was not built */
  send(request: IncomingMessage, response: ServerResponse, path: '/page.css' | '/page.js'): void {
    const { type, body, etag } = this.#find(path);
    const headers = { etag, 'cache-control': 'no-cache' };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else sendText(request, response, { type, body, headers });
  }

  #find(path: '/page.css' | '/page.js'): Asset {
    const known = this.#known.get(path);
    if (known) return known;
    const read = path === '/page.css' ? { type: 'text/css', body: pageStyles() } : script();
    const asset = { ...read, etag: `"${createHash('sha256').update(read.body).digest('base64url').slice(0, 20)}"` };
    this.#known.set(path, asset);
    return asset;
  }
}

function script(): Omit<Asset, 'etag'> {
  const file = bundles.find((url) => existsSync(url));
  if (!file) throw new BadRequest(503, 'The page’s script is not built: node src/launch/prepare.mjs builds it.');
  return { type: 'text/javascript', body: readFileSync(file, 'utf8') };
}
