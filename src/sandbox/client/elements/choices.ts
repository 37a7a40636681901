import type { Drawing } from '../../../platform/pages/drawing.js';
import type { PageChannel, PagePerson } from '../../../platform/pages/page-view.js';
import type { PageOptions } from '../../desk/page-api.js';
import type { ElementOption, UsableElement } from './element-shape.js';
import { chosenIds, chosenOptions, type ElementState, stateOf } from './element-state.js';

/** Something a select offers. */
export interface Choice {
  readonly key: string;
  readonly text: string;
  readonly description?: string;
  /** What Slack tells the app: the whole option, or an id. */
  readonly value: ElementOption | string;
}

export interface ChoiceGroup {
  /** Empty where nothing is grouped. */
  readonly label: string;
  readonly choices: readonly Choice[];
}

type Names = Pick<Drawing, 'people' | 'channels' | 'emoji'>;

/** What a select offers without asking the app; an external one offers nothing by itself. */
export function ownChoices(element: UsableElement, names: Names): readonly ChoiceGroup[] {
  switch (element.type.replace(/^multi_/, '')) {
    case 'static_select':
      return optionChoices(
        element.option_groups?.map(({ label, options }) => ({ label: label.text, options })) ?? [
          { label: '', options: element.options ?? [] },
        ],
        names,
      );
    case 'users_select':
      return [{ label: '', choices: people(names, true).map(personChoice) }];
    case 'channels_select':
      return [{ label: '', choices: channels(names, element, ['public']).map(channelChoice) }];
    case 'conversations_select':
      return [{ label: '', choices: conversations(names, element) }];
    default:
      return [];
  }
}

interface GivenGroup {
  readonly label: string;
  readonly options: readonly ElementOption[];
}

/** Options as choices, groups that are empty left out. */
export function optionChoices(groups: readonly GivenGroup[] | PageOptions, names: Names): readonly ChoiceGroup[] {
  return groups
    .map(({ label, options }) => ({ label, choices: options.map((option) => optionChoice(option, names)) }))
    .filter(({ choices }) => choices.length > 0);
}

function optionChoice(option: ElementOption, { emoji }: Names): Choice {
  const words = (text: string) => text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emoji(name) ?? whole);
  return {
    key: option.value ?? option.text.text,
    text: words(option.text.text),
    ...(option.description && { description: words(option.description.text) }),
    value: option,
  };
}

function conversations(names: Names, element: UsableElement): readonly Choice[] {
  const kinds = element.filter?.include ?? ['im', 'mpim', 'private', 'public'];
  const direct = channels(names, element, kinds).filter(({ kind }) => kind === 'im');
  const open = channels(names, element, kinds).filter(({ kind }) => kind !== 'im');
  return [...open, ...direct].map(channelChoice);
}

function channels(names: Names, element: UsableElement, kinds: readonly string[]): readonly PageChannel[] {
  const hidesShared = element.filter?.exclude_external_shared_channels === true;
  const nameOf = { channel: 'public', private: 'private', im: 'im' } as const;
  return [...names.channels.values()].filter(
    (channel) => kinds.includes(nameOf[channel.kind]) && !channel.isArchived && !(hidesShared && channel.isShared),
  );
}

/** People first, then apps, each by name. */
function people(names: Names, hasBots: boolean): readonly PagePerson[] {
  return [...names.people.values()]
    .filter(({ isBot }) => hasBots || !isBot)
    .sort((a, b) => Number(a.isBot) - Number(b.isBot) || a.name.localeCompare(b.name));
}

function personChoice({ id, name }: PagePerson): Choice {
  return { key: id, text: name, value: id };
}

function channelChoice({ id, name, kind }: PageChannel): Choice {
  return { key: id, text: kind === 'im' ? name : `#${name}`, value: id };
}

/** What is chosen now, named as well as it can be: an option says its own text, an id is looked up. */
export function chosenChoices(element: UsableElement, state: ElementState, names: Names): readonly Choice[] {
  const options = chosenOptions(element.type, state).map((option) => optionChoice(option, names));
  const ids = chosenIds(element.type, state).map((id): Choice => {
    const [person, channel] = [names.people.get(id), names.channels.get(id)];
    return (person && personChoice(person)) ?? (channel && channelChoice(channel)) ?? { key: id, text: id, value: id };
  });
  return [...options, ...ids];
}

/** The state of a select in which these are chosen. */
export function chosenState(element: UsableElement, choices: readonly Choice[]): ElementState {
  const values = choices.map(({ value }) => value);
  return stateOf(element.type, element.type.startsWith('multi_') ? values : values[0]);
}

/** Only what holds the typed text, by `contains`; groups without any are left out. */
export function filterChoices(
  groups: readonly ChoiceGroup[],
  typed: string,
  contains: (text: string, part: string) => boolean,
): readonly ChoiceGroup[] {
  const part = typed.trim().replace(/^[@#]/, '');
  if (part === '') return groups;
  return groups
    .map(({ label, choices }) => ({ label, choices: choices.filter(({ text }) => contains(text, part)) }))
    .filter(({ choices }) => choices.length > 0);
}
