import { limits } from '../limits.js';
import { dataVisualization } from './charts.js';
import { accessories, actionElements, elements, inputElements } from './elements.js';
import { imageSource, slackFile } from './images.js';
import { richTextElements } from './rich-text.js';
import {
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
import { anyText, countedText, plainText } from './texts.js';

const blockId = { block_id: str(limits.id, { min: 1 }) };

const textOrFields: Rule = (value, pointer, findings) => {
  if (isRecord(value) && value['text'] === undefined && value['fields'] === undefined) {
    note(findings, 'missing required field: text', pointer);
  }
};

const contextElement = byType({
  image: elements['image'] as Rule,
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
    { ...blockId, title: plainText(2000), image_url: str(3000), slack_file: slackFile },
    imageSource,
  ),
  rich_text: shape({ type: anything, elements: richTextElements }, blockId),
  input: shape(
    { type: anything, label: plainText(2000), element: byType(inputElements) },
    { ...blockId, hint: plainText(2000), optional: bool, dispatch_action: bool },
  ),
  markdown: shape({ type: anything, text: countedText(12_000) }, blockId),
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

const container = shape(
  { type: anything, title: plainText(150), child_blocks: list(byType(inContainer), { min: 1, max: 10 }) },
  {
    ...blockId,
    subtitle: plainText(150),
    width: oneOf('narrow', 'standard', 'wide', 'full'),
    is_collapsible: bool,
    default_collapsed: bool,
  },
);

/** Every block this stand-in knows, by type. */
export const blockRules: Fields = { ...simple, ...tables, container, data_visualization: dataVisualization };

export type Surface = 'message' | 'modal' | 'home';

const modalBlocks = ['section', 'header', 'context', 'divider', 'actions', 'image', 'rich_text', 'input'];

/** Which blocks Slack draws where. */
export const surfaces: Readonly<Record<Surface, Fields>> = {
  message: blockRules,
  modal: pick(blockRules, modalBlocks),
  home: pick(blockRules, [...modalBlocks, 'data_table', 'data_visualization']),
};
