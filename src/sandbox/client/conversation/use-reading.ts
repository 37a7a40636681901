import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { PageConversationHead, PageEntry } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { compareTs } from './conversation-cache.js';

/** Whether somebody looks: the page is in front and has the focus. */
function useAttention(): boolean {
  return useSyncExternalStore(
    subscribeToAttention,
    () => document.visibilityState === 'visible' && document.hasFocus(),
  );
}

function subscribeToAttention(listener: () => void): () => void {
  addEventListener('focus', listener);
  addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    removeEventListener('focus', listener);
    removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

/**
 * Tells the sandbox what was read, once for each newest message that was looked at; again when it did not take it, as
 * soon as it is back or one comes back to it.
 */
export function useReading(head: PageConversationHead, entries: readonly PageEntry[]): void {
  const { act } = usePageActions();
  const hasAttention = useAttention();
  const { isConnected } = usePage();
  const told = useRef('');
  const newest = entries.findLast(({ isEphemeral }) => !isEphemeral)?.ts ?? '';
  useEffect(() => {
    if (!hasAttention || compareTs(newest, told.current) <= 0 || compareTs(newest, head.readTs) <= 0) return;
    if (!isConnected) return;
    void act({ kind: 'read', channel: head.id, ts: newest }).then(({ ok }) => {
      if (ok && compareTs(newest, told.current) > 0) told.current = newest;
    });
  }, [act, hasAttention, isConnected, head.id, head.readTs, newest]);
}

/**
 * The time stamp after which messages are marked as new: what had been read when one came here or came back to the
 * window. It stays while one looks, or the line would vanish at once; null where everything had been read.
 */
export function useNewSince(head: PageConversationHead): string | null {
  const hasAttention = useAttention();
  const [since, setSince] = useState(head.unread ? head.readTs : null);
  const [hadAttention, setHadAttention] = useState(hasAttention);
  if (hadAttention !== hasAttention) {
    setHadAttention(hasAttention);
    setSince(head.unread ? head.readTs : null);
  } else if (!hasAttention && since === null && head.unread) setSince(head.readTs);
  return since;
}
