import { beforeEach, describe, expect, it } from 'vitest';
import { createPageStore, type PageStore } from '../../../src/sandbox/client/store.js';
import { createSync, type Sync } from '../../../src/sandbox/client/sync.js';
import type { StreamListener, Transport } from '../../../src/sandbox/client/transport.js';
import type { PageConversation, PageState } from '../../../src/sandbox/desk/page-api.js';
import { anEntry, aState, ben } from './page-fixtures.js';

/** A server whose answers a test sets, and that remembers what it was asked. */
class FakeServer implements Transport {
  state_: PageState = aState();
  conversation_: PageConversation = { channel: 'C0OPS', version: 1, messages: [anEntry('1.0')], gone: [] };
  isAway = false;
  /** Lets an answer wait, by what was asked. */
  readonly held = new Map<string, Promise<void>>();
  readonly asked: string[] = [];
  readonly streams: { as: string; listener: StreamListener; isClosed: boolean }[] = [];

  async state(as: string): Promise<PageState> {
    this.asked.push(`state ${as}`);
    if (this.isAway) throw new TypeError('away');
    const { held, state_ } = this;
    await held.get(`state ${as}`);
    return structuredClone({ ...state_, ...(as === 'U0BEN' && { actor: ben }) });
  }

  async conversation({ channel, since }: { channel: string; since: number }): Promise<PageConversation> {
    this.asked.push(`conversation ${channel} since ${since}`);
    if (this.isAway) throw new TypeError('away');
    const answer = structuredClone(this.conversation_);
    await this.held.get('conversation');
    return answer;
  }

  async act() {
    return { ok: true } as const;
  }

  stream(as: string, listener: StreamListener): () => void {
    const stream = { as, listener, isClosed: false };
    this.streams.push(stream);
    return () => {
      stream.isClosed = true;
    };
  }
}

let server: FakeServer;
let store: PageStore;
let sync: Sync;
let waiting: { run: () => void; after: number }[];

beforeEach(() => {
  server = new FakeServer();
  store = createPageStore({ state: aState(), conversation: null, route: { place: { channel: 'C0OPS' } } });
  waiting = [];
  sync = createSync(store, server, {
    setTimeout: (run, after) => waiting.push({ run, after }),
    clearTimeout: () => {},
  });
  sync.start();
});

function waitingFor(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the page', () => {
  it('fetches a conversation once it is wanted, and its news when it changed', async () => {
    sync.want('C0OPS');
    await settled();
    server.conversation_ = { channel: 'C0OPS', version: 2, messages: [anEntry('2.0')], gone: [] };
    server.streams[0]?.listener.onChanged({ version: 2, channel: 'C0OPS' });
    await settled();

    expect(server.asked).toContain('conversation C0OPS since 1');
    expect(store.snapshot().conversations.get('C0OPS')?.entries).toHaveLength(2);
  });

  it('asks for conversations that changed while it heard of nothing', async () => {
    sync.want('C0OPS');
    await settled();
    const channels = aState().channels.map((head) => ({ ...head, version: 7 }));
    server.state_ = aState({ channels });
    server.streams[0]?.listener.onChanged({ version: 7 });
    await settled();

    expect(server.asked).toContain('conversation C0OPS since 1');
    expect(server.asked.join()).not.toContain('C0STEERING');
  });

  it('asks once more, and only once, for what changed while it was asking', async () => {
    for (let index = 0; index < 5; index += 1) server.streams[0]?.listener.onChanged({ version: index });
    await settled();

    expect(server.asked).toEqual(['state U0ANA', 'state U0ANA']);
  });

  it('says when the sandbox is gone, and comes back waiting longer after each try', () => {
    server.streams[0]?.listener.onLost();
    waiting[0]?.run();
    server.streams[1]?.listener.onLost();

    expect(store.snapshot().isConnected).toBe(false);
    expect(waiting.map(({ after }) => after)).toEqual([250, 500]);

    waiting[1]?.run();
    server.streams[2]?.listener.onOpen();

    expect(store.snapshot().isConnected).toBe(true);
  });

  it('fetches what it could not have while the sandbox was gone, once it is back', async () => {
    server.isAway = true;
    sync.want('C0OPS');
    await settled();
    server.isAway = false;
    server.streams[0]?.listener.onOpen();
    await settled();

    expect(store.snapshot().conversations.get('C0OPS')?.entries).toHaveLength(1);
  });

  it('shows no work as under way whose end it may have missed', () => {
    server.streams[0]?.listener.onProgress({ text: 'Monday', isDone: false });
    server.streams[0]?.listener.onOpen();

    expect(store.snapshot().progress).toBeNull();
  });

  it('tells of newer requests, and when it listens again, because some may have come meanwhile', () => {
    let told = 0;
    const stop = sync.onRequests(() => {
      told += 1;
    });
    server.streams[0]?.listener.onRequests();
    server.streams[0]?.listener.onOpen();
    const toldOf = told;
    stop();
    server.streams[0]?.listener.onRequests();

    expect(toldOf).toBe(2);
    expect(told).toBe(2);
  });

  it('draws nothing anew when the same state comes again', async () => {
    const before = store.snapshot();

    server.streams[0]?.listener.onOpen();
    await settled();

    expect(store.snapshot()).toBe(before);
  });

  it('ends the progress it shows with the last step', () => {
    server.streams[0]?.listener.onProgress({ text: 'Monday', isDone: false });
    const during = store.snapshot().progress;
    server.streams[0]?.listener.onProgress({ text: 'done', isDone: true });

    expect(during).toEqual({ text: 'Monday', isDone: false });
    expect(store.snapshot().progress).toBeNull();
  });
});

describe('acting as somebody else', () => {
  it('forgets what only the other person saw, and listens as the new one', async () => {
    sync.want('C0OPS');
    await settled();
    server.state_ = aState({ actor: ben });
    await sync.become('U0BEN', () => {});

    expect(store.snapshot().state.actor.name).toBe('Ben Walker');
    expect(store.snapshot().conversations.size).toBe(0);
    expect(server.streams.map(({ as, isClosed }) => [as, isClosed])).toEqual([
      ['U0ANA', true],
      ['U0BEN', false],
    ]);
  });

  it('changes nothing while the sandbox does not answer', async () => {
    server.isAway = true;

    await expect(sync.become('U0BEN', () => {})).rejects.toThrow('away');
    expect(store.snapshot().state.actor.name).toBe('Ana Moreau');
    expect(server.streams).toHaveLength(1);
  });

  it('ends as whoever was chosen last, however late the answer for another comes', async () => {
    const late = waitingFor();
    server.held.set('state U0BEN', late.promise);
    const first = sync.become('U0BEN', () => {});
    await sync.become('U0ANA', () => {});
    late.resolve();
    await first;

    expect(store.snapshot().state.actor.name).toBe('Ana Moreau');
    expect(server.streams.at(-1)?.as).toBe('U0ANA');
  });

  it('takes no news for the whole that were asked for before, when one comes back as the same person', async () => {
    sync.want('C0OPS');
    await settled();
    const late = waitingFor();
    server.held.set('conversation', late.promise);
    server.conversation_ = { channel: 'C0OPS', version: 2, messages: [anEntry('2.0')], gone: [] };
    server.streams[0]?.listener.onChanged({ version: 2, channel: 'C0OPS' });
    await sync.become('U0BEN', () => {});
    await sync.become('U0ANA', () => {});
    late.resolve();
    await settled();

    expect(store.snapshot().conversations.get('C0OPS')).toBeUndefined();
  });
});
