import { type ReactNode, useRef } from 'react';
import { usePage } from '../page-context.js';
import { useClientWords, useLinkedMessage } from '../page-hooks.js';
import type { TimelineRow } from './timeline.js';
import { useScrollPlace } from './use-scroll-place.js';

interface ScrollerProps {
  readonly rows: readonly TimelineRow[];
  readonly children: ReactNode;
}

/** What scrolls messages. At the bottom it follows new ones; further up it stays, and a button tells of them. */
export function Scroller({ rows, children }: ScrollerProps): ReactNode {
  const words = useClientWords();
  const scroller = useRef<HTMLDivElement>(null);
  const reader = usePage().state.actor.id;
  const linked = useLinkedMessage();
  const { isAtBottom, missed, toBottom } = useScrollPlace({ scroller, rows, reader, linked });
  return (
    <div className="scroll-place">
      <div className="scroller" ref={scroller}>
        <div className="scrolled">{children}</div>
      </div>
      {isAtBottom ? null : (
        <button
          type="button"
          className={missed > 0 ? 'to-newest has-missed' : 'to-newest'}
          aria-label={missed > 0 ? undefined : words.toNewest}
          onClick={toBottom}
        >
          {missed > 0 ? words.newMessages(missed) : null} <span aria-hidden="true">↓</span>
        </button>
      )}
    </div>
  );
}
