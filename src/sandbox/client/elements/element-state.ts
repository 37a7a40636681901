import type { ElementOption } from './element-shape.js';

/** What stands in an element, as Slack tells it, without `type`: `{ selected_date: '2026-11-21' }`. */
export type ElementState = Readonly<Record<string, unknown>>;

interface StateField {
  readonly name: string;
  /** Where the element says what stands in it at first. */
  readonly initial: string;
  readonly none: null | readonly never[];
}

const one = (name: string, initial: string): StateField => ({ name, initial, none: null });
const many = (name: string, initial: string): StateField => ({ name, initial, none: [] });

const fields: Readonly<Record<string, StateField>> = {
  plain_text_input: one('value', 'initial_value'),
  number_input: one('value', 'initial_value'),
  email_text_input: one('value', 'initial_value'),
  url_text_input: one('value', 'initial_value'),
  rich_text_input: one('rich_text_value', 'initial_value'),
  static_select: one('selected_option', 'initial_option'),
  external_select: one('selected_option', 'initial_option'),
  radio_buttons: one('selected_option', 'initial_option'),
  multi_static_select: many('selected_options', 'initial_options'),
  multi_external_select: many('selected_options', 'initial_options'),
  checkboxes: many('selected_options', 'initial_options'),
  users_select: one('selected_user', 'initial_user'),
  multi_users_select: many('selected_users', 'initial_users'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  multi_conversations_select: many('selected_conversations', 'initial_conversations'),
  channels_select: one('selected_channel', 'initial_channel'),
  multi_channels_select: many('selected_channels', 'initial_channels'),
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: one('selected_date_time', 'initial_date_time'),
  file_input: many('files', 'initial_files'),
};

/** Whether something stands in it that is told with a submission; a button or a menu holds nothing. */
export function hasState(type: string): boolean {
  return fields[type] !== undefined;
}

/** The state in which `value` is chosen or typed. Nothing (`''` and undefined too) is told as Slack tells it: null, or an empty list. */
export function stateOf(type: string, value: unknown): ElementState {
  const field = fields[type];
  if (!field) return {};
  const isNothing = value === undefined || value === null || value === '';
  return { [field.name]: isNothing ? field.none : value };
}

/** What stands in an element before anybody touched it. */
export function initialState(element: Readonly<Record<string, unknown>>): ElementState {
  const type = String(element['type']);
  return stateOf(type, element[fields[type]?.initial ?? '']);
}

export function heldValue(type: string, state: ElementState): unknown {
  return state[fields[type]?.name ?? ''] ?? fields[type]?.none ?? null;
}

export function textValue(type: string, state: ElementState): string {
  const value = heldValue(type, state);
  return typeof value === 'string' ? value : '';
}

/** Chosen options of a select, checkboxes or radio buttons; one or many, always as a list. */
export function chosenOptions(type: string, state: ElementState): readonly ElementOption[] {
  const value = heldValue(type, state);
  return (Array.isArray(value) ? value : [value]).filter(isOption);
}

/** Chosen ids of a select of people or conversations. */
export function chosenIds(type: string, state: ElementState): readonly string[] {
  const value = heldValue(type, state);
  return (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string');
}

export function isEmptyState(type: string, state: ElementState): boolean {
  const value = heldValue(type, state);
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isOption(value: unknown): value is ElementOption {
  return typeof value === 'object' && value !== null && 'text' in value;
}
