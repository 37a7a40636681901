import type { KeyboardEvent, ReactNode } from 'react';
import { usePageActions } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';
import type { MessageRowProps } from './message-row.js';

/**
 * What one can do with a message, shown while the pointer or the focus is on it. Plain buttons: the menu itself is
 * drawn once for a whole list, when it opens.
 */
export function MessageToolbar({ row, channel, isThread, canReply, onMenu }: MessageRowProps): ReactNode {
  const words = useClientWords();
  const { goTo } = usePageActions();
  const thread = row.entry.thread ?? row.entry.ts;
  return (
    <div className="message-tools" role="toolbar" aria-label={words.messageActions} onKeyDown={moveWithArrows}>
      {canReply && !isThread ? (
        <button
          type="button"
          className="icon-button"
          aria-label={words.replyInThread}
          title={words.replyInThread}
          onClick={() => goTo({ channel, thread })}
        >
          <ReplySign />
        </button>
      ) : null}
      <button
        type="button"
        className="icon-button"
        aria-label={words.moreActions}
        title={words.moreActions}
        aria-haspopup="menu"
        onClick={(event) => onMenu({ channel, entry: row.entry, button: event.currentTarget })}
      >
        <span aria-hidden="true">⋮</span>
      </button>
    </div>
  );
}

function moveWithArrows({ key, currentTarget, target }: KeyboardEvent<HTMLElement>): void {
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const buttons: unknown[] = [...currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(target);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  if (step !== 0 && at >= 0 && next instanceof HTMLElement) next.focus();
}

function ReplySign(): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
        d="M2.5 3h11v8h-6l-3 2.5V11h-2zM5 6h6M5 8.3h4"
      />
    </svg>
  );
}
