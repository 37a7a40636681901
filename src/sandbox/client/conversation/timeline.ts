import type { PagePerson } from '../../../platform/pages/page-view.js';
import type { PageEntry } from '../../desk/page-api.js';
import { compareTs, entryKey } from './conversation-cache.js';

/** Slack folds messages of one author that follow within five minutes under one name. */
const foldWithin = 5 * 60_000;

/** One message with what stands around it. */
export interface TimelineRow {
  readonly key: string;
  readonly entry: PageEntry;
  /** A line with the day stands above it. */
  readonly isNewDay: boolean;
  /** Drawn without face and name, under the message before it. */
  readonly isFolded: boolean;
  /** The line "New" stands above it. */
  readonly isFirstNew: boolean;
  readonly summary: ThreadSummary | null;
}

/** What the link under a message says of its thread. */
export interface ThreadSummary {
  readonly count: number;
  readonly lastAt: number;
  /** At most five. */
  readonly people: readonly PagePerson[];
}

interface TimelineOptions {
  /** `2026-11-16` in the reader's zone. */
  readonly calendarDay: (at: number) => string;
  /** Messages after this time stamp are new; null where no line is to be drawn. */
  readonly newSince: string | null;
  /** Whose own messages are never new. */
  readonly reader: string;
}

/** The rows of a conversation: top level messages and replies that stand in the channel too. */
export function channelRows(entries: readonly PageEntry[], options: TimelineOptions): readonly TimelineRow[] {
  const threads = repliesByThread(entries);
  const shown = entries.filter((entry) => entry.thread === undefined || entry.isBroadcast);
  return rowsOf(shown, options, (entry) => summaryOf(threads.get(entry.ts)));
}

/** The rows of a thread without the message it began with. */
export function replyRows(
  entries: readonly PageEntry[],
  options: TimelineOptions & { readonly thread: string },
): readonly TimelineRow[] {
  const shown = entries.filter((entry) => entry.thread === options.thread && entry.ts !== options.thread);
  return rowsOf(shown, options, () => null);
}

function repliesByThread(entries: readonly PageEntry[]): ReadonlyMap<string, readonly PageEntry[]> {
  const threads = new Map<string, PageEntry[]>();
  for (const entry of entries) {
    if (entry.thread === undefined || entry.thread === entry.ts || entry.isEphemeral) continue;
    const replies = threads.get(entry.thread);
    if (replies) replies.push(entry);
    else threads.set(entry.thread, [entry]);
  }
  return threads;
}

function rowsOf(
  entries: readonly PageEntry[],
  { calendarDay, newSince, reader }: TimelineOptions,
  summary: (entry: PageEntry) => ThreadSummary | null,
): readonly TimelineRow[] {
  const isNew = (entry: PageEntry) =>
    newSince !== null && compareTs(entry.ts, newSince) > 0 && entry.author.id !== reader && !entry.isEphemeral;
  const firstNew = entries.find(isNew);
  let before: TimelineRow | undefined;
  return entries.map((entry) => {
    const isNewDay = !before || calendarDay(before.entry.at) !== calendarDay(entry.at);
    const isFirstNew = entry === firstNew;
    const isFolded = !isNewDay && !isFirstNew && before !== undefined && follows(before, entry);
    before = { key: entryKey(entry), entry, isNewDay, isFolded, isFirstNew, summary: summary(entry) };
    return before;
  });
}

function follows({ entry: before, summary }: TimelineRow, entry: PageEntry): boolean {
  const isClose = entry.at - before.at >= 0 && entry.at - before.at < foldWithin;
  const isAlike = before.author.id === entry.author.id && before.isEphemeral === entry.isEphemeral;
  return isClose && isAlike && !entry.isEdited && !entry.isBroadcast && !before.isBroadcast && summary === null;
}

function summaryOf(replies: readonly PageEntry[] | undefined): ThreadSummary | null {
  const last = replies?.at(-1);
  if (!replies || !last) return null;
  const people = [...new Map(replies.map(({ author }) => [author.id, author])).values()];
  return { count: replies.length, lastAt: last.at, people: people.slice(0, 5) };
}

/** Whether two rows would be drawn alike; messages are compared by identity, which changes with their version. */
export function isSameRow(a: TimelineRow, b: TimelineRow): boolean {
  return (
    a.entry === b.entry &&
    a.isNewDay === b.isNewDay &&
    a.isFolded === b.isFolded &&
    a.isFirstNew === b.isFirstNew &&
    a.summary?.count === b.summary?.count &&
    a.summary?.lastAt === b.summary?.lastAt
  );
}
