import type { ReactNode } from 'react';
import { Avatar } from './avatar.js';
import { each } from './each.js';
import { channelHref } from './links.js';
import type { PageChannel, PageWorkspace } from './page-view.js';
import type { PageWords } from './words.js';

interface SidebarProps {
  readonly workspace: PageWorkspace;
  readonly channelId: string;
  readonly words: PageWords;
}

/** The list of conversations. On a phone it lies over the page once its address ends in `#channels`, so it needs no script. */
export function Sidebar({ workspace, channelId, words }: SidebarProps): ReactNode {
  const channels = workspace.channels.filter((channel) => channel.kind !== 'im');
  const directs = workspace.channels.filter((channel) => channel.kind === 'im');
  return (
    <nav id="channels" className="sidebar" aria-label={words.channels} data-deep="">
      <div className="sidebar-head" id="sidebar-head">
        <p className="workspace-name">{workspace.name}</p>
        <a className="sidebar-close" href="#main" aria-label={words.closeChannels}>
          ✕
        </a>
      </div>
      <div className="sidebar-lists" id="sidebar-lists">
        <ChannelGroup title={words.channels} channels={channels} current={channelId} words={words} />
        <ChannelGroup title={words.directMessages} channels={directs} current={channelId} words={words} />
      </div>
    </nav>
  );
}

interface ChannelGroupProps {
  readonly title: string;
  readonly channels: readonly PageChannel[];
  readonly current: string;
  readonly words: PageWords;
}

function ChannelGroup({ title, channels, current, words }: ChannelGroupProps): ReactNode {
  if (channels.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {each(channels, (channel) => (
          <li>
            <a
              href={channelHref(channel.id)}
              aria-current={channel.id === current ? 'page' : undefined}
              className={channel.unread ? 'unread' : undefined}
            >
              <ChannelSign channel={channel} />
              <span className="channel-name">{channel.name}</span>
              {channel.kind === 'private' ? <span className="visually-hidden">({words.privateChannel})</span> : null}
              {channel.unread ? (
                <span className="unread-count">
                  <span aria-hidden="true">{channel.unread}</span>
                  <span className="visually-hidden">({words.unread(channel.unread)})</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** `#`, a lock, or a face. */
export function ChannelSign({ channel }: { readonly channel: PageChannel }): ReactNode {
  if (channel.kind === 'im') {
    return <Avatar person={{ id: channel.id, name: channel.name, isBot: false }} size="small" />;
  }
  if (channel.kind === 'channel')
    return (
      <span className="sign" aria-hidden="true">
        #
      </span>
    );
  return (
    <svg className="sign" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path fill="none" stroke="currentColor" strokeWidth="1.6" d="M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9z" />
    </svg>
  );
}
