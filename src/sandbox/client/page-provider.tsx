import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { PageFirst } from '../page/page-api.js';
import { createDrafts, DraftsContext } from './composer/drafts.js';
import { useFollowedLinks } from './followed-links.js';
import { type LargeImage, Lightbox } from './lightbox.js';
import { type PageActions, PageActionsContext, PageContext } from './page-context.js';
import { PageMessagesContext } from './page-hooks.js';
import { appPlace, formatRoute, parseRoute, placeForOther, type Route, resolvePlace } from './route.js';
import { createPageStore, type PageStore } from './store.js';
import { createSync, type Sync } from './sync.js';
import { Toasts, useToasts } from './toasts.js';
import { httpTransport } from './transport.js';
import { clientWords } from './words.js';

interface Desk {
  readonly store: PageStore;
  readonly sync: Sync;
  readonly fileUrl: (id: string) => string | null;
  readonly goTo: (route: Pick<Route, 'place' | 'message'>) => void;
  readonly isPlace: (channel: string) => boolean;
}

function makeDesk(first: PageFirst): Desk {
  const route = parseRoute(location.search);
  const store = createPageStore({
    ...first,
    route: route.place.channel === '' ? { ...route, place: first.place } : route,
  });
  const timers = {
    setTimeout: (run: () => void, milliseconds: number) => window.setTimeout(run, milliseconds),
    clearTimeout: (id: number) => window.clearTimeout(id),
  };
  return {
    store,
    sync: createSync(store, httpTransport(), timers),
    fileUrl: (id) => fileUrl(store, id),
    goTo: (target) => navigate(store, target),
    isPlace: (channel) => isPlace(store, channel),
  };
}

/** Everything the parts of the page read and do, above all of them. */
export function PageProvider({
  first,
  children,
}: {
  readonly first: PageFirst;
  readonly children: ReactNode;
}): ReactNode {
  const [desk] = useState(() => makeDesk(first));
  const [drafts] = useState(createDrafts);
  const [image, setImage] = useState<LargeImage | null>(null);
  const { toasts, notify, dismiss } = useToasts();
  const { state, progress, isConnected, route, conversations } = useSyncExternalStore(
    desk.store.subscribe,
    desk.store.snapshot,
  );
  const become = useBecome(desk, notify);
  useFollowedAddress(desk, become);
  useFollowedLinks({ openImage: setImage, onFollow: desk.goTo, isKnown: desk.isPlace });
  useEffect(() => {
    desk.sync.start();
    return () => desk.sync.stop();
  }, [desk]);
  const actions = useMemo<PageActions>(
    () => ({
      act: async (act) => {
        const words = clientWords(desk.store.snapshot().state.actor.locale);
        return desk.sync.act(act).catch(() => ({ ok: false, message: words.gone }));
      },
      actAs: (userId) => void become(userId),
      goTo: (place) => desk.goTo({ place }),
      notify,
      openImage: setImage,
    }),
    [desk, become, notify],
  );
  const model = useMemo(() => ({ state, progress, isConnected }), [state, progress, isConnected]);
  const messages = useMemo(
    () => ({ route, conversations, want: desk.sync.want, fileUrl: desk.fileUrl }),
    [route, conversations, desk],
  );
  return (
    <I18nProvider locale={state.actor.locale}>
      <PageContext value={model}>
        <PageActionsContext value={actions}>
          <PageMessagesContext value={messages}>
            <DraftsContext value={drafts}>{children}</DraftsContext>
            <Lightbox image={image} onClose={() => setImage(null)} />
            <Toasts toasts={toasts} onDismiss={dismiss} />
          </PageMessagesContext>
        </PageActionsContext>
      </PageContext>
    </I18nProvider>
  );
}

/** Goes somewhere as the same person; the address tells it, so that back leads back. */
function navigate(store: PageStore, { place, message }: Pick<Route, 'place' | 'message'>): void {
  const { state } = store.snapshot();
  const route = { as: state.actor.id, place: resolvePlace(place, state), ...(message && { message }) };
  const address = formatRoute(route);
  if (address !== location.search) history.pushState(null, '', address);
  store.setRoute(route);
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

type Become = (userId: string, route?: Route) => Promise<void>;

/** Acting as somebody else, in the same place where they have it too. */
function useBecome({ store, sync }: Desk, notify: PageActions['notify']): Become {
  return useCallback(
    async (userId, route) => {
      const { state, route: current } = store.snapshot();
      const next = route ?? { as: userId, place: placeForOther(resolvePlace(current.place, state), state) };
      try {
        await sync.become(userId, () => {
          if (!route) history.pushState(null, '', formatRoute(next));
          store.setRoute(next);
        });
      } catch {
        notify(clientWords(state.actor.locale).gone);
      }
    },
    [store, sync, notify],
  );
}

/** Back and forward. */
function useFollowedAddress({ store }: Desk, become: Become): void {
  useEffect(() => {
    const follow = () => {
      const route = parseRoute(location.search);
      const actor = store.snapshot().state.actor.id;
      if ((route.as ?? actor) === actor) store.setRoute(route);
      else void become(route.as ?? actor, route);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [store, become]);
}
