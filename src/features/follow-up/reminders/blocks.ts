import type { ActionsBlock, Button, StaticSelect } from '@slack/types';
import { actions, actionsOf, button, select } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { type Item, itemName } from '../item.js';
import { type SnoozeChoice, snoozeValue } from './snooze.js';

/** Of a title that stands in a list, so that ten of them stay readable. */
const titleAtMost = 200;

/** Name and title of an item, for mrkdwn. */
export function titlePlaces(item: Item): { readonly name: string; readonly title: string } {
  return { name: itemName(item), title: plainInMrkdwn(clampText(item.title, titleAtMost)) };
}

export type ButtonName = 'done' | 'accept' | 'redate' | 'open' | 'reassign' | 'snooze';

/** Buttons of an item in a message with several: each block is named after its item. */
export function itemButtons(item: Item, names: readonly ButtonName[], say: Say): ActionsBlock {
  const elements = names.map((name) => (name === 'snooze' ? snoozeMenu(item, say) : itemButton(item, name, say)));
  return actionsOf(`item:${item.id}`, ...elements);
}

function itemButton(item: Item, name: Exclude<ButtonName, 'snooze'>, say: Say): Button {
  const style = name === 'done' ? 'primary' : undefined;
  return button(`item:${name}`, { text: buttonText(item, name, say), value: item.id, style });
}

function buttonText(item: Item, name: ButtonName, say: Say): string {
  if (name === 'open') return say('follow-up.buttons.view');
  return say(`follow-up.buttons.${name === 'done' && item.kind === 'blocker' ? 'resolve' : name}`);
}

const snoozeWords: Record<SnoozeChoice, string> = { '1': 'tomorrow', '3': 'days', monday: 'monday' };

/** When to be reminded again. */
function snoozeMenu(item: Item, say: Say): StaticSelect {
  const choices = (Object.entries(snoozeWords) as [SnoozeChoice, string][]).map(([choice, words]) => ({
    text: say(`reminders.snooze.${words}`),
    value: snoozeValue(item.id, choice),
  }));
  return select('item:snooze', say('reminders.buttons.snooze'), choices);
}

/** The way to all of them. */
export function listButton(say: Say): ActionsBlock {
  return actions(button('item:list', { text: say('follow-up.buttons.list'), value: 'mine' }));
}
