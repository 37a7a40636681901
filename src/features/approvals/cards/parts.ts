import type { ActionsBlock, Button, Overflow } from '@slack/types';
import type { Locale } from '../../../kernel/numbers.js';
import { actionsOf, button, menu } from '../../../platform/slack/elements.js';
import type { Say } from '../../../platform/texts.js';
import type { Approval } from '../approval.js';

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
  const buttons = names.map((name) => buttonNamed(name, about));
  return actionsOf(blockId(about), ...buttons, menuOf(menuNames, about));
}

/** For somebody who has no vote: see everything, take it back. */
export function watchButtons(about: Labelled): ActionsBlock {
  return actionsOf(blockId(about), detailsButton(about), menuOf(['withdraw', 'history'], about));
}

/** The way to everything about a request. */
export function detailsButton(about: Labelled): Button {
  return buttonNamed('details', about);
}

function blockId({ approval }: Labelled): string {
  return `approval:${approval.id}`;
}

const styles: Readonly<Record<string, 'primary' | 'danger'>> = { approve: 'primary', reject: 'danger' };

type ButtonName = 'approve' | 'reject' | 'change' | 'details';

function buttonNamed(name: ButtonName, { approval, name: item, say }: Labelled): Button {
  const text = say(`approvals.buttons.${name}`);
  // Several of them in one message are told apart by whoever only hears them.
  const spoken = say('follow-up.buttons.spoken', { button: text, item });
  return button(`approval:${name}`, { text, value: voteValue(approval), spoken, style: styles[name] });
}

function menuOf(names: readonly MenuName[], { approval, say }: Labelled): Overflow {
  return menu(
    'approval:more',
    names.map((name) => ({ text: say(`approvals.buttons.${name}`), value: `${name}|${voteValue(approval)}` })),
  );
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
