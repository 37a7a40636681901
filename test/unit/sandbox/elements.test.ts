import { describe, expect, it } from 'vitest';
import { actions, button, faults, input, type Json, mrkdwn, options, plain, x } from './block-samples.js';

const elements: [string, Json, ('message' | 'modal')?][] = [
  ['button', actions(button())],
  ['overflow', actions({ type: 'overflow', options: options(5) })],
  ['static_select', actions({ type: 'static_select', options: options(100), initial_option: options(1)[0] })],
  ['external_select', actions({ type: 'external_select', min_query_length: 0, placeholder: plain(x(150)) })],
  ['users_select', actions({ type: 'users_select' })],
  ['conversations_select', actions({ type: 'conversations_select' })],
  ['channels_select', actions({ type: 'channels_select' })],
  ['multi_static_select', input({ type: 'multi_static_select', options: options(2), max_selected_items: 2 })],
  ['multi_external_select', input({ type: 'multi_external_select' })],
  ['multi_users_select', input({ type: 'multi_users_select', initial_users: ['U1'] })],
  ['multi_conversations_select', input({ type: 'multi_conversations_select' })],
  ['multi_channels_select', input({ type: 'multi_channels_select' })],
  ['plain_text_input', input({ type: 'plain_text_input', multiline: true, max_length: 3000 })],
  ['number_input', input({ type: 'number_input', is_decimal_allowed: true, min_value: '-1.5' })],
  ['email_text_input', input({ type: 'email_text_input' })],
  ['url_text_input', input({ type: 'url_text_input' })],
  ['rich_text_input', input({ type: 'rich_text_input' })],
  ['file_input', input({ type: 'file_input', max_files: 10 }), 'modal'],
  ['feedback_buttons', feedback()],
  ['icon_button', { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain() }] }],
  ['datepicker', actions({ type: 'datepicker', initial_date: '2026-11-23' })],
  ['timepicker', actions({ type: 'timepicker', initial_time: '09:00', timezone: 'Europe/Paris' })],
  ['datetimepicker', actions({ type: 'datetimepicker', initial_date_time: 1_795_000_000 })],
  ['checkboxes', actions({ type: 'checkboxes', options: options(10) })],
  ['radio_buttons', actions({ type: 'radio_buttons', options: options(10) })],
  [
    'image',
    {
      type: 'section',
      text: mrkdwn(),
      accessory: { type: 'image', alt_text: 'a', image_url: 'https://example.com/a.png' },
    },
  ],
];

function feedback(rest: Json = {}): Json {
  const button = { text: plain(), value: 'v' };
  const buttons = { positive_button: button, negative_button: button, ...rest };
  return { type: 'context_actions', elements: [{ type: 'feedback_buttons', ...buttons }] };
}

const refusedElements: [string, Json, string][] = [
  ['a button of 76 characters', actions(button({ text: plain(x(76)) })), 'must be less than 76 characters'],
  ['a value of 2,001', actions(button({ value: x(2001) })), 'must be less than 2001 characters'],
  ['an unknown style', actions(button({ style: 'loud' })), 'must be one of primary, danger'],
  ['an action_id of 256', actions(button({ action_id: x(256) })), 'must be less than 256 characters'],
  ['a half confirm dialog', actions(button({ confirm: { title: plain() } })), 'missing required field: deny'],
  ['6 overflow options', actions({ type: 'overflow', options: options(6) }), 'no more than 5 items allowed'],
  ['101 options', actions({ type: 'static_select', options: options(101) }), 'no more than 100 items allowed'],
  [
    'an option value of 151',
    actions({ type: 'static_select', options: options(1, { value: x(151) }) }),
    'must be less than 151 characters',
  ],
  [
    'an option text of 76',
    actions({ type: 'static_select', options: options(1, { text: plain(x(76)) }) }),
    'must be less than 76 characters',
  ],
  [
    'an initial option that is none',
    actions({ type: 'static_select', options: options(1), initial_option: options(2)[1] }),
    'initial option must be one of the options',
  ],
  [
    'options and groups',
    actions({ type: 'static_select', options: options(1), option_groups: [{ label: plain(), options: options(1) }] }),
    'exactly one of options and option_groups',
  ],
  ['11 checkboxes', actions({ type: 'checkboxes', options: options(11) }), 'no more than 10 items allowed'],
  ['a date in words', actions({ type: 'datepicker', initial_date: 'Monday' }), 'invalid format'],
  [
    'a placeholder of 151',
    actions({ type: 'external_select', placeholder: plain(x(151)) }),
    'must be less than 151 characters',
  ],
  ['a text input among actions', actions({ type: 'plain_text_input' }), 'unsupported type: plain_text_input'],
  ['a button in an input', input(button()), 'unsupported type: button'],
  [
    'a number input without is_decimal_allowed',
    input({ type: 'number_input' }),
    'missing required field: is_decimal_allowed',
  ],
  ['an empty value', actions(button({ value: '' })), 'must be more than 0 characters'],
  ['an address that is none', actions(button({ url: 'example' })), 'must be a valid URL'],
  ['an overflow option without a value', actions({ type: 'overflow', options: [{ text: plain() }] }), 'field: value'],
  ['a day that is none', actions({ type: 'datepicker', initial_date: '2026-13-01' }), 'invalid format'],
  ['an hour that is none', actions({ type: 'timepicker', initial_time: '24:00' }), 'invalid format'],
  ['a zone that is none', actions({ type: 'timepicker', timezone: 'Europe/Pariss' }), 'must be an IANA time zone'],
  [
    'a smallest length above the largest',
    input({ type: 'plain_text_input', min_length: 3, max_length: 2 }),
    'min_length must not exceed max_length',
  ],
  ['an empty filter', actions({ type: 'conversations_select', filter: {} }), 'must not be empty'],
  ['half a pair of feedback buttons', feedback({ negative_button: undefined }), 'field: negative_button'],
  [
    'two elements of one action_id in a block',
    actions(button(), button()),
    '"action_id" must be unique within its block: go',
  ],
  ['a file in a message', input({ type: 'file_input' }), 'file_input is allowed in modals only'],
  [
    'an answer to a chosen channel outside a modal',
    input({ type: 'channels_select', response_url_enabled: true }),
    'response_url_enabled is allowed in inputs of a modal only',
  ],
];

describe('elements', () => {
  it.each(elements)('%s is taken', (_, block, surface) => {
    expect(faults([block], surface)).toEqual([]);
  });

  it.each(refusedElements)('%s is refused', (_, block, fault) => {
    expect(faults([block])).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('one action_id in two blocks is taken', () => {
    expect(faults([actions(button()), actions(button())])).toEqual([]);
  });

  it('a file that is sent as it is chosen is refused', () => {
    const block = { ...input({ type: 'file_input' }), dispatch_action: true };

    expect(faults([block], 'modal')).toEqual(['file_input cannot dispatch actions [json-pointer:/blocks/0]']);
  });

  it('two that want the focus are refused', () => {
    const eager = input({ type: 'plain_text_input', focus_on_load: true });

    expect(faults([eager], 'modal')).toEqual([]);
    expect(faults([eager, eager], 'modal')).toEqual(['focus_on_load is allowed once [json-pointer:/blocks]']);
  });
});
