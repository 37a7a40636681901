import type { IncomingMessage, ServerResponse } from 'node:http';

/** The page asks for nothing but itself; even a fault in drawing could not make it call or run anything else. */
const contentPolicy = [
  "default-src 'none'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Something that cannot be answered; `message` says why in one line. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Body {
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function sendText(request: IncomingMessage, response: ServerResponse, { type, body, headers }: Body): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function sendJson(request: IncomingMessage, response: ServerResponse, value: unknown): void {
  sendText(request, response, { type: 'application/json', body: JSON.stringify(value) });
}

export function sendProblem(response: ServerResponse, { status, message }: BadRequest): void {
  const body = JSON.stringify({ ok: false, message });
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' })
    .end(body);
}

/**
 * A page of another site can reach this port by a name of its own that it lets point here; the name it used betrays it.
 * @throws BadRequest 421
 */
export function checkHost(request: IncomingMessage): void {
  const port = request.socket.localPort;
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!own.includes(request.headers.host ?? '')) throw new BadRequest(421, `The sandbox is at http://${own[0]} alone.`);
}

/** Only the page itself may act. @throws BadRequest 403, 415 */
export function checkPost(request: IncomingMessage): void {
  if (request.headers.origin !== `http://${request.headers.host}`)
    throw new BadRequest(403, 'Only the sandbox’s own page may act.');
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new BadRequest(415, 'What is done is sent as application/json.');
}

const maxBytes = 1024 * 1024;

/** @throws BadRequest 413, 400 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = chunk as Buffer;
    size += part.length;
    if (size > maxBytes) throw new BadRequest(413, 'What is sent may have 1 MB at most.');
    chunks.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest(400, 'The body is not JSON.');
  }
}
