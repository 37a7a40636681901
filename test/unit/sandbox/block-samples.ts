import { checkBlocks } from '../../../src/sandbox/blocks/check.js';
import { Refusal } from '../../../src/sandbox/refusal.js';
import type { Block } from '../../../src/sandbox/state/model.js';

/** Small blocks and elements to try limits on, and what Slack says of them. */
export type Json = Record<string, unknown>;

const isUsableFile = (reference: Json) => reference['id'] === 'F0READYFILE';
export const check = (blocks: unknown, surface: 'message' | 'modal' | 'home' = 'message'): Block[] =>
  checkBlocks(blocks, { surface, isUsableFile });

/** What Slack says of the blocks: the list of faults, the error when there is none such, or nothing. */
export function faults(blocks: unknown, surface: 'message' | 'modal' | 'home' = 'message'): unknown {
  try {
    check(blocks, surface);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.details['errors'] ?? error.error;
  }
}

export const x = (length: number) => 'x'.repeat(length);
export const plain = (text = 'text') => ({ type: 'plain_text', text });
export const mrkdwn = (text = 'text') => ({ type: 'mrkdwn', text });
export const options = (count: number, rest: Json = {}) =>
  Array.from({ length: count }, (_, index) => ({ text: plain(`Option ${index}`), value: `v${index}`, ...rest }));
export const cell = (text = 'a') => ({ type: 'raw_text', text });
export const rows = (count: number, width: number) =>
  Array.from({ length: count }, () => Array.from({ length: width }, () => cell()));
export const actions = (...elements: Json[]) => ({ type: 'actions', elements });
export const input = (element: Json) => ({ type: 'input', label: plain(), element });
export const button = (rest: Json = {}) => ({ type: 'button', action_id: 'go', text: plain(), ...rest });
const points = ['Jan', 'Feb'].map((label, value) => ({ label, value }));
export const line = (rest: Json = {}) => ({
  type: 'data_visualization',
  title: 'Leads',
  chart: { type: 'line', series: [{ name: 'a', data: points }], axis_config: { categories: ['Jan', 'Feb'] }, ...rest },
});
export const rich = (text = 'text') => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
