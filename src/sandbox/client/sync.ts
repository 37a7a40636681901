import type { PageAct, PageAnswer, PageChange, PageState } from '../desk/page-api.js';
import type { PageStore } from './store.js';
import type { StreamListener, Transport } from './transport.js';

export interface Sync {
  /** Listens until stopped, and asks for what changed. */
  start(): void;
  stop(): void;
  /** Fetches a conversation that is not there yet, and keeps it current from then on. */
  want(channel: string): void;
  /**
   * Whoever is acted as from now on. Their state is taken over once it is there, right after `before` was called;
   * rejects when it cannot be had, and nothing changed. Nothing happens either when somebody else was chosen meanwhile,
   * which is told by false.
   */
  become(userId: string, before: (state: PageState) => void): Promise<boolean>;
  /** Calls when there are newer requests to read, until what is returned is called; a call may come for nothing. */
  onRequests(listener: () => void): () => void;
  /** @throws what the transport throws while the server is gone */
  act(act: PageAct): Promise<PageAnswer>;
}

interface Timers {
  setTimeout(run: () => void, milliseconds: number): number;
  clearTimeout(id: number): void;
}

const longestWait = 8_000;

/** Keeps a store as the server has it. */
export function createSync(store: PageStore, transport: Transport, timers: Timers): Sync {
  let as = store.snapshot().state.actor.id;
  /** Whoever was chosen last, and whoever of them one is: what is answered to an earlier one is too late. */
  let chosen = 0;
  let turn = 0;
  /** What is looked at; it may not have come yet. */
  const wanted = new Set<string>();
  const requestListeners = new Set<() => void>();
  const tellOfRequests = () => {
    for (const listener of requestListeners) listener();
  };
  const stream = reconnecting(transport, timers, {
    onOpen: () => {
      // The end of some work may have been told while nobody listened; work that goes on tells its next step.
      store.setProgress(null);
      refresh();
      tellOfRequests();
    },
    onChanged: (change) => follow(change),
    onProgress: (progress) => store.setProgress(progress.isDone ? null : progress),
    onRequests: tellOfRequests,
    onConnected: (isConnected) => store.setConnected(isConnected),
  });
  const fetchConversation = oneAtATime(async (channel: string) => {
    const asked = turn;
    const since = store.snapshot().conversations.get(channel)?.version ?? 0;
    const news = await transport.conversation({ as, channel, since });
    if (asked === turn) store.takeConversation(news);
  });
  const fetchState = oneAtATime(async (_: 'state') => {
    const asked = turn;
    const state = await transport.state(as);
    if (asked !== turn) return;
    store.takeState(state);
    for (const { id, version } of state.channels) {
      const known = store.snapshot().conversations.get(id);
      if (known && known.version !== version) fetchConversation(id);
    }
  });
  function refresh(): void {
    fetchState('state');
    for (const channel of new Set([...store.snapshot().conversations.keys(), ...wanted])) fetchConversation(channel);
  }
  function follow({ channel }: PageChange): void {
    if (channel !== undefined && store.snapshot().conversations.has(channel)) fetchConversation(channel);
    fetchState('state');
  }
  return {
    start: () => stream.open(as),
    stop: () => stream.close(),
    want: (channel) => {
      wanted.add(channel);
      if (!store.snapshot().conversations.has(channel)) fetchConversation(channel);
    },
    become: async (userId, before) => {
      chosen += 1;
      const own = chosen;
      const state = await transport.state(userId);
      if (own !== chosen) return false;
      as = state.actor.id;
      turn = own;
      wanted.clear();
      before(state);
      store.takeState(state);
      stream.open(as);
      return true;
    },
    onRequests: (listener) => {
      requestListeners.add(listener);
      return () => requestListeners.delete(listener);
    },
    act: async (act) => {
      const answer = await transport.act({ as, act });
      if (act.kind !== 'suggest') fetchState('state');
      return answer;
    },
  };
}

/** For each key one call at a time; what is asked for meanwhile is asked once more at its end. A failure is the stream's to notice. */
function oneAtATime<Key extends string>(run: (key: Key) => Promise<void>): (key: Key) => void {
  const running = new Set<Key>();
  const again = new Set<Key>();
  const start = async (key: Key) => {
    running.add(key);
    await run(key).catch(() => {});
    running.delete(key);
    if (again.delete(key)) void start(key);
  };
  return (key) => {
    if (running.has(key)) again.add(key);
    else void start(key);
  };
}

interface ReconnectingListener extends Omit<StreamListener, 'onLost'> {
  onConnected(isConnected: boolean): void;
}

/** A stream that comes back by itself, waiting twice as long after each try that failed. */
function reconnecting(transport: Transport, timers: Timers, listener: ReconnectingListener) {
  let closeStream: (() => void) | undefined;
  let timer: number | undefined;
  let wait = 250;
  const open = (as: string) => {
    close();
    closeStream = transport.stream(as, {
      onOpen: () => {
        wait = 250;
        listener.onConnected(true);
        listener.onOpen();
      },
      onChanged: listener.onChanged,
      onProgress: listener.onProgress,
      onRequests: listener.onRequests,
      onLost: () => {
        listener.onConnected(false);
        timer = timers.setTimeout(() => open(as), wait);
        wait = Math.min(wait * 2, longestWait);
      },
    });
  };
  const close = () => {
    closeStream?.();
    if (timer !== undefined) timers.clearTimeout(timer);
  };
  return { open, close };
}
