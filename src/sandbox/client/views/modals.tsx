import { type ReactNode, useEffect, useState } from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';
import type { PageView } from '../../page/page-api.js';
import { ConfirmDialog } from '../elements/confirm-dialog.js';
import { elementWords } from '../elements/words.js';
import { usePage, usePageActions } from '../page-context.js';
import { ViewDialog } from './view-dialog.js';
import { useViewForms } from './view-forms.js';

/**
 * The open modals: the newest is seen, those under it keep what was typed in them. As in Slack the x closes all of them
 * and Escape, like the button at the bottom, the one on top; Escape asks first where something would be lost.
 */
export function Modals(): ReactNode {
  const { state } = usePage();
  const { act, notify } = usePageActions();
  const forms = useViewForms();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const [asksToDiscard, setAsksToDiscard] = useState(false);
  const words = elementWords(state.actor.locale);
  const open = state.modals.filter(({ id }) => !closed.includes(id));
  const top = open.at(-1);
  const openIds = state.modals.map(({ id }) => id).join(' ');
  useEffect(() => {
    forms.keepOnly(openIds.split(' '));
    setClosed((ids) => ids.filter((id) => openIds.split(' ').includes(id)));
  }, [forms, openIds]);
  if (!top) return null;

  /** Gone at once for the eye; back if the server could not close it. */
  const close = async (view: PageView, isCleared: boolean) => {
    const gone = isCleared ? open.map(({ id }) => id) : [view.id];
    setAsksToDiscard(false);
    setClosed((ids) => [...ids, ...gone]);
    const answer = await act({ kind: 'close', view: view.id, isCleared });
    if (answer.ok) return;
    setClosed((ids) => ids.filter((id) => !gone.includes(id)));
    notify(answer.message);
  };
  const leave = () => {
    if (forms.of(top.id).isTouched()) setAsksToDiscard(true);
    else void close(top, false);
  };
  return (
    <ModalOverlay className="view-overlay" isOpen onOpenChange={leave}>
      <Modal className={open.length > 1 ? 'view-frame view-frame-stacked' : 'view-frame'}>
        <ViewDialog
          key={top.id}
          view={top}
          form={forms.of(top.id)}
          onClose={() => void close(top, false)}
          onCloseAll={() => void close(top, true)}
        />
        {asksToDiscard ? (
          <ConfirmDialog
            title={words.discardTitle}
            text={words.discardText}
            confirm={words.discard}
            deny={words.keepEditing}
            style="danger"
            onConfirm={() => void close(top, false)}
            onDeny={() => setAsksToDiscard(false)}
          />
        ) : null}
      </Modal>
    </ModalOverlay>
  );
}
