import type { KnownBlock, View } from '@slack/types';

/** Block Kit as plain data: the installed types know less of it than Slack does (charts, numbers in tables). */
export type Json = Readonly<Record<string, unknown>>;

export const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const option = (text: string, more: Json = {}) => ({
  text: plain(text),
  value: text.toLowerCase().replaceAll(' ', '_'),
  ...more,
});
export const optionGroup = (label: string, texts: readonly string[]) => ({
  label: plain(label),
  options: texts.map((text) => option(text)),
});
export const section = (text: string, more: Json = {}) => ({ type: 'section', text: mrkdwn(text), ...more });
export const asBlocks = (blocks: readonly Json[]) => blocks as unknown as KnownBlock[];

export interface ModalWords {
  readonly callbackId: string;
  readonly title: string;
  readonly submit?: string;
  readonly metadata?: string;
  readonly isHeardWhenClosed?: boolean;
}

export function modal({ callbackId, title, submit, metadata, isHeardWhenClosed }: ModalWords, blocks: readonly Json[]) {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title),
    close: plain('Cancel'),
    ...(submit && { submit: plain(submit) }),
    ...(metadata && { private_metadata: metadata }),
    ...(isHeardWhenClosed && { notify_on_close: true }),
    blocks,
  } as unknown as View;
}

const chosenFields = [
  'selected_option',
  'selected_options',
  'selected_user',
  'selected_users',
  'selected_conversation',
  'selected_conversations',
  'selected_channel',
  'selected_channels',
  'selected_date',
  'selected_time',
  'selected_date_time',
  'rich_text_value',
  'files',
  'value',
];

/** What was chosen, in one word a test can look for on the page: `fig`, `fig+kiwi`, `2026-12-24`, `nothing`. */
export function chosenWord(state: Json): string {
  const field = chosenFields.find((name) => state[name] !== undefined);
  const chosen = field === undefined ? undefined : state[field];
  if (chosen === null || chosen === undefined || chosen === '') return 'nothing';
  if (Array.isArray(chosen)) return chosen.map(oneWord).join('+') || 'nothing';
  return oneWord(chosen);
}

function oneWord(chosen: unknown): string {
  if (typeof chosen !== 'object' || chosen === null) return String(chosen);
  if ('value' in chosen) return String(chosen.value);
  if ('name' in chosen) return String(chosen.name);
  return JSON.stringify(chosen);
}
