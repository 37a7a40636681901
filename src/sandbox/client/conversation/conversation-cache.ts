import type { PageConversation, PageEntry } from '../../desk/page-api.js';
import { shareUnchanged } from '../share-unchanged.js';

/** A conversation as far as it was fetched: every message, replies among them, oldest first. */
export interface CachedConversation {
  readonly channel: string;
  readonly version: number;
  readonly entries: readonly PageEntry[];
  /** Addresses of files that are ready, by file id. */
  readonly files: Readonly<Record<string, string>>;
}

/** What tells one message from another: an ephemeral one may share its time stamp. */
export function entryKey(entry: PageEntry): string {
  return entry.ephemeralId ?? entry.ts;
}

/**
 * The conversation with what changed taken over. Messages that did not change stay the same objects; an answer that
 * brings nothing gives `before` back, and so does one that is older than what is there.
 */
export function mergeConversation(before: CachedConversation | undefined, news: PageConversation): CachedConversation {
  if (!before || news.isWhole) return shareUnchanged<CachedConversation>(before ?? whole(news), whole(news));
  if (news.version < before.version) return before;
  if (news.messages.length === 0 && news.gone.length === 0) {
    return news.version === before.version ? before : { ...before, version: news.version };
  }
  const gone = new Set(news.gone);
  const kept = before.entries.filter((entry) => !gone.has(entry.ts) && !gone.has(entryKey(entry)));
  const entries = new Map(kept.map((entry) => [entryKey(entry), entry]));
  for (const entry of news.messages) {
    const known = entries.get(entryKey(entry));
    if (known?.version !== entry.version || known.ts !== entry.ts) entries.set(entryKey(entry), entry);
  }
  const files = shareUnchanged(before.files, { ...before.files, ...news.files });
  return { channel: before.channel, version: news.version, entries: sorted([...entries.values()]), files };
}

function whole({ channel, version, messages, files }: PageConversation): CachedConversation {
  return { channel, version, entries: sorted(messages), files: files ?? {} };
}

function sorted(entries: readonly PageEntry[]): readonly PageEntry[] {
  return entries.toSorted((a, b) => compareTs(a.ts, b.ts));
}

/** Time stamps are digits, a point and six digits: as numbers two of one second would be rounded together. */
export function compareTs(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  const [secondsA = '0', partA = '0'] = a.split('.');
  const [secondsB = '0', partB = '0'] = b.split('.');
  return Number(secondsA) - Number(secondsB) || Number(partA) - Number(partB);
}
