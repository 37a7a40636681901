import type { ReactNode } from 'react';
import { Avatar } from '../../../platform/pages/avatar.js';
import type { PageChannel } from '../../../platform/pages/page-view.js';

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
