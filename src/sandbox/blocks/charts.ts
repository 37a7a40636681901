import { anything, byType, isRecord, list, note, num, type Rule, shape, str } from './rules.js';
import { countedText } from './texts.js';

const label = str(20, { min: 1 });

const positive: Rule = (value, pointer, findings) => {
  num(value, pointer, findings);
  if (typeof value === 'number' && value <= 0) note(findings, 'must be more than 0', pointer);
};

/** Every series has one point for each category, under the category's own name. */
const pointsMatchCategories: Rule = (value, pointer, findings) => {
  if (!isRecord(value) || !isRecord(value['axis_config']) || !Array.isArray(value['series'])) return;
  const categories = value['axis_config']['categories'];
  if (!Array.isArray(categories)) return;
  const names = value['series'].map((series) => (isRecord(series) ? series['name'] : undefined));
  if (new Set(names).size !== names.length) note(findings, 'series names must be unique', `${pointer}/series`);
  value['series'].forEach((series, index) => {
    const points = isRecord(series) && Array.isArray(series['data']) ? series['data'] : [];
    const labels = points.map((point) => (isRecord(point) ? point['label'] : undefined));
    const fits = labels.length === categories.length && categories.every((category) => labels.includes(category));
    if (!fits) note(findings, 'must have exactly one point per category', `${pointer}/series/${index}/data`);
  });
};

const series = shape({ name: label, data: list(shape({ label, value: num }), { min: 1, max: 20 }) });

const axes: Rule = shape(
  {
    type: anything,
    series: list(series, { min: 1, max: 6 }),
    axis_config: shape({ categories: list(label, { min: 1, max: 20 }) }, { x_label: str(50), y_label: str(50) }),
  },
  {},
  pointsMatchCategories,
);

const pie: Rule = shape({ type: anything, segments: list(shape({ label, value: positive }), { min: 1, max: 6 }) });

export const dataVisualization: Rule = shape(
  { type: anything, title: countedText(50), chart: byType({ pie, bar: axes, area: axes, line: axes }) },
  { block_id: str(255, { min: 1 }) },
);
