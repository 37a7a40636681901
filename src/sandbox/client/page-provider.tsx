import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { PageFirst } from '../desk/page-api.js';
import { createDrafts, DraftsContext } from './composer/drafts.js';
import { useFollowedLinks } from './followed-links.js';
import { type LargeImage, Lightbox } from './lightbox.js';
import { type PageActions, PageActionsContext, PageContext } from './page-context.js';
import { createPageDesk, type PageDesk } from './page-desk.js';
import { PageMessagesContext } from './page-hooks.js';
import { Toasts, useToasts } from './toasts.js';
import { clientWords } from './words.js';

interface PageProviderProps {
  readonly first: PageFirst;
  readonly children: ReactNode;
}

/** Everything the parts of the page read and do, above all of them. */
export function PageProvider({ first, children }: PageProviderProps): ReactNode {
  const [desk] = useState(() => createPageDesk(first));
  const [drafts] = useState(createDrafts);
  const [image, setImage] = useState<LargeImage | null>(null);
  const { toasts, notify, dismiss } = useToasts();
  const { state, progress, isConnected, route, conversations } = useSyncExternalStore(
    desk.store.subscribe,
    desk.store.snapshot,
  );
  const actions = useMemo(() => actionsOf(desk, notify, setImage), [desk, notify]);
  useDeskAtWork(desk, notify);
  useFollowedLinks({ openImage: setImage, onFollow: desk.goTo, isKnown: desk.isPlace });
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

function actionsOf(desk: PageDesk, notify: PageActions['notify'], openImage: PageActions['openImage']): PageActions {
  return {
    act: (act) => desk.sync.act(act).catch(() => ({ ok: false, message: goneWords(desk) })),
    actAs: (userId) =>
      desk.become(userId).catch(() => {
        notify(goneWords(desk));
        return false;
      }),
    goTo: (place) => desk.goTo({ place }),
    notify,
    onRequests: desk.sync.onRequests,
    openImage,
  };
}

function goneWords({ store }: PageDesk): string {
  return clientWords(store.snapshot().state.actor.locale).gone;
}

/** Listens to the server, and to back and forward, as long as the page is there. */
function useDeskAtWork(desk: PageDesk, notify: PageActions['notify']): void {
  useEffect(() => {
    const follow = () => void desk.followAddress().catch(() => notify(goneWords(desk)));
    desk.sync.start();
    addEventListener('popstate', follow);
    return () => {
      desk.sync.stop();
      removeEventListener('popstate', follow);
    };
  }, [desk, notify]);
}
