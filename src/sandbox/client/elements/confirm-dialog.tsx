import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface ConfirmDialogProps {
  readonly title: ReactNode;
  readonly text: ReactNode;
  readonly confirm: ReactNode;
  readonly deny: ReactNode;
  /** A way out that destroys something is drawn as such. */
  readonly style?: string | undefined;
  readonly onConfirm: () => void;
  readonly onDeny: () => void;
}

/** A question over everything else. Escape and a click beside it deny. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { title, text, confirm, deny, style, onConfirm, onDeny } = props;
  return (
    <ModalOverlay className="view-overlay confirm-overlay" isOpen isDismissable onOpenChange={onDeny}>
      <Modal className="confirm-frame">
        <Dialog role="alertdialog" className="confirm">
          <Heading slot="title" level={2} className="confirm-title">
            {title}
          </Heading>
          <div className="confirm-text">{text}</div>
          <div className="view-buttons">
            <button type="button" className="control" onClick={onDeny}>
              {deny}
            </button>
            <button
              type="button"
              className={`control ${style === 'danger' ? 'control-solid-danger' : 'control-solid'}`}
              onClick={onConfirm}
            >
              {confirm}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
