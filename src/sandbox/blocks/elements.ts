import { isDeepStrictEqual } from 'node:util';
import { limits } from '../limits.js';
import { imageElement } from './images.js';
import {
  address,
  anything,
  bool,
  type Fields,
  int,
  isRecord,
  list,
  note,
  oneOf,
  pick,
  type Rule,
  shape,
  str,
} from './rules.js';
import { confirm, option, overflowOption, plainText, richOption } from './texts.js';

const id = str(limits.id, { min: 1 });
const placeholder = { placeholder: plainText(150) };
const common = { action_id: id };
const focus = { focus_on_load: bool };
const asked = { confirm };
export const groups = list(shape({ label: plainText(75), options: list(option, { min: 1, max: 100 }) }), {
  min: 1,
  max: 100,
});
export const options = list(option, { min: 1, max: 100 });
const ids = list(str(limits.id), { max: 100 });
const dispatch = {
  dispatch_action_config: shape({
    trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }),
  }),
};
const filter = {
  filter: shape(
    {},
    {
      include: list(oneOf('im', 'mpim', 'private', 'public'), { min: 1, max: 4 }),
      exclude_external_shared_channels: bool,
      exclude_bot_users: bool,
    },
    (value, pointer, findings) => {
      if (isRecord(value) && Object.keys(value).length === 0) note(findings, 'must not be empty', pointer);
    },
  ),
  default_to_current_conversation: bool,
  response_url_enabled: bool,
};

/** The options a value must be among: all of them, groups included. */
function offered(element: Record<string, unknown>): unknown[] {
  const grouped = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const inGroups = grouped.flatMap((group) =>
    isRecord(group) && Array.isArray(group['options']) ? group['options'] : [],
  );
  return [...(Array.isArray(element['options']) ? element['options'] : []), ...inGroups];
}

/** Slack wants an initial option to be, word for word, one of the options. */
const initialAmongOptions: Rule = (value, pointer, findings) => {
  if (!isRecord(value)) return;
  const chosen = [
    value['initial_option'],
    ...(Array.isArray(value['initial_options']) ? value['initial_options'] : []),
  ];
  for (const initial of chosen.filter((entry) => entry !== undefined)) {
    if (!offered(value).some((entry) => isDeepStrictEqual(entry, initial))) {
      note(findings, 'initial option must be one of the options', pointer);
    }
  }
};

const optionsOrGroups: Rule = (value, pointer, findings) => {
  if (!isRecord(value)) return;
  if ((value['options'] === undefined) === (value['option_groups'] === undefined)) {
    note(findings, 'exactly one of options and option_groups is needed', pointer);
  }
  initialAmongOptions(value, pointer, findings);
};

function select(extra: Fields, also?: Rule): Rule {
  return shape({ type: anything }, { ...common, ...placeholder, ...asked, ...focus, ...extra }, also);
}

function multiSelect(extra: Fields, also?: Rule): Rule {
  return select({ max_selected_items: int(1, 100), ...extra }, also);
}

const selects: Fields = {
  static_select: select({ options, option_groups: groups, initial_option: option }, optionsOrGroups),
  external_select: select({ initial_option: option, min_query_length: int(0, 100) }),
  users_select: select({ initial_user: id }),
  conversations_select: select({ initial_conversation: id, ...filter }),
  channels_select: select({ initial_channel: id, response_url_enabled: bool }),
  multi_static_select: multiSelect(
    { options, option_groups: groups, initial_options: list(option, { max: 100 }) },
    optionsOrGroups,
  ),
  multi_external_select: multiSelect({ initial_options: list(option, { max: 100 }), min_query_length: int(0, 100) }),
  multi_users_select: multiSelect({ initial_users: ids }),
  multi_conversations_select: multiSelect({ initial_conversations: ids, ...filter }),
  multi_channels_select: multiSelect({ initial_channels: ids }),
};

/** The smaller of two bounds may not be above the other. */
function ordered(lower: string, upper: string): Rule {
  return (value, pointer, findings) => {
    if (!isRecord(value) || value[lower] === undefined || value[upper] === undefined) return;
    if (Number(value[lower]) > Number(value[upper])) note(findings, `${lower} must not exceed ${upper}`, pointer);
  };
}

