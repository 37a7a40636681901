import { describe, expect, it } from 'vitest';
import { chartAltText, chartTable } from '../../../src/platform/charts/chart-words.js';
import { aBoard, aPoint, aProcess, aRow, aSixTwelve } from './sample-specs.js';

/** Intl's narrow and no-break spaces read as plain ones here. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

describe('alt text', () => {
  it('tells the finding, the counts and what is off target of a board, in French', () => {
    const rows = [
      aRow({ change: { kind: 'percent', value: 0.183 }, target: 38, signal: 'concern' }),
      aRow({ name: 'Part de voix', value: null, status: 'grey' }),
    ];

    const text = plain(chartAltText(aBoard({ rows })));

    expect(text).toBe(
      'Coût par lead hors limites. 2 indicateurs : 1 rouge, 1 sans statut. ' +
        'Rouge : Coût par lead 51,35 € (+18,3 %, objectif 38,00 €, dégradation). Sans données : Part de voix.',
    );
  });

  it('says the same in English with English punctuation', () => {
    const rows = [aRow(), aRow({ name: 'Bounce rate', value: 0.4123, format: { style: 'percent', decimals: 1 } })];

    const text = chartAltText(aBoard({ locale: 'en', title: 'Two off target', rows }));

    expect(text).toBe('Two off target. 2 indicators: 2 red. Red: Coût par lead €51.35; Bounce rate 41.2%.');
  });

  it('never calls an incomplete month whole', () => {
    const months = [
      aPoint({ label: 'oct.', value: 54_800 }),
      aPoint({ label: 'nov.', value: 29_400, isIncomplete: true }),
    ];

    const text = plain(chartAltText(aSixTwelve({ months })));

    expect(text).toContain('Dernier mois (nov., incomplet) : 29 400 visites.');
    expect(text).not.toContain('Sur 2 mois');
  });

  it('names limits, target and signal points of a process chart', () => {
    const points = [...aProcess().points.slice(0, 5), { label: 'S46', value: 44.5, signal: 'concern' as const }];

    const text = plain(
      chartAltText(aProcess({ points, limits: { mean: 36.7, low: 31.2, high: 42.2, isTrial: true } })),
    );

    expect(text).toContain('6 points de S41 à S46, entre 35,20 € et 44,50 €.');
    expect(text).toContain('Limites naturelles : 31,20 € – 42,20 € (à titre provisoire).');
    expect(text).toContain('Signaux : S46 (dégradation).');
  });

  it.each([
    ['board', aBoard({ rows: [] })],
    ['6-12', aSixTwelve({ weeks: [], months: [aPoint({ value: null })] })],
    ['process', aProcess({ points: [{ label: 'S1', value: Number.NaN }] })],
  ])('says that a %s chart has no data', (_kind, spec) => {
    expect(chartAltText(spec)).toContain('Pas de données.');
  });

  it("stays within Slack's 1,000 characters and never cuts an emoji in two", () => {
    for (let padding = 0; padding < 4; padding += 1) {
      const rows = Array.from({ length: 60 }, () => aRow({ name: `${'x'.repeat(padding)}${'📈'.repeat(30)}` }));

      const text = chartAltText(aBoard({ rows }));

      expect(text.length).toBeLessThanOrEqual(1_000);
      expect(text.length).toBeGreaterThan(990);
      expect(text.endsWith('…')).toBe(true);
      expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    }
  });
});

describe('text table', () => {
  it('holds every row of a board, also those the picture has no room for', () => {
    const rows = Array.from({ length: 14 }, (_, index) => aRow({ name: `KPI ${index}` }));

    const table = chartTable(aBoard({ rows }));

    expect(table.rows).toHaveLength(14);
  });

  it('leaves out columns that no row fills', () => {
    const table = chartTable(aBoard({ rows: [aRow({ owner: 'Ana' })] }));

    expect(table.header).toEqual(['Indicateur', 'Statut', 'Valeur', 'Responsable']);
    expect(plain(table.rows[0]?.join(' | ') ?? '')).toBe('Coût par lead | rouge | 51,35 € | Ana');
  });

  it('writes a minus sign, not a hyphen, and "no data" for a missing value', () => {
    const rows = [aRow({ value: -12.5 }), aRow({ value: Number.POSITIVE_INFINITY })];

    const table = chartTable(aBoard({ rows }));

    expect(table.rows.map((row) => plain(row[2] ?? ''))).toEqual(['−12,50 €', 'pas de données']);
  });

  it('lists weeks with their events, months, then the summary boxes', () => {
    const spec = aSixTwelve({
      months: [],
      events: [{ week: 5, text: 'Campagne' }],
      boxes: [{ label: 'Mois à date', text: '29 400' }],
    });

    const table = chartTable(spec);

    expect(table.header).toEqual(['Période', 'Valeur', 'An dernier', 'Objectif', 'Note']);
    expect(table.rows.at(-2)?.at(-1)).toBe('Campagne');
    expect(table.rows.at(-1)).toEqual(['Mois à date', '29 400', '', '', '']);
  });

  it('ends a process chart with its mean, limits and target', () => {
    const table = chartTable(aProcess({ target: { low: 30, high: 38 } }));

    expect(table.rows.slice(-4).map((row) => plain(row.slice(0, 2).join(' ')))).toEqual([
      'Moyenne 36,70 €',
      'Limite haute 42,20 €',
      'Limite basse 31,20 €',
      'Objectif 30,00 € – 38,00 €',
    ]);
  });
});
