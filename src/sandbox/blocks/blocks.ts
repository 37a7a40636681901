import { limits } from '../limits.js';
import { cards } from './cards.js';
import { dataVisualization } from './charts.js';
import { accessories, actionElements, inputElements } from './elements.js';
import { imageElement, imageSource, slackFile } from './images.js';
import { richTextBlock, richTextElements } from './rich-text.js';
import {
  address,
  anything,
  bool,
  byType,
  type Fields,
  int,
  isRecord,
  list,
  note,
  oneOf,
  pick,
  type Rule,
  shape,
  str,
} from './rules.js';
import { tables } from './tables.js';
import { tasks } from './tasks.js';
import { anyText, countedText, plainText } from './texts.js';

const blockId = { block_id: str(limits.id, { min: 1 }) };

const textOrFields: Rule = (value, pointer, findings) => {
  if (isRecord(value) && value['text'] === undefined && value['fields'] === undefined) {
    note(findings, 'missing required field: text', pointer);
  }
};

/** A file is not sent before the form is. */
const quietFiles: Rule = (value, pointer, findings) => {
  if (!isRecord(value) || !isRecord(value['element']) || value['dispatch_action'] !== true) return;
  if (value['element']['type'] === 'file_input') note(findings, 'file_input cannot dispatch actions', pointer);
};

const markdownText: Rule = (value, pointer, findings) => {
  countedText(12_000)(value, pointer, findings);
  if (typeof value === 'string') findings.markdownLength += value.length;
};

const contextElement = byType({
  image: imageElement,
  plain_text: anyText(3000),
  mrkdwn: anyText(3000),
});

const simple: Fields = {
  section: shape(
    { type: anything },
    {
      ...blockId,
      text: anyText(3000),
      fields: list(anyText(2000), { min: 1, max: 10 }),
      accessory: byType(accessories),
      expand: bool,
    },
    textOrFields,
  ),
  header: shape({ type: anything, text: plainText(150) }, { ...blockId, level: int(1, 4) }),
  context: shape({ type: anything, elements: list(contextElement, { min: 1, max: 10 }) }, blockId),
  divider: shape({ type: anything }, blockId),
  actions: shape({ type: anything, elements: list(byType(actionElements), { min: 1, max: 25 }) }, blockId),
  image: shape(
    { type: anything, alt_text: str(2000, { min: 1 }) },
    { ...blockId, title: plainText(2000), image_url: address, slack_file: slackFile },
    imageSource,
  ),
  rich_text: shape({ type: anything, elements: richTextElements }, blockId),
  input: shape(
    { type: anything, label: plainText(2000), element: byType(inputElements) },
    { ...blockId, hint: plainText(2000), optional: bool, dispatch_action: bool },
    quietFiles,
  ),
  markdown: shape({ type: anything, text: markdownText }, blockId),
};

const inContainer = pick({ ...simple, ...tables }, [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
]);

const titledAndFoldable: Rule = (value, pointer, findings) => {
  if (!isRecord(value)) return;
  if (value['title'] === undefined && value['rich_text_title'] === undefined) {
    note(findings, 'missing required field: title', pointer);
  }
  if (value['default_collapsed'] === true && value['is_collapsible'] !== true) {
    note(findings, 'default_collapsed needs is_collapsible', pointer);
  }
};

const container = shape(
  { type: anything, child_blocks: list(byType(inContainer), { min: 1, max: 10 }) },
  {
    ...blockId,
    title: plainText(150),
    rich_text_title: richTextBlock,
    subtitle: anyText(150),
    icon: imageElement,
    width: oneOf('narrow', 'standard', 'wide', 'full'),
    is_collapsible: bool,
    default_collapsed: bool,
    has_header_divider: bool,
  },
  titledAndFoldable,
);

/** Every block this stand-in knows, by type. */
export const blockRules: Fields = {
  ...simple,
  ...tables,
  ...cards,
  ...tasks,
  container,
  data_visualization: dataVisualization,
};

export type Surface = 'message' | 'modal' | 'home';

const modalBlocks = ['section', 'header', 'context', 'divider', 'actions', 'image', 'rich_text', 'input'];

/** Which blocks Slack draws where. */
export const surfaces: Readonly<Record<Surface, Fields>> = {
  message: pick(
    blockRules,
    Object.keys(blockRules).filter((type) => type !== 'alert'),
  ),
  modal: pick(blockRules, [...modalBlocks, 'alert']),
  home: pick(blockRules, [...modalBlocks, 'card', 'data_table', 'data_visualization']),
};
