import type { PageFirst } from '../desk/page-api.js';
import { appPlace, formatRoute, parseRoute, placeForOther, type Route, resolvePlace } from './route.js';
import { createPageStore, type PageStore } from './store.js';
import { createSync, type Sync } from './sync.js';
import { httpTransport } from './transport.js';

type Target = Pick<Route, 'place' | 'message'>;

/** What the page knows and does apart from being drawn; the address is written and read here alone. */
export interface PageDesk {
  readonly store: PageStore;
  readonly sync: Sync;
  /** Where a file lies that a message shows; null while it is not ready. */
  fileUrl(id: string): string | null;
  /** Whether the person acted as has that conversation. */
  isPlace(channel: string): boolean;
  goTo(target: Target): void;
  /**
   * Acts as somebody else, in the same place where they have it too; false when yet another was chosen meanwhile.
   * Rejects, with nothing changed, while the server is gone.
   */
  become(userId: string): Promise<boolean>;
  /** Goes to where the address says, after back or forward. Rejects as `become` does. */
  followAddress(): Promise<void>;
}

/** The desk of a page that the sandbox's server itself served. */
export function createPageDesk(first: PageFirst): PageDesk {
  const wanted = parseRoute(location.search);
  const isSomewhere = wanted.place.channel !== '';
  const start = settled({ ...wanted, place: isSomewhere ? wanted.place : first.place }, first.state);
  const store = createPageStore({ ...first, route: start });
  const timers = {
    setTimeout: (run: () => void, milliseconds: number) => window.setTimeout(run, milliseconds),
    clearTimeout: (id: number) => window.clearTimeout(id),
  };
  const sync = createSync(store, httpTransport(), timers);
  history.replaceState(null, '', formatRoute(start));
  return {
    store,
    sync,
    fileUrl: (id) => fileUrl(store, id),
    isPlace: (channel) => isPlace(store, channel),
    goTo: (target) => {
      const route = settled(target, store.snapshot().state);
      if (formatRoute(route) !== location.search) history.pushState(null, '', formatRoute(route));
      store.setRoute(route);
    },
    become: (userId) => {
      const { state, route } = store.snapshot();
      const place = placeForOther(route.place, state);
      return sync.become(userId, (next) => {
        const there = settled({ place }, next);
        history.pushState(null, '', formatRoute(there));
        store.setRoute(there);
      });
    },
    followAddress: async () => {
      const route = parseRoute(location.search);
      const { state } = store.snapshot();
      if ((route.as ?? state.actor.id) === state.actor.id) store.setRoute(settled(route, state));
      else await sync.become(route.as ?? '', (next) => store.setRoute(settled(route, next)));
    },
  };
}

/** As the person acted as has it, and for good: what is first to read changes, and one shall stay where one is. */
function settled({ place, message }: Target, state: PageFirst['state']): Route {
  return { as: state.actor.id, place: resolvePlace(place, state), ...(message && { message }) };
}

/** A message comes again when its file is ready, so looking it up at each drawing is enough. */
function fileUrl(store: PageStore, id: string): string | null {
  for (const { files } of store.snapshot().conversations.values()) if (files[id] !== undefined) return files[id];
  return null;
}

function isPlace(store: PageStore, channel: string): boolean {
  const { state } = store.snapshot();
  return channel === appPlace || channel === state.appChannel || state.channels.some(({ id }) => id === channel);
}
