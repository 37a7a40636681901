import type { PageBlock } from '../../../platform/pages/page-view.js';
import type { PageValues } from '../../desk/page-api.js';
import { blockIdOf, type UsableElement, usableShape } from './element-shape.js';
import { type ElementState, hasState, initialState } from './element-state.js';

/** An element that holds something, and where. */
export interface FoundElement {
  readonly block: PageBlock;
  readonly element: UsableElement;
}

/** Every element of these blocks in which something can stand, those in containers too. */
export function fillableElements(blocks: readonly PageBlock[]): readonly FoundElement[] {
  return blocks.flatMap((block) => {
    if (Array.isArray(block['child_blocks'])) return fillableElements(block['child_blocks'].filter(isBlock));
    const inActions: readonly unknown[] = Array.isArray(block['elements']) ? block['elements'] : [];
    const isActions = block.type === 'actions';
    return [...(isActions ? inActions : []), block['accessory'], block['element']].flatMap((candidate) => {
      const element = usableShape.safeParse(candidate);
      return element.success && hasState(element.data.type) ? [{ block, element: element.data }] : [];
    });
  });
}

/**
 * What stands in each element after blocks were drawn anew. As in Slack, what stood under the same block and action
 * stays, whatever the new blocks say stands there at first; an element of another kind starts fresh.
 */
export function nextValues(before: PageValues, blocks: readonly PageBlock[], known: PageValues = {}): PageValues {
  const next: Record<string, Record<string, ElementState>> = {};
  for (const { block, element } of fillableElements(blocks)) {
    const [blockId, fresh] = [blockIdOf(block), initialState(element)];
    const isAlike = (state: ElementState | undefined) => state !== undefined && sameFields(state, fresh);
    const kept = [before[blockId]?.[element.action_id], withoutType(known[blockId]?.[element.action_id])].find(isAlike);
    next[blockId] = { ...next[blockId], [element.action_id]: kept ?? fresh };
  }
  return next;
}

function withoutType(state: ElementState | undefined): ElementState | undefined {
  if (state === undefined) return undefined;
  const { type: _, ...rest } = state;
  return rest;
}

function sameFields(a: ElementState, b: ElementState): boolean {
  return Object.keys(b).every((name) => name in a);
}

function isBlock(value: unknown): value is PageBlock {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** What stands in the elements of one message or view, and what is wrong with it; whoever draws one is told of changes. */
export interface ElementForm {
  state(blockId: string, actionId: string): ElementState | undefined;
  set(blockId: string, actionId: string, state: ElementState): void;
  /** What is wrong, by block. */
  errors(): Readonly<Record<string, string>>;
  setErrors(errors: Readonly<Record<string, string>>): void;
  /** Takes over new blocks; `known` is what the server remembers of them. */
  adopt(blocks: readonly PageBlock[], known?: PageValues): void;
  values(): PageValues;
  /** Whether a person changed something since it was opened. */
  isTouched(): boolean;
  subscribe(listener: () => void): () => void;
}

export function makeElementForm(): ElementForm {
  let values: PageValues = {};
  let errors: Readonly<Record<string, string>> = {};
  let isTouched = false;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    state: (blockId, actionId) => values[blockId]?.[actionId],
    set: (blockId, actionId, state) => {
      values = { ...values, [blockId]: { ...values[blockId], [actionId]: state } };
      isTouched = true;
      const { [blockId]: _, ...others } = errors;
      errors = others;
      tell();
    },
    errors: () => errors,
    setErrors: (found) => {
      errors = found;
      tell();
    },
    adopt: (blocks, known) => {
      values = nextValues(values, blocks, known);
      tell();
    },
    values: () => values,
    isTouched: () => isTouched,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
