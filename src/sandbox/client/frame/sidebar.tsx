import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Avatar } from '../../../platform/pages/avatar.js';
import type { PageConversationHead } from '../../desk/page-api.js';
import { type Place, usePage } from '../page-context.js';
import { useClientWords, usePlace } from '../page-hooks.js';
import { formatRoute } from '../route.js';
import { TourCard } from '../tools/tools.js';
import { ChannelSign } from './channel-sign.js';

interface SidebarProps {
  /** On a phone it lies over the page while open; elsewhere it is always there. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The conversations one is in. */
export function Sidebar({ isOpen, onClose }: SidebarProps): ReactNode {
  const { state } = usePage();
  const words = useClientWords();
  const nav = useDrawerFocus(isOpen);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) onClose();
  };
  const others = state.channels.filter(({ id }) => id !== state.appChannel);
  const app = state.channels.filter(({ id }) => id === state.appChannel);
  return (
    <>
      {isOpen ? <div className="drawer-shade" onClick={onClose} aria-hidden="true" /> : null}
      <nav
        ref={nav}
        id="channels"
        className={isOpen ? 'sidebar is-open' : 'sidebar'}
        aria-label={words.channels}
        onKeyDown={closeOnEscape}
      >
        <div className="sidebar-head">
          <p className="workspace-name">{state.workspace.name}</p>
          <button type="button" className="sidebar-close" aria-label={words.closeChannels} onClick={onClose}>
            ✕
          </button>
        </div>
        <div className="sidebar-lists">
          <ChannelGroup title={words.channels} channels={others.filter(({ kind }) => kind !== 'im')} />
          <ChannelGroup title={words.directMessages} channels={others.filter(({ kind }) => kind === 'im')} />
          <ChannelGroup title={words.apps} channels={app} />
        </div>
        <TourCard />
      </nav>
    </>
  );
}

/** Opening the drawer takes the focus into it; closing gives it back. */
function useDrawerFocus(isOpen: boolean) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    nav.current?.querySelector<HTMLElement>('a[aria-current], button')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);
  return nav;
}

interface ChannelGroupProps {
  readonly title: string;
  readonly channels: readonly PageConversationHead[];
}

function ChannelGroup({ title, channels }: ChannelGroupProps): ReactNode {
  if (channels.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <ChannelLink channel={channel} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ChannelLink({ channel }: { readonly channel: PageConversationHead }): ReactNode {
  const { state } = usePage();
  const place = usePlace();
  const words = useClientWords();
  const isApp = channel.id === state.appChannel;
  return (
    <a
      href={formatRoute({
        as: state.actor.id,
        place: placeOf(channel, isApp && state.home !== null && !channel.unread),
      })}
      aria-current={channel.id === place.channel ? 'page' : undefined}
      className={[channel.unread ? 'unread' : '', channel.isArchived ? 'archived' : ''].join(' ').trim() || undefined}
    >
      {isApp ? <AppSign name={channel.name} /> : <ChannelSign channel={channel} />}
      <span className="channel-name">{channel.name}</span>
      {isApp ? <span className="badge">{words.app}</span> : null}
      {channel.kind === 'private' ? <span className="visually-hidden">({words.privateChannel})</span> : null}
      {channel.isArchived ? <span className="visually-hidden">({words.archived})</span> : null}
      {channel.unread ? (
        <span className="unread-count">
          <span aria-hidden="true">{channel.unread}</span>
          <span className="visually-hidden">({words.unread(channel.unread)})</span>
        </span>
      ) : null}
    </a>
  );
}

/** The app opens at its Home tab, unless it wrote something. */
function placeOf(channel: PageConversationHead, isHome: boolean): Place {
  return isHome ? { channel: channel.id, isHome } : { channel: channel.id };
}

function AppSign({ name }: { readonly name: string }): ReactNode {
  const { workspace } = usePage().state;
  const app = workspace.people.find((person) => person.isBot && person.name === name);
  return <Avatar person={app ?? { id: name, name, isBot: true }} size="small" />;
}
