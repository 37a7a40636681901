import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TimelineRow } from './timeline.js';

/** So near to the end counts as the end: a line or two that grew meanwhile shall not stop the following. */
const nearBottom = 48;

interface ScrollPlaceOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: readonly TimelineRow[];
  /** Whose own new messages lead to the bottom wherever one is. */
  readonly reader: string;
  /** The time stamp of a message to bring into view instead. */
  readonly linked: string | undefined;
}

interface ScrollPlace {
  readonly isAtBottom: boolean;
  /** Messages that came since one left the bottom. */
  readonly missed: number;
  readonly toBottom: () => void;
}

/**
 * Keeps the bottom in view while one is there, whatever grows; elsewhere the browser keeps what is in view in its
 * place (`overflow-anchor`).
 */
export function useScrollPlace({ scroller, rows, reader, linked }: ScrollPlaceOptions): ScrollPlace {
  const isFollowing = useRef(true);
  const [isAtBottom, setAtBottom] = useState(true);
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const last = rows.at(-1)?.key ?? null;
  const newest = useRef(last);
  newest.current = last;

  const toBottom = useCallback(() => {
    isFollowing.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [scroller]);

  const ownNewest = rows.at(-1)?.entry.author.id === reader ? last : null;
  useLayoutEffect(() => {
    if (isFollowing.current || ownNewest !== null) toBottom();
  }, [toBottom, ownNewest]);

  useLayoutEffect(() => {
    const message = linked === undefined ? null : scroller.current?.querySelector('.message.is-linked');
    if (!message) return;
    isFollowing.current = false;
    message.scrollIntoView({ block: 'center' });
  }, [scroller, linked]);

  useEffect(() => {
    const box = scroller.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    let before = placeOf(box);
    const look = () => {
      const now = placeOf(box);
      const distance = now.height - now.top - now.room;
      const isNear = distance < nearBottom;
      // Pictures that come and rows that are drawn scroll too; only going up is a wish to stay.
      const isGoingUp = now.top < before.top && now.height >= before.height && now.room <= before.room;
      before = now;
      if (isFollowing.current && distance > 1 && !isGoingUp) return toBottom();
      isFollowing.current = isNear;
      setAtBottom(isNear);
      setLeftAt((left) => (isNear ? null : (left ?? newest.current)));
    };
    const resized = new ResizeObserver(look);
    resized.observe(content);
    resized.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [scroller, toBottom]);

  const leftIndex = leftAt === null ? -1 : rows.findIndex(({ key }) => key === leftAt);
  return { isAtBottom, missed: leftIndex < 0 ? 0 : rows.length - 1 - leftIndex, toBottom };
}

function placeOf(box: HTMLElement): { readonly top: number; readonly height: number; readonly room: number } {
  return { top: box.scrollTop, height: box.scrollHeight, room: box.clientHeight };
}
