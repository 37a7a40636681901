import { createContext, useContext } from 'react';
import type { PageAct, PageAnswer, PageProgress, PageState } from '../desk/page-api.js';

/** What every part of the page may read; the messages of a conversation come by `useConversation`. */
export interface PageModel {
  readonly state: PageState;
  /** Long work under way, or null. */
  readonly progress: PageProgress | null;
  /** False while the sandbox does not answer: what is shown may be old. */
  readonly isConnected: boolean;
}

/** Where one is: a conversation, a thread in it, or the app's Home tab. */
export interface Place {
  readonly channel: string;
  readonly thread?: string;
  readonly isHome?: boolean;
}

export interface PageActions {
  /** Does something as the person acted as. Never rejects: a sandbox that is gone is an answer with `ok: false`. */
  act(act: PageAct): Promise<PageAnswer>;
  /** Whether one is that person now: false when the sandbox is gone, which is told, or another was chosen meanwhile. */
  actAs(userId: string): Promise<boolean>;
  goTo(place: Place): void;
  /** Says something in a line that goes away by itself and is read out. */
  notify(text: string): void;
  /** Calls when there are newer requests to read, until what is returned is called. */
  onRequests(listener: () => void): () => void;
  /** Shows a picture large, over the page. */
  openImage(image: { readonly url: string; readonly alt: string }): void;
}

export const PageContext = createContext<PageModel | null>(null);
export const PageActionsContext = createContext<PageActions | null>(null);

/** @throws Error outside of the page's providers */
export function usePage(): PageModel {
  const model = useContext(PageContext);
  if (!model) throw new Error('usePage needs a PageContext above it');
  return model;
}

/** @throws Error outside of the page's providers */
export function usePageActions(): PageActions {
  const actions = useContext(PageActionsContext);
  if (!actions) throw new Error('usePageActions needs a PageActionsContext above it');
  return actions;
}
