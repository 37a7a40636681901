import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { AppError, ConflictError, ExternalError } from '../../kernel/errors.js';
import { storableWithin } from '../../kernel/well-formed.js';
import type { HttpRoute } from './http-server.js';
import { sendJson } from './respond.js';

/** One without end, such as 1e999, is a number here: the import refuses it with its line, and takes the others. */
const number = z.custom<number>((value) => typeof value === 'number', 'must be a number');

const ReadingInput = z
  .strictObject({
    kpi: z.string().min(1).max(255),
    period: z.string().min(1).max(64),
    segment: z.string().max(255).optional(),
    value: number.optional(),
    numerator: number.optional(),
    denominator: number.optional(),
  })
  .refine(({ value, numerator, denominator }) => {
    const isRatio = numerator !== undefined && denominator !== undefined;
    return value === undefined ? isRatio : numerator === undefined && denominator === undefined;
  }, 'needs either value, or numerator and denominator');

const ReadingsBody = z.strictObject({
  source: z.string().min(1).max(255),
  readings: z.array(ReadingInput).min(1, 'holds no reading'),
});
export type ReadingsBody = z.infer<typeof ReadingsBody>;

export type ReadingsOptions = {
  /** Null: the route is not there. */
  readonly apiToken: string | null;
  /** Takes the readings in and returns the import's report. */
  readonly ingest: (body: ReadingsBody) => Promise<unknown>;
  /** 10 MB unless given. */
  readonly maxBytes?: number;
};

/** `POST /api/readings`, with a bearer token. */
export function readingsRoute(options: ReadingsOptions): HttpRoute {
  return {
    method: 'POST',
    path: '/api/readings',
    handle: async (request, response, log) => {
      const { apiToken } = options;
      if (apiToken === null) return refuse(request, response, { status: 404, error: 'not_found' });
      if (!isBearerOf(apiToken, request.headers.authorization)) {
        response.setHeader('www-authenticate', 'Bearer');
        return refuse(request, response, { status: 401, error: 'unauthorized' });
      }
      const maxBytes = options.maxBytes ?? 10_000_000;
      const text = await readText(request, maxBytes);
      if (text === null) {
        return refuse(request, response, {
          status: 413,
          error: 'too_large',
          message: `Send at most ${maxBytes} bytes at a time`,
        });
      }
      const parsed = ReadingsBody.safeParse(parseJson(text));
      if (!parsed.success) {
        return sendJson(response, 400, { error: 'invalid', faults: faultsOf(parsed.error) });
      }
      try {
        sendJson(response, 200, await options.ingest(storableWithin(parsed.data)));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        log.info('readings were refused', { code: error.code, reason: error.message });
        sendRefusal(response, error);
      }
      return undefined;
    },
  };
}

/** Compares digests, so that neither the length nor a matching beginning shows in the time it takes. */
function isBearerOf(apiToken: string, header: string | undefined): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '';
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(apiToken)) && given !== '';
}

type Refusal = { readonly status: number; readonly error: string; readonly message?: string };

/** The rest of the body is read and thrown away: a sender whose connection is cut never sees the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, ...body }: Refusal): void {
  sendJson(response, status, body);
  request.resume();
}

/** Null when it is longer than allowed; what is too much is never held. */
async function readText(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const part = chunk as Buffer;
    size += part.length;
    if (size > maxBytes) return null;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const shownFaults = 100;

function faultsOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.slice(0, shownFaults).map(({ path, message }) => ({ path: path.join('.'), message }));
}

const statuses: Record<AppError['code'], number> = {
  config: 500,
  validation: 400,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  external: 503,
  internal: 500,
};

const retryAfterSeconds = 30;

function sendRefusal(response: ServerResponse, error: AppError): void {
  // A conflict is another import, which is over soon.
  const isSoonOver = error instanceof ConflictError || (error instanceof ExternalError && error.isRetryable);
  if (isSoonOver) response.setHeader('retry-after', String(retryAfterSeconds));
  const message = error.userMessage ?? (error.code === 'external' ? 'Nothing was stored; try again later' : undefined);
  sendJson(response, statuses[error.code], {
    error: error.code,
    message,
    ...(isSoonOver && { retryAfterSeconds }),
  });
}
