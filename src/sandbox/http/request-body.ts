import type { IncomingMessage } from 'node:http';
import { isRecord } from '../blocks/rules.js';

const maxBytes = 64 * 1024 * 1024;

/** @throws Error when the body is larger than any file the app may send. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = chunk as Buffer;
    size += part.length;
    if (size > maxBytes) throw new Error(`A body of more than ${maxBytes} bytes was sent to the stand-in`);
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

export interface ParsedCall {
  readonly values: Record<string, unknown>;
  readonly token: string | undefined;
}

/** Arguments from query, form or JSON; the token from the header, else from among them. */
export function parseCall(request: IncomingMessage, body: Buffer): ParsedCall {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const { token: inBody, ...values } = { ...Object.fromEntries(query), ...parseBody(request, body) };
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return { values, token: bearer ?? (typeof inBody === 'string' ? inBody : undefined) };
}

function parseBody(request: IncomingMessage, body: Buffer): Record<string, unknown> {
  const text = body.toString('utf8');
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  const parsed = parseJson(text);
  return isRecord(parsed) ? parsed : {};
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Arguments as an inspector shows them: JSON texts as what they mean. */
export function readable(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, meaning(value)]));
}

function meaning(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  return parseJson(value) ?? value;
}
