import { memo, type ReactNode, useMemo } from 'react';
import { Avatar } from '../../../platform/pages/avatar.js';
import type { Drawing } from '../../../platform/pages/drawing.js';
import type { PageTarget } from '../../desk/page-api.js';
import { InteractiveBlocks } from '../elements/interactive-drawing.js';
import { usePageActions } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';
import type { OpenMenu } from './message-menu.js';
import { DayLine, MessageContent, MessageHead } from './message-parts.js';
import { MessageToolbar } from './message-toolbar.js';
import { ThreadLink } from './thread-link.js';
import { isSameRow, type TimelineRow } from './timeline.js';

export interface MessageRowProps {
  readonly row: TimelineRow;
  readonly drawing: Drawing;
  readonly channel: string;
  readonly isThread: boolean;
  readonly canReply: boolean;
  /** The one a copied link leads to. */
  readonly isLinked: boolean;
  readonly onMenu: (menu: OpenMenu) => void;
}

/** One message with what stands above and below it. Drawn anew only when something in it changed: there may be a thousand. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps): ReactNode {
  const { row, drawing, channel, isThread } = props;
  const { entry, isFolded, isNewDay, isFirstNew, summary } = row;
  return (
    <li className={rowClass(props)} id={isThread ? undefined : `m-${row.key}`}>
      {isNewDay && !isThread ? <DayLine at={entry.at} drawing={drawing} /> : null}
      {isFirstNew ? <NewLine /> : null}
      <article className="message-body" aria-label={`${entry.author.name}, ${drawing.times.timeOfDay(entry.at)}`}>
        <div className="message-side">
          {isFolded ? (
            <time className="folded-time" aria-hidden="true">
              {drawing.times.timeOfDay(entry.at)}
            </time>
          ) : (
            <Avatar person={entry.author} size="large" />
          )}
        </div>
        <div className="message-main">
          {entry.isEphemeral ? <OnlyYou row={row} /> : null}
          {entry.isBroadcast && !isThread ? <Broadcast /> : null}
          <MessageHead message={entry} drawing={drawing} isFolded={isFolded} />
          <EntryContent row={row} drawing={drawing} channel={channel} />
        </div>
        {entry.isEphemeral ? null : <MessageToolbar {...props} />}
      </article>
      {summary && !isThread ? (
        <ThreadLink summary={summary} drawing={drawing} place={{ channel, thread: entry.ts }} />
      ) : null}
    </li>
  );
}, isSameProps);

function isSameProps(before: MessageRowProps, next: MessageRowProps): boolean {
  const { row, ...rest } = before;
  const { row: nextRow, ...nextRest } = next;
  const isSame = (Object.keys(rest) as (keyof typeof rest)[]).every((key) => Object.is(rest[key], nextRest[key]));
  return isSame && isSameRow(row, nextRow);
}

function rowClass({ row, isLinked }: MessageRowProps): string {
  const { isFolded, entry } = row;
  return [
    'message',
    isFolded ? 'message-folded' : '',
    entry.isEphemeral ? 'message-ephemeral' : '',
    isLinked ? 'is-linked' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

/** The elements in a message act on that message. */
function EntryContent({ row, drawing, channel }: Pick<MessageRowProps, 'row' | 'drawing' | 'channel'>): ReactNode {
  const { entry } = row;
  const { ts, ephemeralId } = entry;
  const target = useMemo<PageTarget>(
    () => (ephemeralId === undefined ? { kind: 'message', channel, ts } : { kind: 'ephemeral', id: ephemeralId }),
    [channel, ts, ephemeralId],
  );
  const blocks = <InteractiveBlocks blocks={entry.blocks} drawing={drawing} target={target} />;
  return <MessageContent message={entry} drawing={drawing} blocks={blocks} />;
}

function NewLine(): ReactNode {
  return (
    <p className="new-line">
      <span>{useClientWords().news}</span>
    </p>
  );
}

function Broadcast(): ReactNode {
  return <p className="only-you">↳ {useClientWords().repliedToThread}</p>;
}

function OnlyYou({ row }: Pick<MessageRowProps, 'row'>): ReactNode {
  const { act, notify } = usePageActions();
  const words = useClientWords();
  const { ephemeralId } = row.entry;
  const dismiss = async (ephemeral: string) => {
    const answer = await act({ kind: 'dismiss', ephemeral });
    if (!answer.ok) notify(answer.message);
  };
  return (
    <p className="only-you">
      <EyeSign /> {words.onlyYou}
      {ephemeralId === undefined ? null : (
        <>
          {' · '}
          <button type="button" className="link-button" onClick={() => void dismiss(ephemeralId)}>
            {words.dismiss}
          </button>
        </>
      )}
    </p>
  );
}

function EyeSign(): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z"
      />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </svg>
  );
}
