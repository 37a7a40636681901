import { contextActionElements } from './elements.js';
import { richTextBlock } from './rich-text.js';
import { address, anything, byType, type Fields, list, oneOf, type Rule, shape, str } from './rules.js';
import { countedText } from './texts.js';

const blockId = { block_id: str(255, { min: 1 }) };
const status = oneOf('pending', 'in_progress', 'complete', 'error');
const source = shape({ type: oneOf('url'), url: address, text: countedText(3000) });
const task = { task_id: str(255, { min: 1 }), title: countedText(3000) };
const more = {
  ...blockId,
  details: richTextBlock,
  output: richTextBlock,
  sources: list(source, { max: 100 }),
};
/** In a plan a task says neither its type nor its state where it need not. */
const plannedTask: Rule = shape(task, { ...more, type: oneOf('task_card'), status });

/** What an agent shows of its work. */
export const tasks: Fields = {
  task_card: shape({ type: anything, ...task, status }, more),
  plan: shape({ type: anything, title: countedText(3000) }, { ...blockId, tasks: list(plannedTask, { max: 100 }) }),
  context_actions: shape(
    { type: anything, elements: list(byType(contextActionElements), { min: 1, max: 5 }) },
    blockId,
  ),
};
