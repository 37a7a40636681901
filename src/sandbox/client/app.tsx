import { type ReactNode, useEffect, useState } from 'react';
import { AppPane } from './conversation/app-pane.js';
import { ChannelPane } from './conversation/channel-pane.js';
import { ThreadPane } from './conversation/thread-pane.js';
import { Sidebar } from './frame/sidebar.js';
import { TopBar } from './frame/top-bar.js';
import { type Place, usePage, usePageActions } from './page-context.js';
import { useClientWords, usePlace } from './page-hooks.js';
import { placeName } from './place-name.js';
import { ToolPanels, ToolsProvider } from './tools/tools.js';
import { Modals } from './views/modals.js';

/** The whole page, inside its providers. */
export function App(): ReactNode {
  const [drawerAt, setDrawerAt] = useState<Place | null>(null);
  const { state } = usePage();
  const place = usePlace();
  const words = useClientWords();
  const head = state.channels.find(({ id }) => id === place.channel);
  // Going anywhere closes it.
  const isDrawerOpen = drawerAt === place;
  // What one has read and typed is one person's.
  const keyOf = (id: string) => `${state.actor.id} ${id}`;
  const isApp = place.channel === state.appChannel;
  useDocumentTitle();
  useOpenedHome();
  return (
    <ToolsProvider>
      <a className="skip" href="#main">
        {words.skipToMessages}
      </a>
      <TopBar onOpenChannels={() => setDrawerAt(place)} isDrawerOpen={isDrawerOpen} />
      <Disconnected />
      <div className={place.thread ? 'layout has-thread' : 'layout'}>
        <Sidebar isOpen={isDrawerOpen} onClose={() => setDrawerAt(null)} />
        {isApp ? <AppPane key={keyOf(place.channel)} place={place} /> : null}
        {head && !isApp ? <ChannelPane key={keyOf(head.id)} head={head} /> : null}
        {head || isApp ? null : <NoChannel />}
        {place.thread ? (
          <ThreadPane key={keyOf(`${place.channel} ${place.thread}`)} channel={place.channel} thread={place.thread} />
        ) : null}
      </div>
      <Modals />
      <ToolPanels />
    </ToolsProvider>
  );
}

function NoChannel(): ReactNode {
  const words = useClientWords();
  return (
    <main id="main" className="channel" tabIndex={-1}>
      <div className="empty">
        <h1>{words.channels}</h1>
        <p>{words.noChannel}</p>
      </div>
    </main>
  );
}

function Disconnected(): ReactNode {
  const { isConnected } = usePage();
  const words = useClientWords();
  return (
    <div role="status" className="disconnected-place">
      {isConnected ? null : <p className="disconnected">{words.disconnected}</p>}
    </div>
  );
}

/** Where one is, after what is not read, as a tab of a browser shows it. */
function useDocumentTitle(): void {
  const { state } = usePage();
  const place = usePlace();
  const words = useClientWords();
  const name = place.isHome ? words.home : placeName(state, place.channel);
  const unread = state.actor.unread > 0 ? `(${state.actor.unread}) ` : '';
  useEffect(() => {
    document.title = `${unread}${name} · ${state.workspace.name} · ${words.sandbox}`;
    document.documentElement.lang = words.language;
  }, [unread, name, state.workspace.name, words]);
}

/** The app hears that its Home tab is looked at, also when one comes there by address or as somebody else. */
function useOpenedHome(): void {
  const { actor } = usePage().state;
  const { act } = usePageActions();
  const { isHome } = usePlace();
  useEffect(() => {
    if (isHome && actor.id) void act({ kind: 'open-home' });
  }, [isHome, actor.id, act]);
}
