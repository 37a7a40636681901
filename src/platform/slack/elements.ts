import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  Overflow,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { clampText } from './escape.js';
import { slackLimits } from './limits.js';

/* The few blocks that messages and forms are made of, for every feature. */

/** What a message or an answer says: in words alone, for notifications and whoever hears it, and as it is seen. */
export type Card = { readonly text: string; readonly blocks: readonly KnownBlock[] };

export const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

export type Choice = { readonly value: string; readonly text: string };

const option = ({ value, text }: Choice): PlainTextOption => ({ text: plain(text), value });

/** An input. Its id names the field: what is typed is read, and refused, by it. */
type Field = { readonly id: string; readonly label: string; readonly hint?: string; readonly isOptional?: boolean };

function input({ id, label, hint, isOptional }: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    optional: isOptional ?? false,
    ...(hint ? { hint: plain(hint) } : {}),
    element,
  };
}

export function textInput(
  field: Field,
  text: { readonly initial?: string; readonly isLong?: boolean; readonly max: number },
): InputBlock {
  return input(field, {
    type: 'plain_text_input',
    action_id: field.id,
    multiline: text.isLong ?? false,
    max_length: text.max,
    ...(text.initial ? { initial_value: text.initial } : {}),
  });
}

export function dateInput(field: Field, initial: string | null): InputBlock {
  return input(field, { type: 'datepicker', action_id: field.id, ...(initial ? { initial_date: initial } : {}) });
}

export function personInput(field: Field, initial: string | null): InputBlock {
  return input(field, { type: 'users_select', action_id: field.id, ...(initial ? { initial_user: initial } : {}) });
}

export function choiceInput(field: Field, choices: readonly Choice[], initial: string | null): InputBlock {
  const chosen = choices.find(({ value }) => value === initial);
  return input(field, {
    type: 'static_select',
    action_id: field.id,
    options: choices.map(option),
    ...(chosen ? { initial_option: option(chosen) } : {}),
  });
}

/** One box to tick: `value` is chosen, or nothing is. */
export function checkboxInput(field: Field, choice: Choice, isTicked = false): InputBlock {
  return input(
    { ...field, isOptional: true },
    {
      type: 'checkboxes',
      action_id: field.id,
      options: [option(choice)],
      ...(isTicked ? { initial_options: [option(choice)] } : {}),
    },
  );
}

/** Its options are asked for as one types. */
export function searchInput(field: Field, actionId: string, initial: Choice | null): InputBlock {
  return input(field, {
    type: 'external_select',
    action_id: actionId,
    min_query_length: 0,
    ...(initial ? { initial_option: option(initial) } : {}),
  });
}

/** Words in mrkdwn; what people wrote in them is escaped by whoever makes them. */
export function words(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Words in mrkdwn, with a button beside them. */
export function wordsBeside(text: string, accessory: Button): SectionBlock {
  return { ...words(text), accessory };
}

/** Fields in two columns, in mrkdwn: each value below its label. Those without a value are left out. */
export function fields(rows: readonly (readonly [label: string, value: string])[]): SectionBlock {
  const shown = rows.filter(([, value]) => value !== '');
  return { type: 'section', fields: shown.map(([label, value]) => mrkdwn(`${label}\n${value}`)) };
}

export function smallWords(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text) };
}

type ButtonOf = {
  readonly text: string;
  readonly value: string;
  /** What is heard in place of `text` by whoever hears several buttons of the same name. */
  readonly spoken?: string;
  readonly style?: 'primary' | 'danger' | undefined;
};

export function button(actionId: string, { text, value, spoken, style }: ButtonOf): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text),
    value,
    ...(spoken && { accessibility_label: clampText(spoken, slackLimits.buttonText) }),
    ...(style && { style }),
  };
}

/** What is rarer, behind three dots. */
export function menu(actionId: string, choices: readonly Choice[]): Overflow {
  return { type: 'overflow', action_id: actionId, options: choices.map(option) };
}

/** A list to choose from at once, in a message. */
export function select(actionId: string, placeholder: string, choices: readonly Choice[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(placeholder),
    options: choices.map(option),
  };
}

export function actions(...elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', elements };
}

/** The same under an id, by which a message with several is told what was pressed. */
export function actionsOf(blockId: string, ...elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements };
}
