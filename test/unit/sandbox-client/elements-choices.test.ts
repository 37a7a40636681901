import { describe, expect, it } from 'vitest';
import {
  chosenChoices,
  chosenState,
  filterChoices,
  optionChoices,
  ownChoices,
} from '../../../src/sandbox/client/elements/choices.js';
import { usableShape } from '../../../src/sandbox/client/elements/element-shape.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const element = (type: string, more: Record<string, unknown> = {}) =>
  usableShape.parse({ type, action_id: 'a', ...more });

const names = {
  people: new Map(
    [
      { id: 'UBOT', name: 'App', isBot: true },
      { id: 'U2', name: 'Zoe', isBot: false },
      { id: 'U1', name: 'Ana', isBot: false },
    ].map((person) => [person.id, person]),
  ),
  channels: new Map(
    [
      { id: 'C1', name: 'plans', kind: 'channel' as const },
      { id: 'C2', name: 'secret', kind: 'private' as const },
      { id: 'C3', name: 'old', kind: 'channel' as const, isArchived: true },
      { id: 'C4', name: 'partners', kind: 'channel' as const, isShared: true },
      { id: 'D1', name: 'App', kind: 'im' as const },
    ].map((channel) => [channel.id, channel]),
  ),
  emoji: (name: string) => (name === 'fire' ? '🔥' : null),
};

const offered = (type: string, more: Record<string, unknown> = {}) =>
  ownChoices(element(type, more), names).flatMap(({ choices }) => choices.map(({ text }) => text));

describe('what a select offers', () => {
  it('is its options, in their groups, with emoji drawn', () => {
    const groups = [
      { label: plain('Hot'), options: [option('Chili :fire:')] },
      { label: plain('Cold'), options: [option('Soup')] },
    ];

    const found = ownChoices(element('static_select', { option_groups: groups }), names);

    expect(found.map(({ label, choices }) => [label, choices.map(({ text }) => text)])).toEqual([
      ['Hot', ['Chili 🔥']],
      ['Cold', ['Soup']],
    ]);
  });

  it('is people by name before apps', () => {
    expect(offered('users_select')).toEqual(['Ana', 'Zoe', 'App']);
  });

  it('is public channels, archived ones left out', () => {
    expect(offered('multi_channels_select')).toEqual(['#plans', '#partners']);
  });

  it('is every conversation the filter lets through', () => {
    expect(offered('conversations_select')).toEqual(['#plans', '#secret', '#partners', 'App']);
    expect(offered('conversations_select', { filter: { include: ['private', 'im'] } })).toEqual(['#secret', 'App']);
    expect(offered('conversations_select', { filter: { exclude_external_shared_channels: true } })).not.toContain(
      '#partners',
    );
  });

  it('is nothing by itself where the app is asked', () => {
    expect(offered('external_select')).toEqual([]);
  });

  it('is narrowed by what is typed, with or without the mark of a channel', () => {
    const groups = ownChoices(element('channels_select'), names);
    const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

    const found = filterChoices(groups, '#PLA', contains).flatMap(({ choices }) => choices.map(({ key }) => key));

    expect(found).toEqual(['C1']);
    expect(filterChoices(groups, 'nothing like it', contains)).toEqual([]);
  });
});

describe('what is chosen in a select', () => {
  it('is told as Slack tells it: whole options, bare ids, one or several', () => {
    const [fruits] = optionChoices([{ label: '', options: [option('Fig'), option('Plum')] }], names);
    const choices = fruits?.choices ?? [];

    expect(chosenState(element('static_select'), choices.slice(0, 1))).toEqual({ selected_option: option('Fig') });
    expect(chosenState(element('multi_static_select'), choices)).toEqual({
      selected_options: [option('Fig'), option('Plum')],
    });
    expect(chosenState(element('static_select'), [])).toEqual({ selected_option: null });
    expect(chosenState(element('multi_static_select'), [])).toEqual({ selected_options: [] });
  });

  it('is named, also when the name is not known', () => {
    const state = { selected_conversations: ['C2', 'U1', 'C404'] };

    const found = chosenChoices(element('multi_conversations_select'), state, names);

    expect(found.map(({ text }) => text)).toEqual(['#secret', 'Ana', 'C404']);
  });
});
