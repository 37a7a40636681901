import type { Block } from '@slack/types';
import { clampText } from './escape.js';
import { fitElement } from './fit-element.js';
import { fitText, fitTexts, isRecord, type LooseBlock, recordsOf } from './fit-text.js';
import { slackLimits as limits } from './limits.js';

type Fit = (block: LooseBlock) => LooseBlock | null;

/** Brings one block within Slack's limits, shortening its texts; null when nothing of it is left to show. */
export function fitBlock(block: Block): Block | null {
  const loose: LooseBlock = { ...block };
  const fitType = fits[block.type];
  return fitType ? fitType(loose) : loose;
}

/** Characters of a block that Slack counts towards the sum of one message. */
export function textLengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + textLengthOf(entry), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => sum + lengthOfField(name, inner), 0);
}

const readFields = ['text', 'alt_text', 'caption', 'label', 'name', 'title', 'subtitle', 'x_label', 'y_label'];

function lengthOfField(name: string, value: unknown): number {
  if (typeof value === 'string') return readFields.includes(name) ? value.length : 0;
  return textLengthOf(value);
}

const fits: Readonly<Record<string, Fit>> = {
  section: fitSection,
  header(block) {
    const text = fitText(block['text'], limits.header);
    return text && { ...block, text };
  },
  context: (block) => withList(block, 'elements', recordsOf(block['elements']).slice(0, 10).flatMap(fitContextElement)),
  image: (block) => fitImage(block),
  actions: (block) =>
    withList(
      block,
      'elements',
      recordsOf(block['elements'])
        .slice(0, limits.elementsPerActions)
        .flatMap((element) => fitElement(element) ?? []),
    ),
  input: fitInput,
  table: (block) => fitTable(block, limits.tableRows),
  data_table: (block) => fitTable(block, limits.tableRows + 1),
  container(block) {
    const children = recordsOf(block['child_blocks']).flatMap((child) => fitBlock(child) ?? []);
    const title = fitText(block['title'], limits.containerTitle);
    return title && withList({ ...block, title }, 'child_blocks', children.slice(0, limits.childBlocks));
  },
  markdown: (block) => (typeof block['text'] === 'string' && block['text'].trim() !== '' ? block : null),
};

function withList(block: LooseBlock, field: string, entries: readonly unknown[]): LooseBlock | null {
  return entries.length === 0 ? null : { ...block, [field]: entries };
}

function fitSection(block: LooseBlock): LooseBlock | null {
  const { text: givenText, fields: givenFields, accessory: givenAccessory, ...rest } = block;
  const text = fitText(givenText, limits.textObject);
  const fields = (Array.isArray(givenFields) ? givenFields : [])
    .flatMap((field: unknown) => fitText(field, limits.sectionField) ?? [])
    .slice(0, limits.fieldsPerSection);
  if (!text && fields.length === 0) return null;
  const [accessory] = recordsOf([givenAccessory]).flatMap((element) => fitElement(element) ?? []);
  return {
    ...rest,
    type: block.type,
    ...(text && { text }),
    ...(fields.length > 0 && { fields }),
    ...(accessory && { accessory }),
  };
}

function fitContextElement(element: LooseBlock): LooseBlock[] {
  const fitted = element.type === 'image' ? fitImage(element) : fitText(element, limits.textObject);
  return fitted ? [fitted] : [];
}

function fitImage(block: LooseBlock): LooseBlock {
  const alt = typeof block['alt_text'] === 'string' ? block['alt_text'] : '';
  const { title: givenTitle, ...rest } = block;
  const title = typeof givenTitle === 'string' ? null : fitText(givenTitle, limits.imageTitle);
  // Slack refuses a picture without alternative text.
  const altText = clampText(alt.trim() === '' ? '–' : alt, limits.altText);
  return { ...rest, type: block.type, alt_text: altText, ...(title && { title }) };
}

/** An input that offers nothing to choose from goes: Slack would refuse the whole form for it. */
function fitInput(block: LooseBlock): LooseBlock | null {
  const [given] = recordsOf([block['element']]);
  const element = given && fitElement(given);
  if (!element) return null;
  const { label = { type: 'plain_text', text: '–' }, ...rest } = fitTexts(block, {
    label: limits.inputLabel,
    hint: limits.inputLabel,
  });
  return { ...rest, type: block.type, label, element };
}

function fitTable(block: LooseBlock, maxRows: number): LooseBlock | null {
  const rows = (Array.isArray(block['rows']) ? block['rows'] : [])
    .slice(0, maxRows)
    .map((row: unknown) => recordsOf(row).slice(0, limits.tableColumns).map(fitCell));
  return withList(block, 'rows', rows);
}

function fitCell(cell: LooseBlock): LooseBlock {
  if (typeof cell['text'] !== 'string') return cell;
  return { ...cell, text: clampText(cell['text'] === '' ? '–' : cell['text'], limits.tableCell) };
}
