import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { ExternalError } from '../../kernel/errors.js';
import { kindOfCode } from './slack-error-codes.js';

/**
 * What a failed call means for whoever made it:
 * - `rate-limited`: nothing happened; try again after `retryAfterMs`.
 * - `unknown-outcome`: it may have happened. Before posting again, look for the message.
 * - `unreachable`: it certainly did not happen, or changes nothing when done again; try again later.
 * - `token`: Slack refuses the token; nothing works until a person mends it.
 * - `place`: the channel or person cannot be written to; tell somebody.
 * - `missing-scope`: the app lacks a permission.
 * - `invalid-message`: Slack refuses the content; the same content will be refused again (see `isFileNotReady`).
 * - `gone`: the message, thread, file or view is no longer there.
 * - `expired-trigger`: a person waited too long for a form, or it was opened already; they have to ask once more.
 * - `conflict`: the view was changed since it was read.
 */
export type SlackFailureKind =
  | 'rate-limited'
  | 'unknown-outcome'
  | 'unreachable'
  | 'token'
  | 'place'
  | 'missing-scope'
  | 'invalid-message'
  | 'gone'
  | 'expired-trigger'
  | 'conflict'
  | 'other';

type SlackFailureFacts = {
  readonly kind: SlackFailureKind;
  readonly method: string;
  /** Slack's own code, such as `not_in_channel`; null where the answer held none. */
  readonly slackError: string | null;
  readonly retryAfterMs?: number;
  readonly isFileNotReady?: boolean;
  readonly detail?: string;
  readonly cause?: unknown;
};

/** A call to Slack that did not succeed, sorted by what to do about it. */
export class SlackFailure extends ExternalError {
  readonly kind: SlackFailureKind;
  readonly method: string;
  readonly slackError: string | null;
  /** Set for `rate-limited`, 0 otherwise. */
  readonly retryAfterMs: number;
  /** The picture was uploaded but Slack has not looked through it yet: wait, then post the same again. */
  readonly isFileNotReady: boolean;

  constructor(facts: SlackFailureFacts) {
    const isFileNotReady = facts.isFileNotReady ?? false;
    const isRetryable = isFileNotReady || ['rate-limited', 'unknown-outcome', 'unreachable'].includes(facts.kind);
    const words = [facts.slackError, facts.detail].filter((word) => word).join(' ') || facts.kind;
    super(`Slack ${facts.method}: ${words}`, { isRetryable, cause: facts.cause });
    this.kind = facts.kind;
    this.method = facts.method;
    this.slackError = facts.slackError;
    this.retryAfterMs = facts.retryAfterMs ?? 0;
    this.isFileNotReady = isFileNotReady;
  }
}

/** Slack answered "too many" without saying for how long. */
const defaultRetryAfterMs = 30_000;

/** Calls after which it matters whether they happened; repeating any other changes nothing a person sees. */
const callsWithEffect: readonly string[] = ['chat.postMessage', 'chat.update'];

/** Raised while connecting, before a byte of the request could leave. */
const neverSent: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Sorts whatever a call to `method` threw. A SlackFailure is returned as it is. */
export function toSlackFailure(error: unknown, method: string): SlackFailure {
  if (error instanceof SlackFailure) return error;
  if (error instanceof WebAPIPlatformError) return fromAnswer(error, method);
  if (error instanceof WebAPIRateLimitedError) return rateLimited(method, error.retryAfter * 1_000, error);
  if (error instanceof WebAPIHTTPError) return fromStatus(error, method);
  if (error instanceof Error && error.message.includes('Retry header did not contain')) {
    return rateLimited(method, defaultRetryAfterMs, error);
  }
  return fromNetwork(error, method);
}

function rateLimited(method: string, retryAfterMs: number, cause: unknown): SlackFailure {
  return new SlackFailure({ kind: 'rate-limited', method, slackError: 'ratelimited', retryAfterMs, cause });
}

function interrupted(method: string): SlackFailureKind {
  return callsWithEffect.includes(method) ? 'unknown-outcome' : 'unreachable';
}

function fromAnswer(error: WebAPIPlatformError, method: string): SlackFailure {
  const code: unknown = error.data.error;
  // The client takes a page of HTML, or anything else that is no JSON, for the name of an error.
  if (typeof code !== 'string' || !/^[a-z][a-z0-9_]{1,80}$/.test(code)) {
    const detail = 'answered something that is not Slack’s';
    return new SlackFailure({ kind: interrupted(method), method, slackError: null, detail, cause: error });
  }
  const kind = kindOfCode(code);
  if (kind === 'rate-limited') {
    const seconds = error.data.response_metadata?.retryAfter;
    return rateLimited(method, seconds === undefined ? defaultRetryAfterMs : seconds * 1_000, error);
  }
  const detail = detailOf(error);
  return new SlackFailure({
    kind: kind === 'internal' ? interrupted(method) : kind,
    method,
    slackError: code,
    detail,
    isFileNotReady: code === 'invalid_blocks' && /slack[ _]file/.test(detail),
    cause: error,
  });
}

/** What Slack adds to some errors, beyond what its client declares. */
type Extras = { readonly errors?: unknown; readonly needed?: unknown };

function detailOf(error: WebAPIPlatformError): string {
  const { errors, needed, response_metadata: metadata } = error.data as typeof error.data & Extras;
  const listed = Array.isArray(errors) ? errors : (metadata?.messages ?? []);
  return [...(typeof needed === 'string' ? [`needs ${needed}`] : []), ...listed.map(String)].join('; ').slice(0, 500);
}

function fromStatus(error: WebAPIHTTPError, method: string): SlackFailure {
  const { statusCode } = error;
  const facts = { method, slackError: null, detail: `answered HTTP ${statusCode}`, cause: error };
  if (statusCode === 413) return new SlackFailure({ ...facts, kind: 'invalid-message' });
  // Other 4xx come from a proxy or a wrong SLACK_API_URL: Slack itself never saw the request.
  const isRefused = statusCode >= 400 && statusCode < 500 && statusCode !== 408;
  return new SlackFailure({ ...facts, kind: isRefused ? 'unreachable' : interrupted(method) });
}

function fromNetwork(error: unknown, method: string): SlackFailure {
  const original = error instanceof WebAPIRequestError ? error.original : error;
  const code = networkCodeOf(original);
  const kind = neverSent.includes(code) ? 'unreachable' : interrupted(method);
  const message = original instanceof Error ? original.message : String(original);
  return new SlackFailure({ kind, method, slackError: null, detail: `${message} ${code}`.trim(), cause: error });
}

function networkCodeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
