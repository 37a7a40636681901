import { button } from './elements.js';
import { imageElement } from './images.js';
import { anything, type Fields, isRecord, list, note, oneOf, type Rule, shape, str } from './rules.js';
import { anyText } from './texts.js';

const blockId = { block_id: str(255, { min: 1 }) };

const somethingToShow: Rule = (value, pointer, findings) => {
  const parts = ['hero_image', 'title', 'actions', 'body'];
  if (isRecord(value) && parts.every((part) => value[part] === undefined)) {
    note(findings, `at least one of ${parts.join(', ')} is needed`, pointer);
  }
};

const card: Rule = shape(
  { type: oneOf('card') },
  {
    ...blockId,
    hero_image: imageElement,
    icon: imageElement,
    title: anyText(150),
    subtitle: anyText(150),
    body: anyText(200),
    actions: list(button, { min: 1, max: 2 }),
  },
  somethingToShow,
);

export const cards: Fields = {
  card,
  carousel: shape({ type: anything, elements: list(card, { min: 1, max: 10 }) }, blockId),
  alert: shape(
    { type: anything, text: anyText(3000) },
    { ...blockId, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
};
