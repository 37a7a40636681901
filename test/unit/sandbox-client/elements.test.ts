import { describe, expect, it } from 'vitest';
import type { PageBlock } from '../../../src/platform/pages/page-view.js';
import { charactersLeft, checkForm } from '../../../src/sandbox/client/elements/element-checks.js';
import { usableShape } from '../../../src/sandbox/client/elements/element-shape.js';
import {
  chosenIds,
  chosenOptions,
  initialState,
  isEmptyState,
  stateOf,
} from '../../../src/sandbox/client/elements/element-state.js';
import { usableTypes } from '../../../src/sandbox/client/elements/interactive-control.js';
import { plainTextOf, richTextOf } from '../../../src/sandbox/client/elements/rich-text.js';
import { localInZone, secondsInZone } from '../../../src/sandbox/client/elements/times-in-zone.js';
import { elementWords } from '../../../src/sandbox/client/elements/words.js';
import { elementState } from '../../../src/sandbox/outgoing/inputs.js';

const words = elementWords('en-GB');
const option = (name: string) => ({ text: { type: 'plain_text', text: name }, value: name.toLowerCase() });

describe('the state of an element', () => {
  it.each(usableTypes.filter((type) => type !== 'button' && type !== 'overflow'))(
    'is empty at first as Slack tells it for %s',
    (type) => {
      const { type: _, ...told } = elementState({ type }, undefined);

      const state = initialState({ type });

      // The stand-in knows an empty list only for options; Slack tells one for every element of several.
      expect(Object.keys(state)).toEqual(Object.keys(told));
      expect(isEmptyState(type, state)).toBe(true);
    },
  );

  it('is at first what the app put into it', () => {
    expect(initialState({ type: 'datepicker', initial_date: '2026-11-21' })).toEqual({ selected_date: '2026-11-21' });
    expect(initialState({ type: 'multi_users_select', initial_users: ['U1'] })).toEqual({ selected_users: ['U1'] });
    expect(initialState({ type: 'plain_text_input', initial_value: 'Draft' })).toEqual({ value: 'Draft' });
  });

  it('tells a choice whole, an id bare, and a text that was deleted as null', () => {
    expect(stateOf('static_select', option('Fig'))).toEqual({ selected_option: option('Fig') });
    expect(stateOf('multi_static_select', [option('Fig')])).toEqual({ selected_options: [option('Fig')] });
    expect(stateOf('users_select', 'U1')).toEqual({ selected_user: 'U1' });
    expect(stateOf('plain_text_input', '')).toEqual({ value: null });
  });

  it('holds nothing for a button', () => {
    expect(initialState({ type: 'button', value: 'yes' })).toEqual({});
  });

  it('gives back one choice or several as a list', () => {
    expect(chosenOptions('radio_buttons', { selected_option: option('Fig') })).toEqual([option('Fig')]);
    expect(chosenOptions('checkboxes', { selected_options: [] })).toEqual([]);
    expect(chosenIds('channels_select', { selected_channel: 'C1' })).toEqual(['C1']);
    expect(chosenIds('multi_channels_select', { selected_channels: ['C1', 'C2'] })).toEqual(['C1', 'C2']);
  });
});

describe('a form, before the app hears of it', () => {
  const input = (id: string, element: Record<string, unknown>, more: Record<string, unknown> = {}): PageBlock => ({
    type: 'input',
    block_id: id,
    element: { action_id: 'a', ...element },
    ...more,
  });
  const check = (element: Record<string, unknown>, value: unknown, more: Record<string, unknown> = {}) =>
    checkForm([input('b', element, more)], { b: { a: stateOf(String(element['type']), value) } }, words)['b'];

  it('needs what is required, and nothing of what is optional', () => {
    expect(check({ type: 'plain_text_input' }, '')).toBe(words.required);
    expect(check({ type: 'checkboxes' }, [])).toBe(words.required);
    expect(check({ type: 'plain_text_input' }, '', { optional: true })).toBeUndefined();
  });

  it('never needs a file, because none can be given', () => {
    expect(check({ type: 'file_input' }, [])).toBeUndefined();
  });

  it.each([
    ['email_text_input', 'ana', words.invalidEmail],
    ['email_text_input', 'ana@example.com', undefined],
    ['url_text_input', 'example.com', words.invalidUrl],
    ['url_text_input', 'https://example.com/a', undefined],
  ])('says of %s with "%s": %s', (type, value, said) => {
    expect(check({ type }, value)).toBe(said);
  });

  it.each([
    ['ten', words.invalidNumber],
    ['2.5', words.invalidInteger],
    ['-1', words.tooSmall('0')],
    ['101', words.tooLarge('100')],
    ['100', undefined],
  ])('says of the number %s: %s', (value, said) => {
    const element = { type: 'number_input', is_decimal_allowed: false, min_value: '0', max_value: '100' };

    expect(check(element, value)).toBe(said);
  });

  it('says when a text is too short or too long', () => {
    const element = { type: 'plain_text_input', min_length: 3, max_length: 5 };

    expect(check(element, 'ab')).toBe(words.tooShort(3));
    expect(check(element, 'abcdef')).toBe(words.tooLong(5));
    expect(check(element, 'abcd')).toBeUndefined();
  });

  it('says it in the language of the reader', () => {
    const found = checkForm([input('b', { type: 'plain_text_input' })], {}, elementWords('fr-FR'));

    expect(found['b']).toMatch(/obligatoire/);
  });

  it('asks nothing of an element outside of an input', () => {
    const actions = { type: 'actions', block_id: 'b', elements: [{ type: 'datepicker', action_id: 'a' }] };

    expect(checkForm([actions], {}, words)).toEqual({});
  });

  it('counts the characters that are left only near the limit', () => {
    const element = usableShape.parse({ type: 'plain_text_input', max_length: 300 });

    expect(charactersLeft(element, 200)).toBeNull();
    expect(charactersLeft(element, 280)).toBe(20);
    expect(charactersLeft(element, 303)).toBe(-3);
  });
});

describe('a date with a time', () => {
  it('is read in the zone of the person, on both sides of a change of clocks', () => {
    expect(secondsInZone('2026-07-01T09:00', 'Europe/Paris')).toBe(Date.UTC(2026, 6, 1, 7) / 1000);
    expect(secondsInZone('2026-12-01T09:00', 'Europe/Paris')).toBe(Date.UTC(2026, 11, 1, 8) / 1000);
  });

  it('comes back as it was chosen', () => {
    const seconds = secondsInZone('2026-11-21T23:30', 'Asia/Tokyo') ?? 0;

    expect(localInZone(seconds, 'Asia/Tokyo')).toBe('2026-11-21T23:30');
  });

  it('is nothing while its year is being typed', () => {
    expect(secondsInZone('0002-11-21T09:00', 'Europe/Paris')).toBeNull();
    expect(secondsInZone('', 'Europe/Paris')).toBeNull();
  });
});

describe('rich text', () => {
  it('is a section of plain text, and null when nothing is written', () => {
    expect(richTextOf('Two\nlines')).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Two\nlines' }] }],
    });
    expect(richTextOf(' \n')).toBeNull();
  });

  it('is edited as plain text, whatever the app put into it', () => {
    const section = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
    const given = {
      type: 'rich_text',
      elements: [
        section('Plan'),
        { type: 'rich_text_list', style: 'bullet', elements: [section('One'), section('Two')] },
      ],
    };

    expect(plainTextOf(given)).toBe('Plan\n• One\n• Two');
    expect(plainTextOf(null)).toBe('');
  });
});
