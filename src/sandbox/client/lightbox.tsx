import { type ReactNode, useState } from 'react';
import { Button, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useClientWords } from './page-hooks.js';

export interface LargeImage {
  readonly url: string;
  readonly alt: string;
}

interface LightboxProps {
  readonly image: LargeImage | null;
  readonly onClose: () => void;
}

/** A picture over the page. Escape and the dark around it close it; the focus goes back to where it came from. */
export function Lightbox({ image, onClose }: LightboxProps): ReactNode {
  return (
    <ModalOverlay
      className="lightbox-overlay"
      isOpen={image !== null}
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Modal className="lightbox">{image ? <Picture image={image} onClose={onClose} /> : null}</Modal>
    </ModalOverlay>
  );
}

function Picture({ image, onClose }: { readonly image: LargeImage; readonly onClose: () => void }): ReactNode {
  const words = useClientWords();
  const [isFull, setFull] = useState(false);
  return (
    <Dialog className="lightbox-dialog" aria-label={`${words.image}: ${image.alt}`}>
      <div className="lightbox-bar">
        <p className="lightbox-title">{image.alt}</p>
        <Button className="lightbox-button" onPress={() => setFull(!isFull)}>
          {isFull ? words.fitSize : words.fullSize}
        </Button>
        <a className="lightbox-button" href={image.url} target="_blank" rel="noreferrer" data-plain="">
          {words.openInTab}
        </a>
        <Button className="lightbox-button" aria-label={words.closeImage} onPress={onClose} autoFocus>
          ✕
        </Button>
      </div>
      {/* A part that scrolls must be reachable with the keyboard. */}
      <div className={isFull ? 'lightbox-scroll is-full' : 'lightbox-scroll'} tabIndex={isFull ? 0 : undefined}>
        <img src={image.url} alt={image.alt} />
      </div>
    </Dialog>
  );
}
