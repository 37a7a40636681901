import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TimelineRow } from './timeline.js';

/** So near to the end counts as the end: a line or two that grew meanwhile shall not stop the following. */
const nearBottom = 48;

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
export function useScrollPlace(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly TimelineRow[],
  startsAt: 'bottom' | 'top',
): ScrollPlace {
  const isFollowing = useRef(startsAt === 'bottom');
  const [isAtBottom, setAtBottom] = useState(true);
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const last = rows.at(-1)?.key ?? null;
  const newest = useRef(last);
  newest.current = last;

  const toBottom = useCallback(() => {
    isFollowing.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [scroller]);

  useLayoutEffect(() => {
    if (isFollowing.current) toBottom();
  }, [toBottom]);

  useEffect(() => {
    const box = scroller.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const look = () => {
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < nearBottom;
      isFollowing.current = isNear;
      setAtBottom(isNear);
      setLeftAt((left) => (isNear ? null : (left ?? newest.current)));
    };
    const grown = new ResizeObserver(() => (isFollowing.current ? toBottom() : look()));
    grown.observe(content);
    grown.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [scroller, toBottom]);

  const leftIndex = leftAt === null ? -1 : rows.findIndex(({ key }) => key === leftAt);
  return { isAtBottom, missed: leftIndex < 0 ? 0 : rows.length - 1 - leftIndex, toBottom };
}
