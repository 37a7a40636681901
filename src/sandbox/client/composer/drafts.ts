import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

/** What was typed and not sent, and why it could not be. */
export interface Draft {
  readonly text: string;
  readonly error: string;
}

/** The drafts of every conversation, outside of the composers, which come and go. */
export interface Drafts {
  get(key: string): Draft;
  set(key: string, draft: Draft): void;
  subscribe(listener: () => void): () => void;
}

const empty: Draft = { text: '', error: '' };

export function createDrafts(): Drafts {
  const drafts = new Map<string, Draft>();
  const listeners = new Set<() => void>();
  return {
    get: (key) => drafts.get(key) ?? empty,
    set: (key, draft) => {
      drafts.set(key, draft);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const DraftsContext = createContext<Drafts | null>(null);

/** A conversation's draft, and how to change it. @throws Error outside of the page's providers */
export function useDraft(key: string): { readonly draft: Draft; readonly drafts: Drafts } {
  const drafts = useContext(DraftsContext);
  if (!drafts) throw new Error('useDraft needs a DraftsContext above it');
  const draft = useSyncExternalStore(
    drafts.subscribe,
    useCallback(() => drafts.get(key), [drafts, key]),
  );
  return { draft, drafts };
}
