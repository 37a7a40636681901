import type { IncomingMessage, ServerResponse } from 'node:http';
import { mimeType } from '../state/as-json.js';
import type { World } from '../world.js';
import { readBody } from './request-body.js';
import { type Outcome, respond } from './respond.js';

/** Takes the bytes of a file: `POST /upload/<file>/<token>`, bare or as the one part of a form. */
export async function takeUpload(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, , fileId = '', uploadToken = ''] = (request.url ?? '').split('/');
  const bytes = await fileBytes(request, await readBody(request));
  const entry = world.requests.begin({
    direction: 'to_slack',
    name: 'upload',
    transport: 'http',
    request: { file: fileId, bytes: bytes.length },
  });
  const run = (): Outcome => {
    const problem = storeBytes(world, { fileId, uploadToken, bytes });
    if (problem) return { status: 400, body: problem, refused: problem };
    return { status: 200, body: `OK - ${bytes.length}` };
  };
  await respond({ response, entry, requests: world.requests, fault: world.faults.take('upload'), run });
}

async function fileBytes(request: IncomingMessage, body: Buffer): Promise<Uint8Array> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const part = [...form.values()].find((value) => typeof value !== 'string');
  return part ? new Uint8Array(await part.arrayBuffer()) : new Uint8Array();
}

/** @returns what is wrong with the upload, or undefined once the bytes are kept */
function storeBytes(
  world: World,
  upload: { fileId: string; uploadToken: string; bytes: Uint8Array },
): string | undefined {
  const file = world.state.files.get(upload.fileId);
  if (!file || file.uploadToken !== upload.uploadToken || file.readyAt !== undefined) return 'unknown upload';
  if (upload.bytes.length !== file.declaredBytes) {
    return `length mismatch: ${file.declaredBytes} bytes were declared, ${upload.bytes.length} came`;
  }
  file.bytes = upload.bytes;
  return undefined;
}

/** Gives the bytes of a completed file: `GET /files/<file>/<name>`. Whatever they hold, a browser runs none of it. */
export function serveFile(world: World, request: IncomingMessage, response: ServerResponse): void {
  const [, , fileId = ''] = (request.url ?? '').split('/');
  const file = world.state.files.get(fileId);
  if (!file?.bytes || !world.state.isReady(file)) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, {
      'content-type': mimeType(file),
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    .end(file.bytes);
}
