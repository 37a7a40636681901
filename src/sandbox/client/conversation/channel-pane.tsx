import type { ReactNode } from 'react';
import type { PageConversationHead } from '../../desk/page-api.js';
import { Composer } from '../composer/composer.js';
import { ChannelSign } from '../frame/channel-sign.js';
import { useClientWords } from '../page-hooks.js';
import { ChannelMessages } from './channel-messages.js';

/** A channel or a direct conversation with a person. */
export function ChannelPane({ head }: { readonly head: PageConversationHead }): ReactNode {
  return (
    <main id="main" className="channel" tabIndex={-1}>
      <div className="pane-head">
        <h1>
          <ChannelSign channel={head} />
          {head.name}
        </h1>
        <ChannelNotes head={head} />
      </div>
      <ChannelMessages head={head} />
      <Composer head={head} />
    </main>
  );
}

function ChannelNotes({ head }: { readonly head: PageConversationHead }): ReactNode {
  const words = useClientWords();
  const notes = [
    head.kind === 'private' ? words.privateChannel : '',
    head.isShared ? words.shared : '',
    head.isArchived ? words.archived : '',
    head.topic ?? '',
  ].filter((note) => note !== '');
  return notes.length > 0 ? <p className="topic">{notes.join(' · ')}</p> : null;
}
