import { expect, it } from 'vitest';
import { nearestNames } from '../../../src/kernel/nearest-names.js';

it.each([
  ['a letter too many', 'leadss', ['leads']],
  ['a letter too few', 'leds', ['leads']],
  ['a wrong letter', 'leafs', ['leads']],
  ['two letters swapped', 'cots', ['cost']],
  ['case, accents and dashes', 'Cout_par_LEAD', ['coût-par-lead']],
  ['a third of the letters wrong', 'cuot-pra-lad', ['coût-par-lead']],
  ['two of four letters wrong', 'note', []],
  ['something else', 'stock', []],
  ['nothing', '–', []],
])('takes %s for what is meant', (_, typed, meant) => {
  expect(nearestNames(typed, ['name', 'leads', 'cost', 'coût-par-lead', 'roas'])).toEqual(meant);
});

it('takes no single letter for another', () => {
  expect(nearestNames('a', ['b', 'ab'])).toEqual([]);
  expect(nearestNames('fr', ['en', 'fb'])).toEqual(['fb']);
});

it('gives the nearest first, those as near by their names, and three at most', () => {
  expect(nearestNames('cost', ['coast', 'most', 'costs', 'cost', 'post'])).toEqual(['cost', 'coast', 'costs']);
});

it('looks at every spelling of a name', () => {
  const spellings = new Map([
    ['cpl', ['cpl', 'Cost per lead', 'Coût par lead']],
    ['roas', ['roas', 'Return on ad spend']],
  ]);

  expect(nearestNames('cost pre lead', spellings.keys(), (key) => spellings.get(key) ?? [])).toEqual(['cpl']);
});

it('is done in a moment, however long the text is', () => {
  expect(nearestNames('q'.repeat(1_000_000), ['leads', 'q'])).toEqual([]);
});
