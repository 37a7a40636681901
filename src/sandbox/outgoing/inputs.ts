import { isRecord } from '../blocks/rules.js';

type Fields = Readonly<Record<string, unknown>>;

/** Which field of an element's state holds what was chosen, and under which name its first value stands. */
const stateFields: Readonly<Record<string, readonly [field: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  file_input: ['files', 'initial_files'],
};

/** The state of an element: `given` is a bare value (an option's value or text for selects) or a whole state. */
export function elementState(element: Fields, given: unknown): Record<string, unknown> {
  const type = String(element['type']);
  const [field, initial] = stateFields[type] ?? ['value', 'initial_value'];
  if (isRecord(given)) return { type, ...given };
  const isMany = field === 'selected_options';
  if (given === undefined) return { type, [field]: element[initial] ?? (isMany ? [] : null) };
  if (isMany) return { type, [field]: (Array.isArray(given) ? given : [given]).map((one) => findOption(element, one)) };
  return { type, [field]: field === 'selected_option' ? findOption(element, given) : given };
}

/** Whether a required input would be refused by Slack's own form before the app hears of it. */
export function isEmptyState(state: Fields): boolean {
  const [value] = Object.entries(state).flatMap(([name, entry]) => (name === 'type' ? [] : [entry]));
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function findOption(element: Fields, wanted: unknown): unknown {
  if (isRecord(wanted)) return wanted;
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const all = [element['options'], ...groups.map((group) => (isRecord(group) ? group['options'] : []))]
    .flatMap((options) => (Array.isArray(options) ? options : []))
    .filter(isRecord);
  const found = all.find((one) => one['value'] === wanted || textOf(one) === wanted);
  return found ?? { text: { type: 'plain_text', text: String(wanted), emoji: true }, value: String(wanted) };
}

function textOf(option: Fields): unknown {
  return isRecord(option['text']) ? option['text']['text'] : undefined;
}
