import type { ActionsBlock, Button, ContextBlock, InputBlock, SectionBlock } from '@slack/types';

/** The few shapes answers about KPIs are built of. What people wrote is escaped by whoever puts it into mrkdwn. */

export const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

export function section(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

export function small(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
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

export function textInput(
  field: { readonly id: string; readonly label: string; readonly hint?: string; readonly isOptional?: boolean },
  text: { readonly initial?: string; readonly isLong?: boolean; readonly max: number },
): InputBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label),
    optional: field.isOptional ?? false,
    ...(field.hint ? { hint: plain(field.hint) } : {}),
    element: {
      type: 'plain_text_input',
      action_id: field.id,
      multiline: text.isLong ?? false,
      max_length: text.max,
      ...(text.initial ? { initial_value: text.initial } : {}),
    },
  };
}
