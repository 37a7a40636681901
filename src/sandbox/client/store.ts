import type { PageConversation, PageProgress, PageState } from '../desk/page-api.js';
import { type CachedConversation, mergeConversation } from './conversation/conversation-cache.js';
import type { PageModel } from './page-context.js';
import type { Route } from './route.js';
import { shareUnchanged } from './share-unchanged.js';

/** Everything the page draws from. Parts that did not change stay the same objects. */
export interface PageSnapshot extends PageModel {
  readonly route: Route;
  /** By channel, as the person acted as sees them. */
  readonly conversations: ReadonlyMap<string, CachedConversation>;
}

export interface PageStore {
  snapshot(): PageSnapshot;
  subscribe(listener: () => void): () => void;
  /** Takes a state over; another person's empties the conversations, which are one person's each. */
  takeState(state: PageState): void;
  takeConversation(news: PageConversation): void;
  setRoute(route: Route): void;
  setConnected(isConnected: boolean): void;
  setProgress(progress: PageProgress | null): void;
}

/** Holds what the page knows; who fetches it is another's matter. */
export function createPageStore(first: {
  readonly state: PageState;
  readonly conversation: PageConversation | null;
  readonly route: Route;
}): PageStore {
  let current: PageSnapshot = {
    state: first.state,
    route: first.route,
    progress: null,
    isConnected: true,
    conversations: first.conversation ? withNews(new Map(), first.conversation) : new Map(),
  };
  const listeners = new Set<() => void>();
  const change = (part: Partial<PageSnapshot>) => {
    const next = { ...current, ...part };
    const keys = Object.keys(part) as (keyof PageSnapshot)[];
    if (keys.every((key) => Object.is(next[key], current[key]))) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    snapshot: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeState: (state) => change(stateChange(current, state)),
    takeConversation: (news) => change({ conversations: withNews(current.conversations, news) }),
    setRoute: (route) => change({ route }),
    setConnected: (isConnected) => change({ isConnected }),
    setProgress: (progress) => change({ progress }),
  };
}

function stateChange(current: PageSnapshot, next: PageState): Partial<PageSnapshot> {
  const state = shareUnchanged(current.state, next);
  return state.actor.id === current.state.actor.id ? { state } : { state, conversations: new Map() };
}

function withNews(
  conversations: ReadonlyMap<string, CachedConversation>,
  news: PageConversation,
): ReadonlyMap<string, CachedConversation> {
  const before = conversations.get(news.channel);
  const after = mergeConversation(before, news);
  return after === before ? conversations : new Map(conversations).set(news.channel, after);
}
