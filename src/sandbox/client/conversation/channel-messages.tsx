import { type ReactNode, useMemo } from 'react';
import type { PageConversationHead } from '../../desk/page-api.js';
import { usePage } from '../page-context.js';
import { useClientWords, useConversation, useDrawing } from '../page-hooks.js';
import { placeName } from '../place-name.js';
import { Announcement } from './announcement.js';
import type { CachedConversation } from './conversation-cache.js';
import { MessageList } from './message-list.js';
import { Scroller } from './scroller.js';
import { channelRows } from './timeline.js';
import { useNewSince, useReading } from './use-reading.js';

/** The messages of a conversation, with what scrolls them; the newest at the bottom. */
export function ChannelMessages({ head }: { readonly head: PageConversationHead }): ReactNode {
  const conversation = useConversation(head.id);
  const words = useClientWords();
  if (!conversation) {
    return (
      <div className="scroller" aria-busy="true">
        <p className="empty">{words.loading}</p>
      </div>
    );
  }
  return <LoadedMessages head={head} conversation={conversation} />;
}

interface LoadedMessagesProps {
  readonly head: PageConversationHead;
  readonly conversation: CachedConversation;
}

function LoadedMessages({ head, conversation }: LoadedMessagesProps): ReactNode {
  const { actor } = usePage().state;
  const drawing = useDrawing();
  const words = useClientWords();
  const newSince = useNewSince(head);
  const { calendarDay } = drawing.times;
  const rows = useMemo(
    () => channelRows(conversation.entries, { calendarDay, newSince, reader: actor.id }),
    [conversation.entries, calendarDay, newSince, actor.id],
  );
  useReading(head, conversation.entries);
  return (
    <Scroller rows={rows}>
      <Announcement entries={conversation.entries} drawing={drawing} reader={actor.id} />
      <h2 className="visually-hidden">{words.messages}</h2>
      <Beginning head={head} isEmpty={rows.length === 0} />
      <MessageList rows={rows} drawing={drawing} channel={head.id} canReply={head.canWrite} />
    </Scroller>
  );
}

function Beginning({ head, isEmpty }: { readonly head: PageConversationHead; readonly isEmpty: boolean }): ReactNode {
  const words = useClientWords();
  const { state } = usePage();
  if (!isEmpty) return <p className="beginning">{words.beginning(placeName(state, head.id))}</p>;
  return (
    <div className="empty">
      <p className="empty-sign" aria-hidden="true">
        {head.kind === 'im' ? '✉' : '#'}
      </p>
      <p className="empty-title">{words.emptyChannel}</p>
      <p>{words.emptyHint}</p>
    </div>
  );
}
