import type { ReactNode } from 'react';
import { Avatar } from './avatar.js';
import { Blocks } from './blocks.js';
import type { Drawing } from './drawing.js';
import { each } from './each.js';
import { ImageFigure } from './image-figure.js';
import { Mrkdwn } from './mrkdwn-text.js';
import type { PageFile, PageMessage, PagePerson } from './page-view.js';
import { isoInstant } from './times.js';

/** Slack folds messages of one author that follow within five minutes under one name. */
const foldWithin = 5 * 60_000;

interface MessageListProps {
  readonly messages: readonly PageMessage[];
  readonly drawing: Drawing;
  /** Distinguishes the list of a channel from the one of a thread: the parent stands in both. */
  readonly idPrefix: string;
  /** Where a message's thread opens; null inside a thread. */
  readonly threadHref: ((message: PageMessage) => string) | null;
}

/** Messages, oldest first, with a line at each new day. */
export function MessageList({ messages, drawing, idPrefix, threadHref }: MessageListProps): ReactNode {
  const { calendarDay } = drawing.times;
  return (
    <ol className="messages" id={`${idPrefix}-list`} data-deep="">
      {each(messages, (message, index) => {
        const before = messages[index - 1];
        const isNewDay = !before || calendarDay(before.at) !== calendarDay(message.at);
        const isFolded = !isNewDay && before !== undefined && follows(before, message);
        return (
          <li id={`${idPrefix}-${message.ts}`} className={messageClass(message, isFolded)}>
            {isNewDay && threadHref ? <DayLine at={message.at} drawing={drawing} /> : null}
            <MessageBody message={message} drawing={drawing} isFolded={isFolded} />
            {threadHref && message.replies.length > 0 ? (
              <ThreadSummary message={message} drawing={drawing} href={threadHref(message)} />
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function messageClass({ isEphemeral }: PageMessage, isFolded: boolean): string {
  return `message${isFolded ? ' message-folded' : ''}${isEphemeral ? ' message-ephemeral' : ''}`;
}

function follows(before: PageMessage, message: PageMessage): boolean {
  const isClose = message.at - before.at >= 0 && message.at - before.at < foldWithin;
  const isAlike = before.author.id === message.author.id && before.isEphemeral === message.isEphemeral;
  return isClose && isAlike && !message.isEdited && before.replies.length === 0;
}

/** The line between two days. */
export function DayLine({ at, drawing }: { readonly at: number; readonly drawing: Drawing }): ReactNode {
  const near = drawing.times.nearDay(at);
  return (
    <p className="day">
      <span>
        {near ? <b>{near}</b> : null}
        {near ? ' · ' : null}
        {drawing.times.fullDay(at)}
      </span>
    </p>
  );
}

interface MessageBodyProps {
  readonly message: PageMessage;
  readonly drawing: Drawing;
  readonly isFolded: boolean;
}

/** One message: who, when, and what it says in blocks or, without any, in its text. */
function MessageBody({ message, drawing, isFolded }: MessageBodyProps): ReactNode {
  const { words } = drawing;
  return (
    <article className="message-body" aria-label={`${message.author.name}, ${drawing.times.timeOfDay(message.at)}`}>
      <div className="message-side">{isFolded ? null : <Avatar person={message.author} size="large" />}</div>
      <div className="message-main">
        {message.isEphemeral ? <p className="only-you">{words.onlyYou}</p> : null}
        <MessageHead message={message} drawing={drawing} isFolded={isFolded} />
        <MessageContent message={message} drawing={drawing} />
      </div>
    </article>
  );
}

type MessagePartProps = Pick<MessageBodyProps, 'message' | 'drawing'>;

interface MessageContentProps extends MessagePartProps {
  /** In the place of the plain blocks: the same with elements that work. */
  readonly blocks?: ReactNode;
}

/** What a message says: its blocks or, without any, its text; then its files. */
export function MessageContent({ message, drawing, blocks }: MessageContentProps): ReactNode {
  return (
    <div className="content">
      {message.blocks.length > 0 ? (
        (blocks ?? <Blocks blocks={message.blocks} drawing={drawing} />)
      ) : (
        <Mrkdwn text={message.text} drawing={drawing} />
      )}
      {each(message.files, (file) => (
        <AttachedFile file={file} drawing={drawing} />
      ))}
    </div>
  );
}

/** Who wrote a message, and when; for screen readers alone where the message is folded under the one before. */
export function MessageHead({ message, drawing, isFolded }: MessageBodyProps): ReactNode {
  return (
    <p className={`message-head${isFolded ? ' visually-hidden' : ''}`}>
      <strong className="author">{message.author.name}</strong>
      {message.author.isBot ? <span className="badge">{drawing.words.app}</span> : null}
      <time dateTime={isoInstant(message.at)} title={drawing.times.fullTime(message.at)}>
        {drawing.times.timeOfDay(message.at)}
      </time>
      {message.isEdited ? <span className="edited">{drawing.words.edited}</span> : null}
    </p>
  );
}

function AttachedFile({ file, drawing }: { readonly file: PageFile; readonly drawing: Drawing }): ReactNode {
  const url = drawing.fileUrl(file.id);
  if (/\.(?:png|jpe?g|gif)$/i.test(file.name)) {
    return <ImageFigure url={url} alt={file.altText ?? file.name} title={file.name} drawing={drawing} />;
  }
  return <p className="file">{url === null ? file.name : <a href={url}>{file.name}</a>}</p>;
}

interface ThreadSummaryProps {
  readonly message: PageMessage;
  readonly drawing: Drawing;
  readonly href: string;
}

function ThreadSummary({ message, drawing, href }: ThreadSummaryProps): ReactNode {
  const last = message.replies.at(-1);
  return (
    <a className="thread-link" href={href}>
      <span className="faces">
        {each(repliers(message), (person) => (
          <Avatar person={person} size="small" />
        ))}
      </span>
      <b>{drawing.words.replies(message.replies.length)}</b>
      {last ? <span className="last-reply">{drawing.words.lastReply(drawing.times.dayAndTime(last.at))}</span> : null}
    </a>
  );
}

function repliers(message: PageMessage): readonly PagePerson[] {
  return [...new Map(message.replies.map(({ author }) => [author.id, author])).values()].slice(0, 5);
}
