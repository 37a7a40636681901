import { describe, expect, it } from 'vitest';
import { fittingLabels, spreadApart } from '../../../src/platform/charts/drawing/labels.js';
import { ellipsise, twoLines } from '../../../src/platform/charts/drawing/pen.js';

const tenEach = (text: string): number => Array.from(text).length * 10;

describe('labels under slots', () => {
  it('keeps all where they fit, else every second, and always the last', () => {
    const at = (distance: number) => ['a', 'b', 'c', 'd'].map((text, index) => ({ text, x: index * distance }));
    const keptAt = (distance: number) => fittingLabels(at(distance), { size: 20 }, tenEach).map(({ text }) => text);

    expect(keptAt(40)).toEqual(['a', 'b', 'c', 'd']);
    expect(keptAt(15)).toEqual(['b', 'd']);
    expect(keptAt(1)).toEqual(['d']);
  });
});

describe('spreadApart', () => {
  it('moves labels apart inside the limits and keeps their order', () => {
    const placed = spreadApart([100, 101, 20], 20, { top: 0, bottom: 110 });

    expect(placed).toEqual([90, 110, 20]);
  });
});

describe('cutting text by its measured width', () => {
  it.each([
    ['Taux de conversion', 100, 'Taux de c…'],
    ['Court', 100, 'Court'],
    ['📈📈📈📈', 30, '📈📈…'],
    ['Long', 5, ''],
  ])('%s in %i becomes "%s"', (text, room, expected) => {
    expect(ellipsise(text, room, tenEach)).toBe(expected);
  });

  it('breaks a title once, at a space, and ellipsises the second line', () => {
    expect(twoLines('un deux trois quatre', 90, tenEach)).toEqual(['un deux', 'trois qu…']);
  });

  it('loses no word when the first one is too long for a line', () => {
    expect(twoLines('anticonstitutionnel oui', 60, tenEach)).toEqual(['antic…', 'oui']);
  });
});
