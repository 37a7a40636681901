import { type ReactNode, useEffect, useState } from 'react';
import type { Drawing } from '../../../platform/pages/drawing.js';
import { useLinkedMessage } from '../page-hooks.js';
import { MessageMenu, type OpenMenu } from './message-menu.js';
import { MessageRow } from './message-row.js';
import type { TimelineRow } from './timeline.js';

interface MessageListProps {
  readonly rows: readonly TimelineRow[];
  readonly drawing: Drawing;
  readonly channel: string;
  /** Set inside a thread, where there are neither days nor other threads. */
  readonly isThread?: boolean;
  readonly canReply: boolean;
}

/** So many are drawn at first, and added at a time: a long conversation shall not keep its end waiting. */
const portion = 80;

/** Messages, oldest first. */
export function MessageList({ rows, drawing, channel, isThread = false, canReply }: MessageListProps): ReactNode {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const linked = useLinkedMessage();
  const shown = useGrowingEnd(rows, linked);
  return (
    <>
      <ol className="messages">
        {shown.map((row) => (
          <MessageRow
            key={row.key}
            row={row}
            drawing={drawing}
            channel={channel}
            isThread={isThread}
            canReply={canReply}
            isLinked={row.entry.ts === linked}
            onMenu={setMenu}
          />
        ))}
      </ol>
      {menu ? <MessageMenu menu={menu} onClose={() => setMenu(null)} /> : null}
    </>
  );
}

/** The end of a list, growing to the whole of it portion by portion while the browser has nothing else to do. */
function useGrowingEnd(rows: readonly TimelineRow[], linked: string | undefined): readonly TimelineRow[] {
  const [count, setCount] = useState(() => {
    const index = linked === undefined ? -1 : rows.findIndex(({ entry }) => entry.ts === linked);
    return index < 0 ? portion : rows.length - index + 10;
  });
  const isWhole = count >= rows.length;
  useEffect(() => {
    if (isWhole) return;
    const timer = setTimeout(() => setCount(count + portion), 30);
    return () => clearTimeout(timer);
  }, [count, isWhole]);
  return isWhole ? rows : rows.slice(-count);
}
