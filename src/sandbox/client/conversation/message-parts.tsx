import type { ReactNode } from 'react';
import { Blocks } from '../../../platform/pages/blocks.js';
import type { Drawing } from '../../../platform/pages/drawing.js';
import { each } from '../../../platform/pages/each.js';
import { ImageFigure } from '../../../platform/pages/image-figure.js';
import { Mrkdwn } from '../../../platform/pages/mrkdwn-text.js';
import type { PageFile, PageMessage } from '../../../platform/pages/page-view.js';
import { isoInstant } from '../../../platform/pages/times.js';
import { clientWords } from '../words.js';

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

interface MessagePartProps {
  readonly message: PageMessage;
  readonly drawing: Drawing;
}

interface MessageHeadProps extends MessagePartProps {
  readonly isFolded: boolean;
}

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
export function MessageHead({ message, drawing, isFolded }: MessageHeadProps): ReactNode {
  return (
    <p className={`message-head${isFolded ? ' visually-hidden' : ''}`}>
      <strong className="author">{message.author.name}</strong>
      {message.author.isBot ? <span className="badge">{drawing.words.app}</span> : null}
      <time dateTime={isoInstant(message.at)} title={drawing.times.fullTime(message.at)}>
        {drawing.times.timeOfDay(message.at)}
      </time>
      {message.isEdited ? <span className="edited">{clientWords(drawing.reader.locale).edited}</span> : null}
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
