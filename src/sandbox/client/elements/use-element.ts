import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Drawing } from '../../../platform/pages/drawing.js';
import type { PageBlock } from '../../../platform/pages/page-view.js';
import type { PageOptions, PageTarget } from '../../desk/page-api.js';
import { usePageActions } from '../page-context.js';
import { checkElement } from './element-checks.js';
import type { ElementForm } from './element-form.js';
import { blockIdOf, type UsableElement } from './element-shape.js';
import { type ElementState, initialState, isEmptyState } from './element-state.js';
import { useLater, useSender } from './sending.js';
import { type ElementWords, elementWords } from './words.js';

/** What all elements of one message or view share. */
export interface ElementSetting {
  readonly target: PageTarget;
  readonly drawing: Drawing;
  readonly form: ElementForm;
}

/** How an element is called, for the eye by its label and for others by these. */
export interface ElementLabels {
  readonly id: string;
  readonly labelledBy?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly isRequired: boolean;
  readonly isInvalid: boolean;
}

/** An element as its control needs it. */
export interface ElementHost {
  readonly element: UsableElement;
  readonly setting: ElementSetting;
  readonly labels: ElementLabels;
  readonly words: ElementWords;
  readonly state: ElementState;
  readonly isBusy: boolean;
  /** Whether what is chosen here is told to the app at once, and not with a submission. */
  readonly isSent: boolean;
  /** Keeps what stands in it; nothing is told. */
  remember(state: ElementState): void;
  /** Tells the app what stands in it, after its question if it asks one; nothing happens where it is not to be told. */
  offer(): void;
  /** The same, `delay` milliseconds after the last call. */
  offerSoon(delay: number): void;
  /** What `offerSoon` left to do is done now. */
  flush(): void;
  /** Keeps and tells: for what is chosen in one go. */
  choose(state: ElementState): void;
  /** A button or an entry of a menu; a second press while one is under way is none. */
  press(chosen?: ElementState): void;
  /** What the app offers for what was typed, or why it could not be asked. */
  suggest(typed: string): Promise<{ readonly options: PageOptions } | { readonly fault: string }>;
}

/** A question to be answered before an act; exactly one of the two is called. */
export interface Question {
  readonly confirm: () => void;
  readonly deny: () => void;
}

export interface UsedElement {
  readonly host: ElementHost;
  readonly fault: string | null;
  readonly question: Question | null;
}

/** The life of one element: what stands in it, what is told to the app, and what came back. */
export function useElement(
  found: { readonly block: PageBlock; readonly element: UsableElement },
  setting: ElementSetting,
  labels: ElementLabels,
): UsedElement {
  const { block, element } = found;
  const { form, target, drawing } = setting;
  const { act } = usePageActions();
  const words = elementWords(drawing.reader.locale);
  const [blockId, actionId] = [blockIdOf(block), element.action_id];
  const fresh = useMemo(() => initialState(element), [element]);
  const current = () => form.state(blockId, actionId) ?? fresh;
  const state = useSyncExternalStore(form.subscribe, current);
  const [question, setQuestion] = useState<Question | null>(null);
  const sender = useSender(async (chosen) => {
    const place = { target, blockId, actionId, values: form.values() };
    return act({ kind: 'press', ...place, ...(chosen !== undefined && { chosen }) });
  });
  const later = useLater();
  const lastTold = useRef<ElementState | null>(null);
  const isSent = block.type !== 'input' || block['dispatch_action'] === true;

  const ask = (go: () => void, undo: () => void) => {
    if (!element.confirm) return go();
    const answered = (then: () => void) => () => {
      setQuestion(null);
      then();
    };
    return setQuestion({ confirm: answered(go), deny: answered(undo) });
  };
  const remember = (next: ElementState) => {
    lastTold.current ??= current();
    form.set(blockId, actionId, next);
  };
  const offer = () => {
    const chosen = current();
    const wrong = isEmptyState(element.type, chosen) ? null : checkElement(element, chosen, words);
    if (wrong !== null) return form.setErrors({ ...form.errors(), [blockId]: wrong });
    if (!isSent) return undefined;
    const before = lastTold.current ?? fresh;
    return ask(
      () => {
        lastTold.current = chosen;
        sender.sendLatest(chosen);
      },
      () => form.set(blockId, actionId, before),
    );
  };
  const host: ElementHost = {
    element,
    setting,
    labels,
    words,
    state,
    isBusy: sender.isBusy,
    isSent,
    remember,
    offer,
    offerSoon: (delay) => later.start(offer, delay),
    flush: later.flush,
    choose: (next) => {
      remember(next);
      offer();
    },
    press: (chosen) => {
      if (!sender.isBusy) ask(() => sender.sendOnce(chosen), nothing);
    },
    suggest: async (typed) => {
      const answer = await act({ kind: 'suggest', target, blockId, actionId, typed, values: form.values() });
      return answer.ok ? { options: answer.options ?? [] } : { fault: answer.message };
    },
  };
  return { host, fault: sender.fault, question };
}

function nothing(): void {
  // Nobody changed anything before a button was pressed.
}
