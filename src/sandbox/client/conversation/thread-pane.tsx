import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { Composer } from '../composer/composer.js';
import { usePage, usePageActions } from '../page-context.js';
import { useClientWords, useConversation, useDrawing } from '../page-hooks.js';
import { placeName } from '../place-name.js';
import { formatRoute } from '../route.js';
import type { CachedConversation } from './conversation-cache.js';
import { MessageList } from './message-list.js';
import { Scroller } from './scroller.js';
import { replyRows, type TimelineRow } from './timeline.js';

interface ThreadPaneProps {
  readonly channel: string;
  readonly thread: string;
}

/** A thread, at the side of its conversation or, where there is no room, in its place. */
export function ThreadPane({ channel, thread }: ThreadPaneProps): ReactNode {
  const { state } = usePage();
  const { goTo } = usePageActions();
  const words = useClientWords();
  const conversation = useConversation(channel);
  const head = state.channels.find(({ id }) => id === channel);
  const title = placeName(state, channel);
  const pane = usePaneFocus();
  return (
    <aside className="thread" aria-label={words.thread} ref={pane} tabIndex={-1}>
      <div className="pane-head">
        <a className="thread-back" href={formatRoute({ as: state.actor.id, place: { channel } })}>
          ← {words.backTo(title)}
        </a>
        <h2>
          {words.thread} <span className="topic">{title}</span>
        </h2>
        <button type="button" className="thread-close" aria-label={words.closeThread} onClick={() => goTo({ channel })}>
          ✕
        </button>
      </div>
      {conversation ? (
        <ThreadMessages conversation={conversation} thread={thread} canReply={head?.canWrite ?? false} />
      ) : (
        <div className="scroller" aria-busy="true" />
      )}
      {head ? <Composer head={head} thread={thread} /> : null}
    </aside>
  );
}

/**
 * Opening a thread takes the focus to where one answers (on a phone into the pane alone, or its keyboard would cover
 * what one came to read); closing it gives the focus back.
 */
function usePaneFocus() {
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const box = pane.current;
    const before = document.activeElement;
    const field = matchMedia('(hover: hover)').matches ? box?.querySelector('textarea') : null;
    (field ?? box)?.focus({ preventScroll: true });
    return () => {
      const isLeft = before instanceof HTMLElement && before !== document.body && box?.contains(document.activeElement);
      if (isLeft) setTimeout(() => before.focus({ preventScroll: true }));
    };
  }, []);
  return pane;
}

interface ThreadMessagesProps {
  readonly conversation: CachedConversation;
  readonly thread: string;
  readonly canReply: boolean;
}

function ThreadMessages({ conversation, thread, canReply }: ThreadMessagesProps): ReactNode {
  const { actor } = usePage().state;
  const drawing = useDrawing();
  const words = useClientWords();
  const { entries, channel } = conversation;
  const { calendarDay } = drawing.times;
  const replies = useMemo(
    () => replyRows(entries, { thread, calendarDay, newSince: null, reader: actor.id }),
    [entries, thread, calendarDay, actor.id],
  );
  const parent = useMemo(() => parentRow(conversation, thread), [conversation, thread]);
  const count = replies.filter(({ entry }) => !entry.isEphemeral).length;
  const shared = { drawing, channel, canReply, isThread: true };
  return (
    <Scroller rows={replies}>
      {parent ? <MessageList rows={[parent]} {...shared} /> : <p className="empty">{words.goneThread}</p>}
      <p className="reply-count">
        <span>{count > 0 ? words.replies(count) : words.noReply}</span>
      </p>
      <MessageList rows={replies} {...shared} />
    </Scroller>
  );
}

function parentRow({ entries }: CachedConversation, thread: string): TimelineRow | null {
  const entry = entries.find(({ ts, isEphemeral }) => ts === thread && !isEphemeral);
  const plain = { isNewDay: false, isFolded: false, isFirstNew: false, summary: null };
  return entry ? { key: entry.ts, entry, ...plain } : null;
}
