import { useCallback, useEffect, useRef, useState } from 'react';
import type { ElementState } from './element-state.js';

/** Acts of one element on their way to the app. */
export interface Sender {
  readonly isBusy: boolean;
  /** Why the last one failed, for the person. */
  readonly fault: string | null;
  /** For a button: nothing while one is under way. */
  sendOnce(chosen: ElementState | undefined): void;
  /** For what is chosen or typed: the newest goes after the one under way. */
  sendLatest(chosen: ElementState): void;
}

export interface Later {
  /** Does it `delay` milliseconds from now, in place of what was to be done. */
  start(act: () => void, delay: number): void;
  flush(): void;
}

type Told = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** One act at a time. What was chosen meanwhile goes after it, the newest only; a second press of a button does not. */
export function useSender(send: (chosen: ElementState | undefined) => Promise<Told>): Sender {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const isUnderWay = useRef(false);
  const waiting = useRef<ElementState | null>(null);
  const newest = useRef(send);
  newest.current = send;
  const run = async (chosen: ElementState | undefined) => {
    isUnderWay.current = true;
    setBusy(true);
    setFault(null);
    const answer = await newest.current(chosen);
    isUnderWay.current = false;
    const next = waiting.current;
    waiting.current = null;
    if (next) return run(next);
    setBusy(false);
    if (!answer.ok) setFault(answer.message);
    return undefined;
  };
  return {
    isBusy,
    fault,
    sendOnce: (chosen: ElementState | undefined) => {
      if (!isUnderWay.current) void run(chosen);
    },
    sendLatest: (chosen: ElementState) => {
      if (isUnderWay.current) waiting.current = chosen;
      else void run(chosen);
    },
  };
}

/** A thing to do a little later, once; gone with the element. */
export function useLater(): Later {
  const pending = useRef<{ readonly timer: number; readonly act: () => void } | null>(null);
  const stop = useCallback(() => {
    if (pending.current) window.clearTimeout(pending.current.timer);
    pending.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  const flush = () => {
    const act = pending.current?.act;
    stop();
    act?.();
  };
  return {
    flush,
    start: (act: () => void, delay: number) => {
      stop();
      pending.current = { timer: window.setTimeout(flush, delay), act };
    },
  };
}