const typed = { ...common, ...placeholder, ...focus, ...dispatch };
const decimalText = str(30, { pattern: /^-?\d+(\.\d+)?$/ });

const inputs: Fields = {
  plain_text_input: shape(
    { type: anything },
    { ...typed, initial_value: str(3000), multiline: bool, min_length: int(0, 3000), max_length: int(1, 3000) },
    ordered('min_length', 'max_length'),
  ),
  number_input: shape(
    { type: anything, is_decimal_allowed: bool },
    { ...typed, initial_value: decimalText, min_value: decimalText, max_value: decimalText },
    ordered('min_value', 'max_value'),
  ),
  email_text_input: shape({ type: anything }, { ...typed, initial_value: str(3000) }),
  url_text_input: shape({ type: anything }, { ...typed, initial_value: str(3000) }),
  rich_text_input: shape(
    { type: anything },
    { ...typed, initial_value: anything, min_lines: int(1, 100), max_lines: int(1, 100) },
    ordered('min_lines', 'max_lines'),
  ),
  file_input: shape({ type: anything }, { ...common, filetypes: list(str(30), { max: 100 }), max_files: int(1, 10) }),
};

const timeZone: Rule = (value, pointer, findings) => {
  str(100, { min: 1 })(value, pointer, findings);
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value) });
  } catch {
    note(findings, 'must be an IANA time zone', pointer);
  }
};

const picked = { ...common, ...asked, ...focus };

const pickers: Fields = {
  datepicker: shape(
    { type: anything },
    { ...picked, ...placeholder, initial_date: str(10, { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ }) },
  ),
  timepicker: shape(
    { type: anything },
    { ...picked, ...placeholder, initial_time: str(5, { pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }), timezone: timeZone },
  ),
  datetimepicker: shape({ type: anything }, { ...picked, initial_date_time: int(1_000_000_000, 9_999_999_999) }),
  checkboxes: shape(
    { type: anything, options: list(richOption, { min: 1, max: 10 }) },
    { ...picked, initial_options: list(richOption, { min: 1, max: 10 }) },
    initialAmongOptions,
  ),
  radio_buttons: shape(
    { type: anything, options: list(richOption, { min: 1, max: 10 }) },
    { ...picked, initial_option: richOption },
    initialAmongOptions,
  ),
};

export const button: Rule = shape(
  { type: anything, text: plainText(75) },
  {
    ...common,
    ...asked,
    url: address,
    value: str(2000, { min: 1 }),
    style: oneOf('primary', 'danger'),
    accessibility_label: str(75, { min: 1 }),
  },
);

const feedback = shape(
  { text: plainText(75), value: str(2000, { min: 1 }) },
  { accessibility_label: str(75, { min: 1 }) },
);

const inContextActions: Fields = {
  feedback_buttons: shape({ type: anything, positive_button: feedback, negative_button: feedback }, common),
  icon_button: shape(
    { type: anything, icon: oneOf('trash'), text: plainText(75) },
    {
      ...common,
      ...asked,
      value: str(2000, { min: 1 }),
      accessibility_label: str(75, { min: 1 }),
      visible_to_user_ids: list(str(30, { pattern: /^[UW][A-Z0-9]+$/ }), { max: 100 }),
    },
  ),
};

/** Every element that stands in another block, by type. */
export const elements: Fields = {
  button,
  overflow: shape({ type: anything, options: list(overflowOption, { min: 1, max: 5 }) }, { ...common, ...asked }),
  image: imageElement,
  ...selects,
  ...inputs,
  ...pickers,
  ...inContextActions,
};

const chosen = [
  ...Object.keys(selects),
  'checkboxes',
  'datepicker',
  'timepicker',
  'radio_buttons',
  'button',
  'overflow',
];

export const actionElements = pick(elements, [...chosen, 'datetimepicker', 'rich_text_input']);
export const contextActionElements = inContextActions;
export const accessories = pick(elements, [...chosen, 'image']);
export const inputElements = pick(elements, [...Object.keys(selects), ...Object.keys(inputs), ...Object.keys(pickers)]);
