import { describe, expect, it } from 'vitest';
import { actionsOf, buttonsOf, cardText } from '../../support/slack/card-words.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
const menu = {
  type: 'overflow',
  action_id: 'item:more',
  options: [
    { text: plain('Edit'), value: 'edit|1' },
    { text: plain('Drop'), value: 'drop|1', description: plain('for good') },
  ],
};
const done = { type: 'button', action_id: 'item:done', text: plain('Done'), value: '1', style: 'primary' };

describe('the words of a card', () => {
  it('are what a person reads, from top to bottom, and no name for the program', () => {
    const rich = {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Ask ' },
            { type: 'user', user_id: 'U1' },
            { type: 'link', url: 'https://example.com', text: ' here' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'first' }] }],
        },
      ],
    };
    const blocks = [
      { type: 'header', block_id: 'head', text: plain('A1') },
      {
        type: 'section',
        text: mrkdwn('*Done* by\u00a0Ana &amp; \u200b*Ben\u200b*'),
        fields: [mrkdwn('*Due*\nFriday')],
        accessory: menu,
      },
      { type: 'image', slack_file: { id: 'F1' }, alt_text: 'Leads rose', title: plain('Leads') },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'KPI' },
            { type: 'raw_text', text: 'Value' },
          ],
          [rich, rich],
        ],
      },
      { type: 'actions', elements: [{ ...done, confirm: { title: plain('Sure?'), text: mrkdwn('It ends.') } }] },
    ];

    expect(cardText({ blocks }).split('\n')).toEqual([
      'A1',
      '*Done* by\u00a0Ana &amp; \u200b*Ben\u200b*',
      '*Due*',
      'Friday',
      'Edit',
      'Drop',
      'for good',
      'Leads rose',
      'Leads',
      'KPI | Value',
      'Ask <@U1> here first | Ask <@U1> here first',
      'Done',
      'Sure?',
      'It ends.',
    ]);
  });

  it('of a form are its title, labels, what stands in its fields, and its button', () => {
    const view = {
      type: 'modal',
      callback_id: 'item:form',
      title: plain('New action'),
      submit: plain('Save'),
      blocks: [
        {
          type: 'input',
          block_id: 'title',
          label: plain('What'),
          hint: plain('In a line'),
          element: { type: 'plain_text_input', action_id: 'value', initial_value: 'call the agency' },
        },
      ],
    };

    expect(cardText(view)).toBe('New action\nWhat\nIn a line\ncall the agency\nSave');
    expect(buttonsOf(view)).toEqual([]);
  });

  it('of nothing are none', () => {
    expect(cardText({})).toBe('');
    expect(cardText({ blocks: [{ type: 'divider' }] })).toBe('');
  });
});

describe('the buttons of a card', () => {
  const people = { type: 'users_select', action_id: 'item:owner', placeholder: plain('Somebody') };
  const grouped = {
    type: 'static_select',
    action_id: 'item:pick',
    option_groups: [{ label: plain('Late'), options: [{ text: plain('A1'), value: '1' }] }],
  };
  const blocks = [
    { type: 'section', text: mrkdwn('x'), accessory: done },
    { type: 'container', blocks: [{ type: 'actions', elements: [menu, people, grouped] }] },
  ];

  it('stand with what is sent and what is read, and so do the entries of menus and lists', () => {
    expect(buttonsOf({ blocks })).toEqual([
      { action_id: 'item:done', value: '1', text: 'Done' },
      { action_id: 'item:more', value: 'edit|1', text: 'Edit' },
      { action_id: 'item:more', value: 'drop|1', text: 'Drop' },
      { action_id: 'item:owner', value: undefined, text: 'Somebody' },
      { action_id: 'item:pick', value: '1', text: 'A1' },
    ]);
  });

  it('have ids, each named once', () => {
    expect(actionsOf({ blocks })).toEqual(['item:done', 'item:more', 'item:owner', 'item:pick']);
  });
});
