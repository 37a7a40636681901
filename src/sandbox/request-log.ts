/** One request, as the inspector shows it and as tests ask about it. */
export interface LoggedRequest {
  readonly id: number;
  readonly direction: 'to_slack' | 'to_app';
  /** `chat.postMessage`, `upload`, `response_url`; towards the app `slash_command`, `block_actions`, `event:app_mention` … */
  readonly name: string;
  readonly transport: 'http' | 'socket';
  /** Real milliseconds. */
  readonly at: number;
  /** Arguments or payload, without tokens. */
  readonly request: unknown;
  status?: number;
  response?: unknown;
  latencyMs?: number;
  /** The error Slack would have answered; unset when the request was fine. */
  refused?: string;
  /** The bad day that met this request. */
  fault?: string;
  /** Grows with each request that begins or ends: what changed since a version is what has a higher one. */
  version: number;
}

const kept = 5_000;

/** The newest requests of both directions, bounded so that a long sandbox does not grow. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #listeners = new Set<(entry: LoggedRequest) => void>();
  #count = 0;
  #version = 0;

  begin(entry: Pick<LoggedRequest, 'direction' | 'name' | 'transport' | 'request'>): LoggedRequest {
    this.#count += 1;
    const logged: LoggedRequest = { ...entry, id: this.#count, at: Date.now(), version: this.#nextVersion() };
    this.#entries.push(logged);
    if (this.#entries.length > kept) this.#entries.shift();
    this.#tell(logged);
    return logged;
  }

  end(entry: LoggedRequest, outcome: Partial<Pick<LoggedRequest, 'status' | 'response' | 'refused' | 'fault'>>): void {
    Object.assign(entry, outcome, { latencyMs: Date.now() - entry.at, version: this.#nextVersion() });
    this.#tell(entry);
  }

  /** Says what a request met before it ends. */
  meet(entry: LoggedRequest, fault: string): void {
    Object.assign(entry, { fault, version: this.#nextVersion() });
    this.#tell(entry);
  }

  /** Calls the listener when a request comes, when something meets it and when it is answered; the returned function ends that. */
  onChange(listener: (entry: LoggedRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  all(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** Calls of one Web API method, oldest first. */
  toSlack(name: string): LoggedRequest[] {
    return this.#entries.filter((entry) => entry.direction === 'to_slack' && entry.name === name);
  }

  toApp(name?: string): LoggedRequest[] {
    return this.#entries.filter((entry) => entry.direction === 'to_app' && (!name || entry.name === name));
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #tell(entry: LoggedRequest): void {
    for (const listener of this.#listeners) listener(entry);
  }

  #nextVersion(): number {
    this.#version += 1;
    return this.#version;
  }
}
