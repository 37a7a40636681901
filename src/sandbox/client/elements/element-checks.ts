import type { PageBlock } from '../../../platform/pages/page-view.js';
import type { PageValues } from '../../desk/page-api.js';
import { fillableElements } from './element-form.js';
import { blockIdOf, type UsableElement } from './element-shape.js';
import { type ElementState, isEmptyState, textValue } from './element-state.js';
import type { ElementWords } from './words.js';

/** What Slack's own form would refuse before the app hears of it: by block, in the reader's words. */
export function checkForm(
  blocks: readonly PageBlock[],
  values: PageValues,
  words: ElementWords,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { block, element } of fillableElements(blocks)) {
    if (block.type !== 'input') continue;
    const blockId = blockIdOf(block);
    const state = values[blockId]?.[element.action_id] ?? {};
    const fault = isEmptyState(element.type, state)
      ? missing(block, element, words)
      : checkElement(element, state, words);
    if (fault !== null) found[blockId] = fault;
  }
  return found;
}

/** A file cannot be given here, so that none is missed. */
function missing(block: PageBlock, element: UsableElement, words: ElementWords): string | null {
  return block['optional'] === true || element.type === 'file_input' ? null : words.required;
}

/** What is wrong with what was typed, or null; nothing typed is never wrong. */
export function checkElement(element: UsableElement, state: ElementState, words: ElementWords): string | null {
  const text = textValue(element.type, state);
  if (text === '') return null;
  switch (element.type) {
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : words.invalidEmail;
    case 'url_text_input':
      return /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(text) || /^https?:\/\/localhost\b/i.test(text)
        ? null
        : words.invalidUrl;
    case 'number_input':
      return checkNumber(element, text, words);
    default:
      return checkLength(element, text, words);
  }
}

function checkNumber(element: UsableElement, text: string, words: ElementWords): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return words.invalidNumber;
  if (element.is_decimal_allowed !== true && text.includes('.')) return words.invalidInteger;
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && Number(text) < Number(min)) return words.tooSmall(min);
  if (max !== undefined && Number(text) > Number(max)) return words.tooLarge(max);
  return null;
}

function checkLength(element: UsableElement, text: string, words: ElementWords): string | null {
  const { min_length: min = 0, max_length: max = Number.POSITIVE_INFINITY } = element;
  if (text.length < min) return words.tooShort(min);
  return text.length > max ? words.tooLong(max) : null;
}

/** How many characters may still be typed; null while the limit is far, and where there is none. */
export function charactersLeft(element: UsableElement, length: number): number | null {
  const max = element.max_length;
  if (max === undefined) return null;
  const left = max - length;
  return left <= Math.max(20, max * 0.1) && left < max ? left : null;
}
