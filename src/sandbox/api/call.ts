import type { Tier } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { World } from '../world.js';

/** Arguments of one call: a form (where everything is text and objects are JSON) or a JSON body. */
export class Args {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** @throws Refusal with the given error when it is missing. */
  needed(name: string, error = 'invalid_arguments'): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    throw new Refusal(error, { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  isTrue(name: string): boolean {
    return ['true', '1'].includes(String(this.#values[name] ?? '').toLowerCase());
  }

  /** A page size from 1 to `max`; the default also when it is 0. @throws Refusal invalid_limit */
  limit(fallback: number, max: number): number {
    const value = Number(this.text('limit') ?? 0);
    if (!Number.isInteger(value) || value < 0) throw new Refusal('invalid_limit');
    return Math.min(value === 0 ? fallback : value, max);
  }

  /** An object or array, sent as itself or as JSON text. @throws Refusal with the given error when it is neither. */
  json(name: string, error: string): unknown {
    const value = this.#values[name];
    if (typeof value !== 'string' || value === '') return value === '' ? undefined : (value ?? undefined);
    try {
      return JSON.parse(value);
    } catch {
      throw new Refusal(error);
    }
  }
}

export interface Call {
  readonly world: World;
  readonly args: Args;
}

export interface Method {
  readonly tier: Tier;
  /** Which token it takes; `app` is the app-level one. */
  readonly token: 'bot' | 'app';
  /** One of these is enough; none means any token will do. */
  readonly scopes: readonly string[];
  handle(call: Call): Record<string, unknown>;
}

/** What Slack would do and this stand-in does not: the same error as for a whole method, so that it is seen. */
export function notModelled(what: string): Refusal {
  return new Refusal('unknown_method', { response_metadata: { messages: [`[ERROR] not modelled: ${what}`] } });
}

/** @throws Refusal missing_scope with `needed` and `provided`, as Slack names them. */
export function requireScope(call: Call, ...needed: readonly string[]): void {
  const provided = call.world.state.installation.scopes;
  if (needed.length === 0 || needed.some((scope) => provided.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: needed.join(','), provided: provided.join(',') });
}

/** One page of a list, with the cursor Slack would give for the next. @throws Refusal invalid_cursor */
export function page<T>(all: readonly T[], call: Call, limit: number): { items: readonly T[]; next_cursor: string } {
  const cursor = call.args.text('cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new Refusal('invalid_cursor');
  const end = start + limit;
  const next_cursor = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), next_cursor };
}
