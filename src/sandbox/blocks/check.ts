import { token } from '../ids.js';
import { limits } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { Block } from '../state/model.js';
import { blockRules, type Surface, surfaces } from './blocks.js';
import { byType, type Findings, isRecord, list, note } from './rules.js';

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
  const findings: Findings = { errors: [], textLength: 0, isUsableFile: options.isUsableFile };
  list(byType(surfaces[options.surface]), { max: maxBlocks[options.surface] })(value, '/blocks', findings);
  const blocks = Array.isArray(value) ? value.filter(isRecord) : [];
  checkUnique(blocks, findings);
  if (countOf(blocks, ['data_visualization']) > limits.chartsPerMessage) {
    note(findings, `no more than ${limits.chartsPerMessage} data_visualization blocks allowed`, '/blocks');
  }
  if (findings.errors.length > 0) throw invalidBlocks('invalid_blocks', findings.errors);
  if (countOf(blocks, ['table', 'data_table']) > limits.tablesPerMessage) throw new Refusal('only_one_table_allowed');
  const isBounded = options.surface === 'message' && options.isTextBounded !== false;
  if (isBounded && findings.textLength > limits.blockTextPerMessage) throw new Refusal('msg_blocks_too_long');
  return blocks.map(withIds);
}

/** How Slack wraps a list of faults: once as `errors`, once as messages for people. */
export function invalidBlocks(error: string, errors: readonly string[]): Refusal {
  return new Refusal(error, { errors, response_metadata: { messages: errors.map((text) => `[ERROR] ${text}`) } });
}

/** The types of blocks the check knows, for the table in the README. */
export const knownBlockTypes: readonly string[] = Object.keys(blockRules);

function nested(blocks: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return blocks.flatMap((block) => {
    const children = Array.isArray(block['child_blocks']) ? block['child_blocks'].filter(isRecord) : [];
    return [block, ...children];
  });
}

function countOf(blocks: readonly Record<string, unknown>[], types: readonly string[]): number {
  return nested(blocks).filter((block) => types.includes(String(block['type']))).length;
}

function checkUnique(blocks: readonly Record<string, unknown>[], findings: Findings): void {
  const seen = new Set<unknown>();
  nested(blocks).forEach((block) => {
    const id = block['block_id'];
    if (id !== undefined && seen.has(id)) note(findings, `"block_id" must be unique: ${String(id)}`, '/blocks');
    seen.add(id);
  });
}

function withIds(block: Record<string, unknown>): Block {
  const named: Record<string, unknown> = { ...block, block_id: block['block_id'] ?? token(5) };
  if (Array.isArray(block['child_blocks'])) named['child_blocks'] = block['child_blocks'].filter(isRecord).map(withIds);
  if (block['type'] === 'actions' && Array.isArray(block['elements']))
    named['elements'] = block['elements'].map(withActionId);
  if (isRecord(block['accessory'])) named['accessory'] = withActionId(block['accessory']);
  if (isRecord(block['element'])) named['element'] = withActionId(block['element']);
  return named as Block;
}

function withActionId(element: unknown): unknown {
  if (!isRecord(element) || element['type'] === 'image') return element;
  return { ...element, action_id: element['action_id'] ?? token(5) };
}
