import { type ReactNode, useCallback, useState } from 'react';
import { useClientWords } from './page-hooks.js';

interface Toast {
  readonly id: number;
  readonly text: string;
}

/** Long enough to be read twice. */
function lifeOf(text: string): number {
  return 5_000 + text.length * 60;
}

export function useToasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const notify = useCallback(
    (text: string) => {
      const id = performance.now();
      setToasts((shown) => [...shown.filter((toast) => toast.text !== text).slice(-2), { id, text }]);
      setTimeout(() => dismiss(id), lifeOf(text));
    },
    [dismiss],
  );
  return { toasts, notify, dismiss };
}

interface ToastsProps {
  readonly toasts: readonly Toast[];
  readonly onDismiss: (id: number) => void;
}

/** Short notices that go away by themselves; the region is always there, or a reader would not hear the first. */
export function Toasts({ toasts, onDismiss }: ToastsProps): ReactNode {
  const words = useClientWords();
  return (
    // Open dialogs hide the rest of the page from assistive technology, and these notices tell of what one did in them.
    <div className="toasts" role="status" data-react-aria-top-layer="true">
      {toasts.map(({ id, text }) => (
        <div className="toast" key={id}>
          <p>{text}</p>
          <button type="button" className="icon-button" aria-label={words.dismissToast} onClick={() => onDismiss(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
