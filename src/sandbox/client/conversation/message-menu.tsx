import { type ReactNode, useEffect, useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import type { PageEntry } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';
import { formatRoute } from '../route.js';

export interface OpenMenu {
  readonly channel: string;
  readonly entry: PageEntry;
  /** Where it opens, and where the focus goes back to. */
  readonly button: HTMLButtonElement;
}

interface MessageMenuProps {
  readonly menu: OpenMenu;
  readonly onClose: () => void;
}

/** The app's shortcuts for a message, by the names the app gave them, and what Slack itself offers. */
export function MessageMenu({ menu, onClose }: MessageMenuProps): ReactNode {
  const { state } = usePage();
  const words = useClientWords();
  const copyLink = useCopyLink(menu);
  const runShortcut = useMessageShortcut(menu);
  const menuList = useFocusedFirst();
  const trigger = useRef(menu.button);
  trigger.current = menu.button;
  const shortcuts = state.shortcuts.filter(({ kind }) => kind === 'message');
  return (
    <Popover
      className="popover"
      aria-label={words.moreActions}
      triggerRef={trigger}
      placement="bottom end"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Menu ref={menuList} className="menu-list" aria-label={words.moreActions} onClose={onClose}>
        {shortcuts.map(({ name, callbackId }) => (
          <MenuItem
            key={callbackId}
            id={callbackId}
            className="menu-item"
            onAction={() => void runShortcut(callbackId)}
          >
            {name}
          </MenuItem>
        ))}
        {shortcuts.length > 0 ? <Separator className="menu-line" /> : null}
        <MenuItem id="copy-link" className="menu-item" onAction={() => void copyLink()}>
          {words.copyLink}
        </MenuItem>
      </Menu>
    </Popover>
  );
}

/** A menu knows its items only after it was drawn once, so that its own way of focusing the first finds none. */
function useFocusedFirst() {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return list;
}

function useMessageShortcut({ channel, entry }: OpenMenu): (callbackId: string) => Promise<void> {
  const { act, notify } = usePageActions();
  return async (callbackId) => {
    const answer = await act({ kind: 'message-shortcut', callbackId, channel, ts: entry.ts });
    if (!answer.ok) notify(answer.message);
  };
}

function useCopyLink({ channel, entry }: OpenMenu): () => Promise<void> {
  const { actor } = usePage().state;
  const { notify } = usePageActions();
  const words = useClientWords();
  const place = entry.thread === undefined ? { channel } : { channel, thread: entry.thread };
  return async () => {
    const address = new URL(formatRoute({ as: actor.id, place, message: entry.ts }), location.href);
    const isCopied = await navigator.clipboard?.writeText(address.href).then(
      () => true,
      () => false,
    );
    notify(isCopied ? words.linkCopied : words.linkNotCopied);
  };
}
