import { describe, expect, it } from 'vitest';
import { findKpi, nearestKpis } from '../../../src/features/kpi-commands/find-kpi.js';
import type { CommitteeKpi } from '../../../src/features/kpis/public.js';
import { aKpi } from '../kpis/builders.js';

const entry = (key: string, en: string, fr: string): CommitteeKpi => ({
  id: key,
  kpi: aKpi({ key, name: { en, fr } }),
  formula: null,
  owner: null,
  sources: [],
});

const kpis = [
  entry('leads', 'Leads', 'Prospects'),
  entry('cost-per-lead', 'Cost per lead', 'Coût par lead'),
  entry('roas', 'Return on ad spend', 'Retour sur dépenses publicitaires'),
  entry('cpl', 'Old cost', 'Ancien coût'),
];

describe('the KPI that is meant', () => {
  it.each([
    ['leads', 'leads'],
    ['LEADS', 'leads'],
    ['cost_per_lead', 'cost-per-lead'],
    ['cost per lead', 'cost-per-lead'],
    ['cout par lead', 'cost-per-lead'],
    ['Prospects', 'leads'],
  ])('%j is %s', (typed, key) => {
    expect(findKpi(kpis, typed)?.kpi.key).toBe(key);
  });

  it.each(['laeds', '', '🦄', 'x'.repeat(5_000)])('%j is none', (typed) => {
    expect(findKpi(kpis, typed)).toBeUndefined();
  });

  it.each([
    ['lead', ['cost-per-lead', 'leads']],
    ['leds', ['leads']],
    ['laeds', ['leads']],
    ['cost-pre-lead', ['cost-per-lead']],
    ['roa', ['roas']],
    ['zzz', []],
    ['🦄', []],
  ])('%j is near to %j', (typed, keys) => {
    expect(nearestKpis(kpis, typed)).toEqual(keys);
  });

  it('is looked for in a moment, whatever was typed', () => {
    expect(nearestKpis(kpis, 'q'.repeat(10_000))).toEqual([]);
  });
});
