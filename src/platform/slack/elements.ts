import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';

/* The few blocks that messages and forms are made of, for every feature. */

export const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

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
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

export function smallWords(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text) };
}

export function button(
  actionId: string,
  { text, value, style }: { readonly text: string; readonly value: string; readonly style?: 'primary' | 'danger' },
): Button {
  return { type: 'button', action_id: actionId, text: plain(text), value, ...(style && { style }) };
}

export function actions(...elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}
