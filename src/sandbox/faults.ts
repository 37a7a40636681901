import { newSlackId } from './ids.js';
import type { SlackState } from './state/slack-state.js';
import type { Workspace } from './workspace.js';

/** What goes wrong with one request. `taken`: the request had its effect, and yet the app never hears so. */
type FaultKind =
  | { readonly kind: 'rate_limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'garbage' | 'hang' | 'reset' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'taken'; readonly then: 'status' | 'hang' | 'reset' };

/**
 * `method` may hold `*`; `holding` stands in what is asked, such as a type of block; without `method`, `channel` or
 * `holding` any will do; without `count` it lasts until cleared.
 */
export type Fault = FaultKind & {
  readonly method?: string;
  readonly channel?: string;
  readonly holding?: string;
  readonly count?: number;
};

/** What a request names beside its method. */
export type FaultyRequest = { readonly channel?: string | undefined; readonly values?: readonly string[] };

export interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  readonly used: number;
  clear(): void;
}

/** The kinds of bad days there are, for the README, the page and the test that compares them. */
export const faultKinds = ['rate_limited', 'status', 'error', 'garbage', 'hang', 'reset', 'slow', 'taken'] as const;

/** Bad days on demand: faults of requests, and conditions of the workspace. */
export class Faults {
  readonly #state: SlackState;
  readonly #workspace: () => Workspace;
  #active: { id: string; fault: Fault; used: number }[] = [];
  readonly #expected = new Set<string>();
  #fileReadyAfterMs: number | undefined;

  constructor(state: SlackState, workspace: () => Workspace) {
    this.#state = state;
    this.#workspace = workspace;
  }

  add(fault: Fault): ActiveFault {
    const entry = { id: newSlackId('X'), fault, used: 0 };
    this.#active.push(entry);
    this.#state.changed({ kind: 'team' });
    return {
      id: entry.id,
      fault,
      get used() {
        return entry.used;
      },
      clear: () => this.clear(entry.id),
    };
  }

  /** Everything answers 503 until cleared. */
  outage(): ActiveFault {
    return this.add({ kind: 'status', status: 503 });
  }

  /** Files uploaded from now on take this long to become usable; `Infinity`: never; `undefined`: as long as usual. */
  slowFiles(ms: number | undefined): void {
    this.#fileReadyAfterMs = ms;
    if (ms === undefined) this.#state.changed({ kind: 'team' });
    else this.#expect('invalid_blocks');
  }

  /** Every call answers token_revoked. */
  revokeToken(): void {
    this.#state.installation.isRevoked = true;
    this.#expect('token_revoked');
  }

  restoreToken(): void {
    this.#state.installation.isRevoked = false;
    this.#state.changed({ kind: 'team' });
  }

  archiveChannel(channelId: string): void {
    void this.#workspace().archive(channelId);
    this.#expect('is_archived');
  }

  /** A public channel then answers not_in_channel, a private one is not there any more. */
  removeBot(channelId: string): void {
    void this.#workspace().leave(this.#state.installation.botUserId, channelId);
    this.#expect('not_in_channel', 'channel_not_found');
  }

  /** Ends one fault, or all of them with the slow files; what was archived or revoked stays so. */
  clear(id?: string): void {
    this.#active = id === undefined ? [] : this.#active.filter((entry) => entry.id !== id);
    if (id === undefined) this.#fileReadyAfterMs = undefined;
    this.#state.changed({ kind: 'team' });
  }

  list(): readonly { readonly id: string; readonly fault: Fault; readonly used: number }[] {
    return this.#active;
  }

  get fileReadyAfterMs(): number | undefined {
    return this.#fileReadyAfterMs;
  }

  /** Errors that a bad day made on purpose: they are no mistake of the app. */
  isExpected(error: string): boolean {
    return this.#expected.has(error);
  }

  /** The fault this request meets, used up by one. */
  take(method: string, { channel, values = [] }: FaultyRequest = {}): Fault | undefined {
    const entry = this.#active.find(
      ({ fault: { method: glob = '*', channel: place, holding } }) =>
        matches(glob, method) &&
        (place === undefined || place === channel) &&
        (holding === undefined || values.some((value) => value.includes(holding))),
    );
    if (!entry) return undefined;
    entry.used += 1;
    if (entry.fault.count !== undefined && entry.used >= entry.fault.count) this.clear(entry.id);
    return entry.fault;
  }

  #expect(...errors: readonly string[]): void {
    for (const error of errors) this.#expected.add(error);
    this.#state.changed({ kind: 'team' });
  }
}

function matches(glob: string, method: string): boolean {
  const escaped = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(method);
}
