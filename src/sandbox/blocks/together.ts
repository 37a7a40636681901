import { limits } from '../limits.js';
import type { Surface } from './blocks.js';
import { type Findings, isRecord, note } from './rules.js';

/** What Slack asks of the blocks of one message or view together, beyond what it asks of each. */
export interface Together {
  readonly surface: Surface;
  readonly findings: Findings;
  readonly pointer: string;
}

type Json = Record<string, unknown>;

export function checkTogether(blocks: readonly Json[], place: Together): void {
  const all = nested(blocks);
  checkBlockIds(all, place);
  for (const block of all) checkActionIds(block, place);
  checkInputs(all, place);
  if (countOf(blocks, ['data_visualization']) > limits.chartsPerMessage) {
    note(place.findings, `no more than ${limits.chartsPerMessage} data_visualization blocks allowed`, place.pointer);
  }
}

/** How many blocks of these types there are, those within others included. */
export function countOf(blocks: readonly Json[], types: readonly string[]): number {
  return nested(blocks).filter((block) => types.includes(String(block['type']))).length;
}

/** Blocks and what stands in them: in a container, in a carousel. */
function nested(blocks: readonly Json[]): Json[] {
  return blocks.flatMap((block) => {
    const inCarousel = block['type'] === 'carousel' ? block['elements'] : [];
    return [block, ...records(block['child_blocks']), ...records(inCarousel)];
  });
}

/** The elements of one block that a person can use. */
function usable(block: Json): Json[] {
  const listed = ['actions', 'context_actions'].includes(String(block['type'])) ? block['elements'] : block['actions'];
  return [...records(listed), ...records([block['accessory'], block['element']])];
}

function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function repeated(ids: readonly unknown[]): unknown[] {
  return ids.filter((id, index) => id !== undefined && ids.indexOf(id) !== index);
}

function checkBlockIds(all: readonly Json[], { findings, pointer }: Together): void {
  for (const id of repeated(all.map((block) => block['block_id']))) {
    note(findings, `"block_id" must be unique: ${String(id)}`, pointer);
  }
}

/** Twice in one block is refused; the same id in two blocks is how one listener serves many rows. */
function checkActionIds(block: Json, { findings, pointer }: Together): void {
  for (const id of repeated(usable(block).map((element) => element['action_id']))) {
    note(findings, `"action_id" must be unique within its block: ${String(id)}`, pointer);
  }
}

/** One element has the focus; files and answers to a chosen channel belong to the inputs of a modal. */
function checkInputs(all: readonly Json[], { surface, findings, pointer }: Together): void {
  const elements = all.flatMap((block) => usable(block).map((element) => ({ block, element })));
  if (elements.filter(({ element }) => element['focus_on_load'] === true).length > 1) {
    note(findings, 'focus_on_load is allowed once', pointer);
  }
  for (const { block, element } of elements) {
    const isInModal = surface === 'modal' && block['type'] === 'input';
    if (element['type'] === 'file_input' && !isInModal) note(findings, 'file_input is allowed in modals only', pointer);
    if (element['response_url_enabled'] === true && !isInModal) {
      note(findings, 'response_url_enabled is allowed in inputs of a modal only', pointer);
    }
  }
}
