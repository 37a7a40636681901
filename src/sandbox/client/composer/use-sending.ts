import { useCallback } from 'react';
import type { PageAct } from '../../desk/page-api.js';
import { usePageActions } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';
import type { Drafts } from './drafts.js';

/** Where what is typed goes to. */
export interface Destination {
  readonly channel: string;
  readonly thread?: string | undefined;
}

/** What sends a text as it was typed: a command where it begins with a slash, a message otherwise; a space makes it one. */
export function actOf(text: string, { channel, thread }: Destination): PageAct {
  const sent = text.trim();
  if (text.startsWith('/')) return { kind: 'slash', channel, line: sent };
  return { kind: 'write', channel, text: sent, ...(thread !== undefined && { thread }) };
}

/**
 * Sends a draft. The composer is empty at once; what could not be sent comes back before whatever was typed meanwhile,
 * with the reason.
 */
export function useSending(drafts: Drafts, key: string, destination: Destination): () => Promise<void> {
  const { act } = usePageActions();
  const words = useClientWords();
  const { channel, thread } = destination;
  return useCallback(async () => {
    const { text } = drafts.get(key);
    if (text.trim() === '') return;
    const command = /^\/\S*/.exec(text)?.[0];
    if (command !== undefined && thread !== undefined) {
      drafts.set(key, { text, error: words.notInThreads(command) });
      return;
    }
    drafts.set(key, { text: '', error: '' });
    const answer = await act(actOf(text, { channel, thread }));
    if (answer.ok) return;
    const since = drafts.get(key).text;
    drafts.set(key, { text: since === '' ? text : `${text}\n${since}`, error: answer.message });
  }, [act, drafts, key, channel, thread, words]);
}
