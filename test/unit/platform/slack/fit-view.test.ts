import type { Block } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { fitView } from '../../../../src/platform/slack/fit-view.js';
import type { HomeView, ModalView } from '../../../../src/platform/slack/view.js';
import { checkView } from '../../../../src/sandbox/blocks/view.js';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const block = (type: string, fields: object): Block => Object.assign({ type }, fields);
const section = (text: string, more: object = {}) => block('section', { text: plain(text), ...more });
const option = (text: string, value = text.slice(0, 20)) => ({ text: plain(text), value });
const input = (element: object, more: object = {}) =>
  block('input', { block_id: 'b', label: plain('Label'), element: { action_id: 'a', ...element }, ...more });

function modal(blocks: readonly Block[], changes: Partial<ModalView> = {}): ModalView {
  return { type: 'modal', title: plain('A form'), submit: plain('Send'), blocks, ...changes };
}

/** What Slack itself would say, by a table of limits that is not ours. */
function fitted<V extends ModalView | HomeView>(view: V): V {
  const fit = fitView(view);
  checkView(structuredClone(fit), { type: view.type, isUsableFile: () => true });
  return fit;
}

describe('making a view fit', () => {
  it('leaves a view that fits as it is', () => {
    const view = modal(
      [
        section('All is well', { accessory: { type: 'button', action_id: 'x', text: plain('Go'), value: 'B12' } }),
        input({ type: 'plain_text_input', initial_value: 'x', max_length: 10, placeholder: plain('What?') }),
        input({ type: 'static_select', options: [option('One')], initial_option: option('One') }, { block_id: 'c' }),
        input({ type: 'datepicker', initial_date: '2026-11-27' }, { block_id: 'd', hint: plain('Any day') }),
        block('divider', {}),
      ],
      { close: plain('Cancel'), private_metadata: '{"item":"1"}', callback_id: 'item:form', notify_on_close: true },
    );

    expect(fitted(view)).toEqual(view);
  });

  it('leaves a Home tab that fits as it is', () => {
    const view: HomeView = { type: 'home', blocks: [section('Your day')], private_metadata: 'x' };

    expect(fitted(view)).toEqual(view);
  });

  it('shortens title and buttons', () => {
    const long = plain('A title of more than twenty-four characters');

    const { title, submit, close } = fitted(modal([], { title: long, submit: long, close: long }));

    expect([title, submit, close].map((text) => text?.text.length)).toEqual([24, 24, 24]);
  });

  it('gives a blank title something to show', () => {
    expect(fitted(modal([], { title: plain(' ') })).title.text).toBe('–');
  });

  it.each<[string, Block]>([
    ['label', input({ type: 'plain_text_input' }, { label: plain('l'.repeat(2_500)) })],
    ['blank label', input({ type: 'plain_text_input' }, { label: plain('') })],
    ['hint', input({ type: 'plain_text_input' }, { hint: plain('h'.repeat(2_500)) })],
    ['blank hint', input({ type: 'plain_text_input' }, { hint: plain(' ') })],
    ['placeholder', input({ type: 'plain_text_input', placeholder: plain('p'.repeat(200)) })],
    [
      'text beyond its own length',
      input({ type: 'plain_text_input', initial_value: 'v'.repeat(500), max_length: 300 }),
    ],
    ['text beyond Slack’s length', input({ type: 'plain_text_input', initial_value: 'v'.repeat(4_000) })],
    ['options', input({ type: 'static_select', options: [option('o'.repeat(100))] })],
    [
      'too many options',
      input({ type: 'static_select', options: Array.from({ length: 120 }, (_, i) => option(`${i}`)) }),
    ],
    [
      'chosen option',
      input({ type: 'static_select', options: [option('o'.repeat(100))], initial_option: option('o'.repeat(100)) }),
    ],
    [
      'chosen option that is not offered',
      input({ type: 'static_select', options: [option('One')], initial_option: option('Two') }),
    ],
    [
      'groups',
      input({
        type: 'static_select',
        option_groups: [
          { label: plain('g'.repeat(90)), options: [option('o'.repeat(80))] },
          { label: plain('Empty'), options: [] },
        ],
        initial_option: option('o'.repeat(80)),
      }),
    ],
    ['chosen suggestion', input({ type: 'external_select', initial_option: option('o'.repeat(90)) })],
    ['radio buttons', input({ type: 'radio_buttons', options: Array.from({ length: 12 }, (_, i) => option(`${i}`)) })],
    ['boxes', input({ type: 'checkboxes', options: [option('One')], initial_options: [option('Two')] })],
    [
      'menu',
      section('s', {
        accessory: { type: 'overflow', action_id: 'x', options: Array.from({ length: 7 }, (_, i) => option(`${i}`)) },
      }),
    ],
    [
      'question before a button acts',
      section('s', {
        accessory: {
          type: 'button',
          action_id: 'x',
          text: plain('b'.repeat(90)),
          confirm: {
            title: plain('t'.repeat(120)),
            text: plain('x'.repeat(400)),
            confirm: plain('c'.repeat(40)),
            deny: plain('d'.repeat(40)),
          },
        },
      }),
    ],
  ])('brings within Slack’s limits: %s', (_what, given) => {
    expect(fitted(modal([given])).blocks).toHaveLength(1);
  });

  it('keeps the chosen option when its words are shortened', () => {
    const long = option('o'.repeat(100));
    const given = input({ type: 'static_select', options: [long], initial_option: long });

    const [fit] = fitted(modal([given])).blocks;

    expect(fit).toMatchObject({
      element: { initial_option: { value: long.value, text: { text: expect.any(String) } } },
    });
  });

  it('leaves out a question that offers nothing to choose from', () => {
    const blocks = [input({ type: 'static_select', options: [] }), section('kept')];

    expect(fitted(modal(blocks)).blocks).toMatchObject([{ type: 'section' }]);
  });

  it('keeps a section whose menu offers nothing', () => {
    const blocks = [section('kept', { accessory: { type: 'overflow', action_id: 'x', options: [] } })];

    expect(fitted(modal(blocks)).blocks).toEqual([section('kept')]);
  });

  it('says how much had no room, and keeps inputs and buttons', () => {
    const blocks = [
      ...Array.from({ length: 120 }, (_, index) => section(`line ${index}`)),
      input({ type: 'plain_text_input' }),
      block('actions', { elements: [{ type: 'button', action_id: 'x', text: plain('Go') }] }),
    ];

    const fit = fitted(modal(blocks)).blocks;

    expect(fit).toHaveLength(100);
    expect(fit.slice(-3)).toMatchObject([
      { type: 'input' },
      { type: 'actions' },
      { type: 'context', elements: [{ text: '… (+23)' }] },
    ]);
  });

  it('refuses metadata that are too long rather than cutting them', () => {
    expect(() => fitView(modal([], { private_metadata: 'x'.repeat(3_001), callback_id: 'item:form' }))).toThrow(
      /item:form has 3001 characters/,
    );
    expect(fitted(modal([], { private_metadata: 'x'.repeat(3_000) })).private_metadata).toHaveLength(3_000);
  });
});
