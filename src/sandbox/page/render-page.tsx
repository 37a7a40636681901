import type { ReactNode } from 'react';
import { renderDocument } from './document.js';
import { type Drawing, makeDrawing } from './drawing.js';
import { channelHref, threadHref } from './links.js';
import { MessageList } from './message.js';
import type { FileUrl, PageChannel, PageMessage, PageReader, PageWorkspace } from './page-view.js';
import { ChannelSign, Sidebar } from './sidebar.js';
import { isoInstant } from './times.js';

export interface WorkspacePage {
  readonly workspace: PageWorkspace;
  readonly channelId: string;
  /** The thread that stands open at the side. */
  readonly threadTs?: string | undefined;
  /** The conversation's messages, oldest first, replies inside their parents. */
  readonly messages: readonly PageMessage[];
  readonly fileUrl: FileUrl;
  readonly reader: PageReader;
  /** Milliseconds in the time the workspace plays; shown, and decides what "today" is. */
  readonly now?: number;
}

/** The workspace as one HTML document. It needs `/page.css`; `/page.js` keeps it current where scripts run. */
export function renderWorkspacePage(page: WorkspacePage): string {
  const drawing = makeDrawing({ ...page, channelHref });
  const channel = page.workspace.channels.find(({ id }) => id === page.channelId);
  const thread = page.threadTs === undefined ? null : { parent: page.messages.find(({ ts }) => ts === page.threadTs) };
  const { words } = drawing;
  const place = channel ? channelTitle(channel) : words.channels;
  return renderDocument({
    language: words.language,
    title: `${place} · ${page.workspace.name} · ${words.sandbox}`,
    className: thread ? 'has-thread' : '',
    head: (
      <>
        <link rel="stylesheet" href="/page.css" />
        <script src="/page.js" defer />
      </>
    ),
    children: (
      <>
        <a className="skip" href="#main">
          {words.skipToMessages}
        </a>
        <TopBar drawing={drawing} page={page} />
        <div className="layout" id="layout" data-deep="">
          <Sidebar workspace={page.workspace} channelId={page.channelId} words={words} />
          <ChannelView channel={channel} messages={page.messages} drawing={drawing} />
          {thread && channel ? <ThreadPanel channel={channel} parent={thread.parent} drawing={drawing} /> : null}
        </div>
        <p className="visually-hidden" role="status" id="news" data-text={words.newMessages} />
      </>
    ),
  });
}

function channelTitle(channel: PageChannel): string {
  return channel.kind === 'im' ? channel.name : `#${channel.name}`;
}

function TopBar({ drawing, page }: { readonly drawing: Drawing; readonly page: WorkspacePage }): ReactNode {
  const { words, times } = drawing;
  const { now, workspace } = page;
  return (
    <header className="topbar" id="topbar">
      <a className="menu" href="#channels">
        <span aria-hidden="true">☰</span> <span className="menu-name">{words.channels}</span>
        <span className="visually-hidden">: {words.openChannels}</span>
      </a>
      <p className="stamp">
        <b>{words.sandbox}</b> · {words.sampleData}
      </p>
      <p className="topbar-place">
        <span className="topbar-name">{workspace.name}</span>
        {now === undefined ? null : <time dateTime={isoInstant(now)}>{times.fullTime(now)}</time>}
      </p>
    </header>
  );
}

interface ChannelViewProps {
  readonly channel: PageChannel | undefined;
  readonly messages: readonly PageMessage[];
  readonly drawing: Drawing;
}

function ChannelView({ channel, messages, drawing }: ChannelViewProps): ReactNode {
  const { words } = drawing;
  if (!channel) {
    return (
      <main id="main" className="channel" tabIndex={-1}>
        <div className="empty">
          <h1>{words.channels}</h1>
          <p>{words.noChannel}</p>
        </div>
      </main>
    );
  }
  return (
    <main id="main" className="channel" tabIndex={-1} data-deep="">
      <div className="pane-head" id="channel-head">
        <h1>
          <ChannelSign channel={channel} />
          {channel.name}
        </h1>
        <ChannelNotes channel={channel} drawing={drawing} />
      </div>
      <div className="scroller scroller-bottom" id="channel-scroller" data-deep="">
        <div className="scrolled" id="channel-scrolled" data-deep="">
          <h2 className="visually-hidden">{words.messages}</h2>
          {messages.length > 0 ? (
            <MessageList
              messages={messages}
              drawing={drawing}
              idPrefix="m"
              threadHref={(message) => threadHref(channel.id, message.ts)}
            />
          ) : (
            <EmptyChannel channel={channel} drawing={drawing} />
          )}
        </div>
      </div>
    </main>
  );
}

function ChannelNotes({ channel, drawing }: { readonly channel: PageChannel; readonly drawing: Drawing }): ReactNode {
  const { words } = drawing;
  const notes = [
    channel.kind === 'private' ? words.privateChannel : null,
    channel.isShared ? words.shared : null,
    channel.isArchived ? words.archived : null,
    channel.topic || null,
  ].filter((note) => note !== null);
  return notes.length > 0 ? <p className="topic">{notes.join(' · ')}</p> : null;
}

function EmptyChannel({ channel, drawing }: { readonly channel: PageChannel; readonly drawing: Drawing }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-sign" aria-hidden="true">
        {channel.kind === 'im' ? '✉' : '#'}
      </p>
      <p className="empty-title">{drawing.words.emptyChannel}</p>
      <p>{drawing.words.emptyHint}</p>
    </div>
  );
}

interface ThreadPanelProps {
  readonly channel: PageChannel;
  readonly parent: PageMessage | undefined;
  readonly drawing: Drawing;
}

function ThreadPanel({ channel, parent, drawing }: ThreadPanelProps): ReactNode {
  const { words } = drawing;
  const title = channelTitle(channel);
  return (
    <aside id="thread" className="thread" aria-label={words.thread} data-deep="">
      <div className="pane-head" id="thread-head">
        <a className="thread-back" href={channelHref(channel.id)}>
          ← {words.backTo(title)}
        </a>
        <h2>
          {words.thread} <span className="topic">{title}</span>
        </h2>
        <a className="thread-close" href={channelHref(channel.id)} aria-label={words.closeThread}>
          ✕
        </a>
      </div>
      <div className="scroller" id="thread-scroller" data-deep="">
        {parent ? <ThreadMessages parent={parent} drawing={drawing} /> : <p className="empty">{words.goneThread}</p>}
      </div>
    </aside>
  );
}

function ThreadMessages({ parent, drawing }: { readonly parent: PageMessage; readonly drawing: Drawing }): ReactNode {
  const { words } = drawing;
  const { replies } = parent;
  return (
    <div className="scrolled" id="thread-scrolled" data-deep="">
      <MessageList messages={[parent]} drawing={drawing} idPrefix="p" threadHref={null} />
      <p className="reply-count" id="reply-count">
        <span>{replies.length > 0 ? words.replies(replies.length) : words.noReply}</span>
      </p>
      <MessageList messages={replies} drawing={drawing} idPrefix="r" threadHref={null} />
    </div>
  );
}
