import type { ActionsBlock, Button, ContextBlock, HeaderBlock, SectionBlock, StaticSelect } from '@slack/types';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { type Item, itemName } from '../item.js';
import { type SnoozeChoice, snoozeValue } from './snooze.js';

/** Of a title that stands in a list, so that ten of them stay readable. */
const titleAtMost = 200;

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text) });
export const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) });
export const context = (text: string): ContextBlock => ({ type: 'context', elements: [mrkdwn(text)] });

/** Name and title of an item, for mrkdwn. */
export function titlePlaces(item: Item): { readonly name: string; readonly title: string } {
  return { name: itemName(item), title: plainInMrkdwn(clampText(item.title, titleAtMost)) };
}

export type ButtonName = 'done' | 'accept' | 'redate' | 'open' | 'reassign' | 'snooze';

/** Buttons of an item in a message with several: each block is named after its item. */
export function itemButtons(item: Item, names: readonly ButtonName[], say: Say): ActionsBlock {
  const elements = names.map((name) => (name === 'snooze' ? snoozeMenu(item, say) : itemButton(item, name, say)));
  return { type: 'actions', block_id: `item:${item.id}`, elements };
}

function itemButton(item: Item, name: Exclude<ButtonName, 'snooze'>, say: Say): Button {
  return {
    type: 'button',
    action_id: `item:${name}`,
    text: plain(buttonText(item, name, say)),
    value: item.id,
    ...(name === 'done' ? { style: 'primary' } : {}),
  };
}

function buttonText(item: Item, name: ButtonName, say: Say): string {
  if (name === 'open') return say('follow-up.buttons.view');
  return say(`follow-up.buttons.${name === 'done' && item.kind === 'blocker' ? 'resolve' : name}`);
}

const snoozeWords: Record<SnoozeChoice, string> = { '1': 'tomorrow', '3': 'days', monday: 'monday' };

/** When to be reminded again. */
function snoozeMenu(item: Item, say: Say): StaticSelect {
  return {
    type: 'static_select',
    action_id: 'item:snooze',
    placeholder: plain(say('reminders.buttons.snooze')),
    options: (Object.entries(snoozeWords) as [SnoozeChoice, string][]).map(([choice, words]) => ({
      text: plain(say(`reminders.snooze.${words}`)),
      value: snoozeValue(item.id, choice),
    })),
  };
}

/** The way to all of them. */
export function listButton(say: Say): ActionsBlock {
  return {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'item:list', text: plain(say('follow-up.buttons.list')), value: 'mine' }],
  };
}
