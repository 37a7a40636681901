import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { type Drawing, makeDrawing } from '../../platform/pages/drawing.js';
import type { PageWorkspace } from '../../platform/pages/page-view.js';
import type { CachedConversation } from './conversation/conversation-cache.js';
import { type Place, usePage } from './page-context.js';
import { formatRoute, type Route, resolvePlace } from './route.js';
import { shareUnchanged } from './share-unchanged.js';
import { type ClientWords, clientWords } from './words.js';

/** What the messages need beside PageModel; apart, so that a clock that goes on does not draw them anew. */
export interface PageMessages {
  readonly route: Route;
  readonly conversations: ReadonlyMap<string, CachedConversation>;
  want(channel: string): void;
  /** Where a file lies that a message shows; null while it is not ready. */
  fileUrl(id: string): string | null;
}

export const PageMessagesContext = createContext<PageMessages | null>(null);

function usePageMessages(): PageMessages {
  const messages = useContext(PageMessagesContext);
  if (!messages) throw new Error('usePageMessages needs a PageMessagesContext above it');
  return messages;
}

/** A conversation's messages, kept current; null until they are there. */
export function useConversation(channel: string): CachedConversation | null {
  const { conversations, want } = usePageMessages();
  const conversation = conversations.get(channel) ?? null;
  const isMissing = conversation === null;
  useEffect(() => {
    if (isMissing) want(channel);
  }, [channel, isMissing, want]);
  return conversation;
}

/** Where one is, as far as the person acted as may be there. */
export function usePlace(): Place {
  const { route } = usePageMessages();
  const { state } = usePage();
  return useMemo(() => resolvePlace(route.place, state), [route.place, state]);
}

/** The message a copied link leads to, if the address is such a link. */
export function useLinkedMessage(): string | undefined {
  return usePageMessages().route.message;
}

export function useClientWords(): ClientWords {
  return clientWords(usePage().state.actor.locale);
}

/** How long what was drawn with words like "3 hours ago" may stand before it is drawn anew. */
const drawingLife = 3_600_000;

/** How the person acted as is shown messages. The same object until a name, the reader or the hour changes. */
export function useDrawing(): Drawing {
  const { state } = usePage();
  const { fileUrl } = usePageMessages();
  const { actor, workspace } = state;
  const names = useShared<Pick<PageWorkspace, 'people' | 'channels'>>({
    people: workspace.people,
    channels: [...workspace.channels, ...state.channels].map(({ id, name, kind }) => ({ id, name, kind })),
  });
  const now = Math.floor(state.clock.now / drawingLife) * drawingLife;
  return useMemo(
    () =>
      makeDrawing({
        workspace: names,
        fileUrl,
        reader: { locale: actor.locale, timeZone: actor.timeZone },
        now,
        channelHref: (channel) => formatRoute({ as: actor.id, place: { channel } }),
      }),
    [names, fileUrl, actor.id, actor.locale, actor.timeZone, now],
  );
}

/** The value of the last drawing where it equals this one's. */
export function useShared<Value>(value: Value): Value {
  const last = useRef(value);
  last.current = shareUnchanged(last.current, value);
  return last.current;
}
