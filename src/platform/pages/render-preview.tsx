import type { ReactNode } from 'react';
import { Avatar } from './avatar.js';
import { Blocks } from './blocks.js';
import { renderDocument } from './document.js';
import { type Drawing, makeDrawing } from './drawing.js';
import { each } from './each.js';
import { Mrkdwn } from './mrkdwn-text.js';
import type { PageBlock, PagePerson, PageReader, PageWorkspace } from './page-view.js';
import { inlineStyles } from './styles.js';

export interface PreviewMessage {
  /** A channel's name or id, as it shall be shown. */
  readonly channel: string;
  /** Null, or the index of the parent in the same list. */
  readonly thread: number | null;
  readonly text: string;
  readonly blocks: readonly PageBlock[];
  /** `path` is relative to where the document will lie. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly path: string }[];
}

export interface PreviewPage {
  readonly title: string;
  readonly messages: readonly PreviewMessage[];
  readonly reader: PageReader;
  /** Names for the mentions in the messages; a name nobody knows stays as its id. */
  readonly workspace?: Pick<PageWorkspace, 'people' | 'channels'>;
  readonly author?: PagePerson;
}

const copil: PagePerson = { id: 'copil', name: 'Copil', isBot: true, emoji: '🧭' };

/** What would be posted, in order, as one HTML file that needs nothing beside its images. */
export function renderPreviewPage(page: PreviewPage): string {
  const paths = new Map(page.messages.flatMap(({ files }) => files).map(({ id, path }) => [id, path]));
  const drawing = makeDrawing({
    workspace: page.workspace ?? { people: [], channels: [] },
    fileUrl: (id) => paths.get(id) ?? null,
    reader: page.reader,
    channelHref: () => null,
  });
  const { words } = drawing;
  return renderDocument({
    language: words.language,
    title: `${page.title} · ${words.preview}`,
    className: 'preview',
    head: <style>{inlineStyles()}</style>,
    children: (
      <>
        <header className="topbar">
          <p className="stamp">
            <b>{words.preview}</b> · {words.notSent}
          </p>
        </header>
        <main className="preview-main">
          <h1>{page.title}</h1>
          {page.messages.length === 0 ? <p className="empty">{words.nothingToSend}</p> : null}
          {each(page.messages, (message, index) =>
            message.thread === null ? <Conversation page={page} index={index} drawing={drawing} /> : null,
          )}
        </main>
      </>
    ),
  });
}

interface ConversationProps {
  readonly page: PreviewPage;
  readonly index: number;
  readonly drawing: Drawing;
}

/** A message and, under it, what goes into its thread. */
function Conversation({ page, index, drawing }: ConversationProps): ReactNode {
  const parent = page.messages[index];
  const replies = page.messages.filter((message) => message.thread === index);
  const author = page.author ?? copil;
  if (!parent) return null;
  return (
    <section className="preview-conversation" aria-label={parent.channel}>
      <h2>
        <span className="topic">{drawing.words.goesTo}</span> {parent.channel}
      </h2>
      <PreviewBody message={parent} author={author} drawing={drawing} />
      {replies.length > 0 ? (
        <div className="preview-thread">
          <p className="reply-count">
            <span>
              {drawing.words.inThread} · {drawing.words.replies(replies.length)}
            </span>
          </p>
          {each(replies, (message) => (
            <PreviewBody message={message} author={author} drawing={drawing} />
          ))}
        </div>
      ) : null}
    </section>
  );
}

interface PreviewBodyProps {
  readonly message: PreviewMessage;
  readonly author: PagePerson;
  readonly drawing: Drawing;
}

function PreviewBody({ message, author, drawing }: PreviewBodyProps): ReactNode {
  return (
    <article className="message message-body">
      <div className="message-side">
        <Avatar person={author} size="large" />
      </div>
      <div className="message-main">
        <p className="message-head">
          <strong className="author">{author.name}</strong>
          {author.isBot ? <span className="badge">{drawing.words.app}</span> : null}
        </p>
        <div className="content">
          {message.blocks.length > 0 ? (
            <Blocks blocks={message.blocks} drawing={drawing} />
          ) : (
            <Mrkdwn text={message.text} drawing={drawing} />
          )}
        </div>
        {message.blocks.length > 0 ? <NotificationText text={message.text} drawing={drawing} /> : null}
      </div>
    </article>
  );
}

/** A message with blocks shows its text to nobody but notifications and screen readers: whoever checks a digest must see it too. */
function NotificationText({ text, drawing }: { readonly text: string; readonly drawing: Drawing }): ReactNode {
  return (
    <details className="notification-text">
      <summary>{drawing.words.notificationText}</summary>
      <div className="content">
        <Mrkdwn text={text} drawing={drawing} />
      </div>
    </details>
  );
}
