import { isDeepStrictEqual } from 'node:util';
import { clampText } from './escape.js';
import { fitText, fitTexts, isRecord, type LooseBlock } from './fit-text.js';
import { slackLimits as limits } from './limits.js';

type Loose = Readonly<Record<string, unknown>>;

/** Brings a button, select or input within Slack's limits; null when nothing of it is left to use. */
export function fitElement(element: LooseBlock): LooseBlock | null {
  const { confirm, ...rest } = fitTexts(element, { placeholder: limits.placeholder });
  const shared: LooseBlock = {
    ...rest,
    type: element.type,
    ...(isRecord(confirm) && { confirm: fitTexts(confirm, confirmTexts) }),
  };
  if (element.type === 'button') {
    const text = fitText(element['text'], limits.buttonText);
    return text && { ...shared, text };
  }
  return 'options' in shared || 'option_groups' in shared ? fitChoice(shared) : fitInitial(shared);
}

const confirmTexts = { title: 100, text: 300, confirm: 30, deny: 30 };

/** How many options an element takes; a select takes 100. */
const mostOptions: Readonly<Record<string, number>> = { overflow: 5, radio_buttons: 10, checkboxes: 10 };

function fitChoice(element: LooseBlock): LooseBlock | null {
  const max = mostOptions[element.type] ?? limits.options;
  const { options: givenOptions, option_groups: givenGroups, ...rest } = element;
  const options = fitOptions(givenOptions, max);
  const groups = (Array.isArray(givenGroups) ? givenGroups : []).flatMap(fitGroup).slice(0, limits.options);
  const offered = [...options, ...groups.flatMap((group) => group.options)];
  if (offered.length === 0) return null;
  const lists = options.length > 0 ? { options } : { option_groups: groups };
  return fitInitial({ ...rest, type: element.type, ...lists }, offered);
}

function fitGroup(group: unknown): { readonly label: LooseBlock; readonly options: Loose[] }[] {
  if (!isRecord(group)) return [];
  const label = fitText(group['label'], limits.optionText);
  const options = fitOptions(group['options'], limits.options);
  return label && options.length > 0 ? [{ ...group, label, options }] : [];
}

function fitOptions(options: unknown, max: number): Loose[] {
  return (Array.isArray(options) ? options : []).flatMap(fitOption).slice(0, max);
}

function fitOption(option: unknown): Loose[] {
  if (!isRecord(option)) return [];
  const fitted = fitTexts(option, { text: limits.optionText, description: limits.optionText });
  return 'text' in fitted ? [fitted] : [];
}

/** Slack refuses a chosen option that is not, word for word, among those offered; `offered` is unset where we give them later. */
function fitInitial(element: LooseBlock, offered?: readonly Loose[]): LooseBlock {
  const { initial_option: one, initial_options: many, initial_value: value, ...rest } = element;
  const isOffered = (option: Loose): boolean =>
    offered === undefined || offered.some((other) => isDeepStrictEqual(other, option));
  const chosen = (Array.isArray(many) ? many : [one]).flatMap(fitOption).filter(isOffered);
  const initial =
    chosen.length === 0 ? {} : Array.isArray(many) ? { initial_options: chosen } : { initial_option: chosen[0] };
  return { ...rest, type: element.type, ...initial, ...(value !== undefined && { initial_value: fitValue(element) }) };
}

function fitValue({ initial_value: value, max_length: max }: LooseBlock): unknown {
  if (typeof value !== 'string') return value;
  return clampText(value, Math.min(typeof max === 'number' ? max : limits.inputText, limits.inputText));
}
