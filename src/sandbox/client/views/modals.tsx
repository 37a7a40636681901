import { type ReactNode, useEffect, useState } from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';
import type { PageView } from '../../desk/page-api.js';
import { ConfirmDialog } from '../elements/confirm-dialog.js';
import { elementWords } from '../elements/words.js';
import { usePage, usePageActions } from '../page-context.js';
import { ViewDialog } from './view-dialog.js';
import { useViewForms } from './view-forms.js';

/**
 * The open modals: the newest is seen, those under it keep what was typed in them. As in Slack the x closes all of them
 * and Escape, like the button at the bottom, the one on top; each asks first where something would be lost.
 */
export function Modals(): ReactNode {
  const { state } = usePage();
  const { act, notify } = usePageActions();
  const forms = useViewForms();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const [question, setQuestion] = useState<{ readonly view: string; readonly isCleared: boolean } | null>(null);
  const { actor } = state;
  const words = elementWords(actor.locale);
  const open = state.modals.filter(({ id }) => !closed.includes(id));
  const top = open.at(-1);
  const openIds = state.modals.map(({ id }) => id).join(' ');
  useEffect(() => {
    forms.keepOnly(actor.id, openIds.split(' '));
    setClosed((ids) => ids.filter((id) => openIds.split(' ').includes(id)));
  }, [forms, actor.id, openIds]);
  if (!top) return null;

  const closedWith = (view: PageView, isCleared: boolean) => (isCleared ? open.map(({ id }) => id) : [view.id]);
  /** Gone at once for the eye; back if the server could not close it. */
  const close = async (view: PageView, isCleared: boolean) => {
    const gone = closedWith(view, isCleared);
    setQuestion(null);
    setClosed((ids) => [...ids, ...gone]);
    const answer = await act({ kind: 'close', view: view.id, isCleared });
    if (answer.ok) return;
    setClosed((ids) => ids.filter((id) => !gone.includes(id)));
    notify(answer.message);
  };
  const leave = (isCleared: boolean) => {
    const isLoss = closedWith(top, isCleared).some((id) => forms.of(actor.id, id).isTouched());
    if (isLoss) setQuestion({ view: top.id, isCleared });
    else void close(top, isCleared);
  };
  return (
    <ModalOverlay className="view-overlay" isOpen onOpenChange={() => leave(false)}>
      <Modal className={open.length > 1 ? 'view-frame view-frame-stacked' : 'view-frame'}>
        <ViewDialog
          key={top.id}
          view={top}
          form={forms.of(actor.id, top.id)}
          onClose={() => leave(false)}
          onCloseAll={() => leave(true)}
        />
        {question?.view === top.id ? (
          <ConfirmDialog
            title={words.discardTitle}
            text={words.discardText}
            confirm={words.discard}
            deny={words.keepEditing}
            style="danger"
            onConfirm={() => void close(top, question.isCleared)}
            onDeny={() => setQuestion(null)}
          />
        ) : null}
      </Modal>
    </ModalOverlay>
  );
}
