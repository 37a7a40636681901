import type { ServerResponse } from 'node:http';
import type { PageChange, PageProgress, PageRequestsNews } from './page-api.js';

const heartbeatMs = 15_000;
const gatherMs = 25;
const requestsMs = 300;
/** A page that reads nothing for so long is dropped; it comes back by itself. */
const maxWaitingBytes = 1_000_000;

/** What changed: a conversation, or with none the state; `user` where it concerns that person alone. */
export interface News {
  readonly channel?: string;
  readonly user?: string;
}

interface StreamsOptions {
  readonly version: () => number;
  readonly canHear: (userId: string, channelId: string) => boolean;
  /** The last step of long work that goes on: whoever comes in the middle of it is told. */
  readonly progress: (userId: string) => PageProgress | null;
}

/** The open pages' event streams. News that come at once go out together. */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #open = new Map<ServerResponse, string>();
  readonly #waiting = new Map<string, News>();
  readonly #beat: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #requestsTimer: NodeJS.Timeout | undefined;
  #requestsVersion = 0;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#beat = setInterval(() => this.#writeAll(() => ': beat\n\n'), heartbeatMs).unref();
  }

  add(response: ServerResponse, userId: string): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const progress = this.#options.progress(userId);
    response.write(`retry: 1000\n: open\n\n${progress ? eventText('progress', progress) : ''}`);
    this.#open.set(response, userId);
    response.on('close', () => this.#open.delete(response));
  }

  /** Tells of it soon, once, however often it is announced until then. */
  announce(news: News): void {
    this.#waiting.set(`${news.channel ?? ''} ${news.user ?? ''}`, news);
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs).unref();
  }

  /** Tells that there are newer requests: a few times a second at most, however many there are. */
  announceRequests(version: number): void {
    this.#requestsVersion = version;
    this.#requestsTimer ??= setTimeout(() => {
      this.#requestsTimer = undefined;
      this.send('requests', (): PageRequestsNews => ({ version: this.#requestsVersion }));
    }, requestsMs).unref();
  }

  /** Sends an event to everybody now; `dataFor` says what, by person. */
  send(event: string, dataFor: (userId: string) => unknown): void {
    this.#writeAll((userId) => eventText(event, dataFor(userId)));
  }

  stop(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#timer);
    clearTimeout(this.#requestsTimer);
    for (const response of this.#open.keys()) response.end();
    this.#open.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#writeAll((userId) => this.#textFor(userId, all));
  }

  #textFor(userId: string, all: readonly News[]): string {
    const { version, canHear } = this.#options;
    const heard = all.filter(({ user, channel }) => {
      if (user !== undefined && user !== userId) return false;
      return channel === undefined || canHear(userId, channel);
    });
    const channels = new Set(heard.map(({ channel }) => channel));
    const changes = [...channels].map((channel): PageChange => ({ version: version(), ...(channel && { channel }) }));
    return changes.map((change) => eventText('changed', change)).join('');
  }

  #writeAll(textFor: (userId: string) => string): void {
    for (const [response, userId] of this.#open) {
      if (response.writableLength > maxWaitingBytes) response.destroy();
      else response.write(textFor(userId));
    }
  }
}

function eventText(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
