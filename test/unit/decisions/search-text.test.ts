import { expect, it } from 'vitest';
import { plainWords, searchTextOf } from '../../../src/features/decisions/search-text.js';

it('compares words without accents, case and marks', () => {
  expect(plainWords('  Déplacer le BUDGET d’affichage (Q1) — vers l’été ?')).toBe(
    'deplacer le budget d affichage q1 vers l ete',
  );
  expect(plainWords('Main-d’Œuvre 100 %_x')).toBe('main d oeuvre 100 x');
});

it('looks in the question, the context, the options and the reason', () => {
  const text = searchTextOf({
    number: 3,
    question: 'Où dépenser ?',
    context: 'Salon',
    options: [{ title: 'Télé', cost: '12 k€', consequence: 'tard' }],
    recommendation: 'moins cher',
    rationale: 'Décidé par étapes',
  });

  expect(text).toBe('d3 ou depenser salon tele 12 k tard moins cher decide par etapes');
});
