import { token } from '../ids.js';
import { limits } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { Block } from '../state/model.js';
import { blockRules, type Surface, surfaces } from './blocks.js';
import { byType, type Findings, isRecord, list, newFindings, note } from './rules.js';
import { checkTogether, countOf } from './together.js';

const maxBlocks: Readonly<Record<Surface, number>> = {
  message: limits.blocksPerMessage,
  modal: limits.blocksPerView,
  home: limits.blocksPerView,
};

export interface CheckOptions {
  readonly surface: Surface;
  readonly isUsableFile: (reference: Record<string, unknown>) => boolean;
  /** An answer through response_url is not held to the sum of text. */
  readonly isTextBounded?: boolean;
}

/**
 * Checks blocks as Slack does and gives them back with the ids Slack adds where the app left them out.
 * @throws Refusal invalid_blocks with `errors`, msg_blocks_too_long, only_one_table_allowed
 */
export function checkBlocks(value: unknown, options: CheckOptions): Block[] {
  const findings = newFindings(options.isUsableFile);
  const blocks = lookAtBlocks(value, { surface: options.surface, findings, pointer: '/blocks' });
  if (findings.errors.length > 0) throw invalidBlocks('invalid_blocks', findings.errors);
  if (countOf(blocks, ['table', 'data_table']) > limits.tablesPerMessage) throw new Refusal('only_one_table_allowed');
  const isBounded = options.surface === 'message' && options.isTextBounded !== false;
  if (isBounded && findings.textLength > limits.blockTextPerMessage) throw new Refusal('msg_blocks_too_long');
  return blocks.map(withIds);
}

/** Notes what is wrong with blocks, each and together. @returns those that are objects, as they came */
export function lookAtBlocks(
  value: unknown,
  { surface, findings, pointer }: { surface: Surface; findings: Findings; pointer: string },
): Record<string, unknown>[] {
  list(byType(surfaces[surface]), { max: maxBlocks[surface] })(value, pointer, findings);
  const blocks = Array.isArray(value) ? value.filter(isRecord) : [];
  checkTogether(blocks, { surface, findings, pointer });
  if (findings.markdownLength > limits.markdownPerMessage) {
    note(findings, `no more than ${limits.markdownPerMessage} characters of markdown allowed`, pointer);
  }
  return blocks;
}

/** How Slack wraps a list of faults: for a message as `errors` too, always as messages for people. */
export function invalidBlocks(error: string, errors: readonly string[]): Refusal {
  const response_metadata = { messages: errors.map((text) => `[ERROR] ${text}`) };
  return new Refusal(error, error === 'invalid_arguments' ? { response_metadata } : { errors, response_metadata });
}

/** The types of blocks the check knows, for the table in the README. */
export const knownBlockTypes: readonly string[] = Object.keys(blockRules);

/** The block with the ids Slack gives to it, to what it holds and to its elements. */
export function withIds(block: Record<string, unknown>): Block {
  const named: Record<string, unknown> = { ...block, block_id: block['block_id'] ?? token(5) };
  const { child_blocks: children, elements, actions } = block;
  if (Array.isArray(children)) named['child_blocks'] = children.filter(isRecord).map(withIds);
  if (block['type'] === 'carousel' && Array.isArray(elements))
    named['elements'] = elements.filter(isRecord).map(withIds);
  if (['actions', 'context_actions'].includes(String(block['type'])) && Array.isArray(elements)) {
    named['elements'] = elements.map(withActionId);
  }
  if (block['type'] === 'card' && Array.isArray(actions)) named['actions'] = actions.map(withActionId);
  if (isRecord(block['accessory'])) named['accessory'] = withActionId(block['accessory']);
  if (isRecord(block['element'])) named['element'] = withActionId(block['element']);
  return named as Block;
}

function withActionId(element: unknown): unknown {
  if (!isRecord(element) || element['type'] === 'image') return element;
  return { ...element, action_id: element['action_id'] ?? token(5) };
}
