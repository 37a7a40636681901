import { type Json, mrkdwn, option, optionGroup, plain, section } from './objects.js';

const fruits = ['Apple', 'Fig', 'Kiwi', 'Plum'];
const dishes = [optionGroup('Starters', ['Soup', 'Salad']), optionGroup('Mains', ['Curry', 'Pasta'])];
const sizes = ['Small', 'Large'].map((size) => option(size));
const toppings = ['Nuts', 'Cream', 'Honey'].map((topping) => option(topping));

export const confirmRefusal = {
  title: plain('Refuse the request?'),
  text: mrkdwn('Ana will be told *at once*.'),
  confirm: plain('Refuse it'),
  deny: plain('Not now'),
  style: 'danger',
};

/** One entry for each kind of element that chooses something: what it is called, and the element without its names. */
const choosers: readonly (readonly [id: string, label: string, element: Json])[] = [
  ['fruit', 'Fruit', { type: 'static_select', options: fruits.map((fruit) => option(fruit)) }],
  ['dish', 'Dish', { type: 'static_select', option_groups: dishes }],
  ['kpi', 'KPI', { type: 'external_select', min_query_length: 2 }],
  ['person', 'Person', { type: 'users_select' }],
  ['conversation', 'Conversation', { type: 'conversations_select' }],
  ['channel', 'Channel', { type: 'channels_select' }],
  ['fruits', 'Fruits', { type: 'multi_static_select', options: fruits.map((fruit) => option(fruit)) }],
  ['kpis', 'KPIs', { type: 'multi_external_select', min_query_length: 2 }],
  ['people', 'People', { type: 'multi_users_select', max_selected_items: 2 }],
  ['conversations', 'Conversations', { type: 'multi_conversations_select' }],
  ['channels', 'Channels', { type: 'multi_channels_select' }],
  ['date', 'Date', { type: 'datepicker' }],
  ['time', 'Time', { type: 'timepicker' }],
  ['size', 'Size', { type: 'radio_buttons', options: sizes }],
  ['toppings', 'Toppings', { type: 'checkboxes', options: toppings }],
];

const withoutPlaceholder = ['radio_buttons', 'checkboxes'];

function named([id, label, element]: (typeof choosers)[number]): Json {
  const hasPlaceholder = !withoutPlaceholder.includes(String(element['type']));
  return {
    ...element,
    action_id: `choose_${id}`,
    ...(hasPlaceholder && { placeholder: plain(`Choose: ${label.toLowerCase()}`) }),
  };
}

const buttons = {
  type: 'actions',
  block_id: 'buttons',
  elements: [
    { type: 'button', action_id: 'approve', text: plain('Approve'), style: 'primary', value: 'yes' },
    { type: 'button', action_id: 'refuse', text: plain('Refuse'), style: 'danger', confirm: confirmRefusal },
    { type: 'button', action_id: 'details', text: plain('Details'), accessibility_label: 'Details of the request' },
    { type: 'button', action_id: 'handbook', text: plain('Handbook'), url: 'https://example.com/handbook' },
    { type: 'overflow', action_id: 'choose_more', options: [option('Archive'), option('Copy')] },
    { type: 'datetimepicker', action_id: 'choose_moment' },
  ],
};

/** A message with every element people can use in one. */
export function elementBlocks(): Json[] {
  return [
    section('A request for *Ana*'),
    buttons,
    ...choosers.map((chooser) => ({
      ...section(`*${chooser[1]}*`),
      block_id: `block_${chooser[0]}`,
      accessory: named(chooser),
    })),
    {
      type: 'input',
      block_id: 'comment',
      label: plain('Comment'),
      dispatch_action: true,
      element: {
        type: 'plain_text_input',
        action_id: 'choose_comment',
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
  ];
}

const typedInputs: readonly (readonly [id: string, label: string, element: Json])[] = [
  ['short', 'Short text', { type: 'plain_text_input', max_length: 40 }],
  ['long', 'Long text', { type: 'plain_text_input', multiline: true }],
  ['number', 'Number', { type: 'number_input', is_decimal_allowed: true, min_value: '0', max_value: '100' }],
  ['email', 'E-mail', { type: 'email_text_input' }],
  ['address', 'Web address', { type: 'url_text_input' }],
  ['rich', 'Formatted text', { type: 'rich_text_input' }],
  ['moment', 'Date and time', { type: 'datetimepicker' }],
  ['files', 'Files', { type: 'file_input', max_files: 2 }],
];

/** Every element that stands in a form; the block's id is the element's name, only the short text is required. */
export function inputBlocks(): Json[] {
  return [
    ...typedInputs.map((one) => [one[0], one[1], { ...one[2], action_id: `choose_${one[0]}` }] as const),
    ...choosers.map((one) => [one[0], one[1], named(one)] as const),
  ].map(([id, label, element]) => ({
    type: 'input',
    block_id: id,
    label: plain(label),
    element,
    ...(id === 'short' ? { hint: plain('At most 40 characters') } : { optional: true }),
  }));
}
