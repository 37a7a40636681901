import type { ActionsBlock, Button, ContextBlock, HeaderBlock, Overflow, SectionBlock } from '@slack/types';
import type { Locale } from '../../../kernel/numbers.js';
import { clampText } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import type { Approval } from '../approval.js';

/** The blocks that everything about approvals is made of. Texts in mrkdwn are escaped by whoever makes them. */

export const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

export const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) });

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text) });

export const context = (text: string): ContextBlock => ({ type: 'context', elements: [mrkdwn(text)] });

/** Fields in two columns; those without a value are left out. */
export function fields(rows: readonly (readonly [label: string, value: string])[]): SectionBlock {
  const shown = rows.filter(([, value]) => value !== '');
  return { type: 'section', fields: shown.map(([label, value]) => mrkdwn(`*${label}*\n${value}`)) };
}

/** What a button carries: a vote counts for the round that its card showed. */
export function voteValue({ id, round }: Pick<Approval, 'id' | 'round'>): string {
  return `${id}|${round}`;
}

export const menuNames = ['abstain', 'delegate', 'withdraw', 'history'] as const;
export type MenuName = (typeof menuNames)[number];

type Labelled = { readonly approval: Approval; readonly name: string; readonly say: Say };

/** Approve, reject, ask for a change, see everything; what is rarer is in a menu. */
export function voteButtons(about: Labelled): ActionsBlock {
  return buttonsNamed(['approve', 'reject', 'change', 'details'], about);
}

/** The same where everything is seen already. */
export function voteButtonsOfDetails(about: Labelled): ActionsBlock {
  return buttonsNamed(['approve', 'reject', 'change'], about);
}

function buttonsNamed(names: readonly ButtonName[], about: Labelled): ActionsBlock {
  const elements = names.map((name) => button(name, about));
  return { type: 'actions', block_id: blockId(about), elements: [...elements, menu(menuNames, about)] };
}

/** For somebody who has no vote: see everything, take it back. */
export function watchButtons(about: Labelled): ActionsBlock {
  const elements = [button('details', about), menu(['withdraw', 'history'], about)];
  return { type: 'actions', block_id: blockId(about), elements };
}

/** The way to everything about a request. */
export function detailsButton(about: Labelled): Button {
  return button('details', about);
}

function blockId({ approval }: Labelled): string {
  return `approval:${approval.id}`;
}

const styles: Readonly<Record<string, 'primary' | 'danger'>> = { approve: 'primary', reject: 'danger' };

type ButtonName = 'approve' | 'reject' | 'change' | 'details';

function button(name: ButtonName, { approval, name: item, say }: Labelled): Button {
  const label = say(`approvals.buttons.${name}`);
  const style = styles[name];
  return {
    type: 'button',
    action_id: `approval:${name}`,
    text: plain(label),
    value: voteValue(approval),
    // Several of them in one message are told apart by whoever only hears them.
    accessibility_label: clampText(say('follow-up.buttons.spoken', { button: label, item }), 75),
    ...(style ? { style } : {}),
  };
}

function menu(names: readonly MenuName[], { approval, say }: Labelled): Overflow {
  return {
    type: 'overflow',
    action_id: 'approval:more',
    options: names.map((name) => ({
      text: plain(say(`approvals.buttons.${name}`)),
      value: `${name}|${voteValue(approval)}`,
    })),
  };
}

const regional: Readonly<Record<Locale, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** "Ana, Ben and Chloé", or "Ana, Ben and 198 others" where there are more than `atMost`. */
export function namesText(
  names: readonly string[],
  { locale, say }: { readonly locale: Locale; readonly say: Say },
  atMost: number,
): string {
  if (names.length <= atMost) return new Intl.ListFormat(regional[locale], { type: 'conjunction' }).format(names);
  const shown = names.slice(0, atMost - 1);
  return say('approvals.names.more', { names: shown.join(', '), count: names.length - shown.length });
}
