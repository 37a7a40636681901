import type { ReactNode } from 'react';
import { Avatar } from '../../../platform/pages/avatar.js';
import { Composer } from '../composer/composer.js';
import { type Place, usePage } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';
import { formatRoute } from '../route.js';
import { HomeTab } from '../views/home-tab.js';
import { ChannelMessages } from './channel-messages.js';

/** The app: its Home tab, and the direct conversation with it. */
export function AppPane({ place }: { readonly place: Place }): ReactNode {
  const { state } = usePage();
  const words = useClientWords();
  const head = state.channels.find(({ id }) => id === state.appChannel);
  const name = head?.name ?? '';
  const app = state.workspace.people.find((person) => person.isBot && person.name === name);
  const isHome = place.isHome ?? false;
  return (
    <main id="main" className="channel app-pane" tabIndex={-1}>
      <div className="pane-head">
        <h1>
          <Avatar person={app ?? { id: name, name, isBot: true }} size="small" />
          {name}
          <span className="badge">{words.app}</span>
        </h1>
        <nav className="tabs" aria-label={words.tabsOf(name)}>
          {state.home ? <Tab place={{ ...place, isHome: true }} isCurrent={isHome} label={words.home} /> : null}
          <Tab place={{ channel: place.channel }} isCurrent={!isHome} label={words.messagesTab} />
        </nav>
      </div>
      {isHome ? (
        <div className="scroller home-scroller">
          <HomeTab />
        </div>
      ) : null}
      {head && !isHome ? (
        <>
          <ChannelMessages head={head} />
          <Composer head={head} />
        </>
      ) : null}
    </main>
  );
}

interface TabProps {
  readonly place: Place;
  readonly isCurrent: boolean;
  readonly label: string;
}

/** A link, because each tab has an address of its own. */
function Tab({ place, isCurrent, label }: TabProps): ReactNode {
  const { actor } = usePage().state;
  return (
    <a className="tab" href={formatRoute({ as: actor.id, place })} aria-current={isCurrent ? 'page' : undefined}>
      {label}
    </a>
  );
}
