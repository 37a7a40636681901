import type { ReactNode } from 'react';
import type { PageConversationHead } from '../../desk/page-api.js';
import { usePage } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';
import { placeName } from '../place-name.js';
import type { ClientWords } from '../words.js';
import { useDraft } from './drafts.js';
import { MessageField } from './message-field.js';
import { useSending } from './use-sending.js';

interface ComposerProps {
  readonly head: PageConversationHead;
  readonly thread?: string;
}

/** Where one writes, or why one cannot. */
export function Composer({ head, thread }: ComposerProps): ReactNode {
  const words = useClientWords();
  if (!head.canWrite) return <p className="composer-closed">{whyClosed(head, words)}</p>;
  return <OpenComposer head={head} {...(thread !== undefined && { thread })} />;
}

function whyClosed({ isArchived, kind }: PageConversationHead, words: ClientWords): string {
  if (isArchived) return words.archivedHere;
  return kind === 'im' ? words.appTakesNoMessages : words.notWritableHere;
}

function OpenComposer({ head, thread }: ComposerProps): ReactNode {
  const { state } = usePage();
  const words = useClientWords();
  const key = [state.actor.id, head.id, thread ?? ''].join(' ');
  const { draft, drafts } = useDraft(key);
  const send = useSending(drafts, key, { channel: head.id, thread });
  const place = placeName(state, head.id);
  return (
    <div className="composer">
      <MessageField
        text={draft.text}
        error={draft.error}
        label={thread === undefined ? words.messageTo(place) : words.replyTo(place)}
        placeholder={thread === undefined ? words.messageTo(place) : words.reply}
        onChange={(text) => drafts.set(key, { text, error: '' })}
        onSend={() => void send()}
      />
      <p className="composer-error" role="alert">
        {draft.error}
      </p>
    </div>
  );
}
