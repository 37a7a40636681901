import { elementState } from './inputs.js';
import { type Found, interactiveElements } from './payloads.js';

/** By block and action: an element's state without its type, as `{ value: 'Delay' }`. */
export type FilledValues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What stands in one element. */
export interface Filled {
  readonly found: Found;
  readonly state: Record<string, unknown>;
}

/** What stands in the elements of a message or view; values for elements that are not there are left out. */
export function filledStates(blocks: readonly Record<string, unknown>[], values: FilledValues): Filled[] {
  return interactiveElements(blocks).flatMap((found) => {
    const given = values[String(found.block['block_id'])]?.[String(found.element['action_id'])];
    return given === undefined ? [] : [{ found, state: elementState(found.element, given) }];
  });
}

/** As `state.values` holds it; the later one wins. */
export function byBlockAndAction(filled: readonly Filled[]): Record<string, Record<string, unknown>> {
  const values: Record<string, Record<string, unknown>> = {};
  for (const { found, state } of filled) {
    const blockId = String(found.block['block_id']);
    values[blockId] = { ...values[blockId], [String(found.element['action_id'])]: state };
  }
  return values;
}
