import { describe, expect, it } from 'vitest';
import { computeFigures } from '../../../src/features/kpis/figures.js';
import type { Kpi, Reading } from '../../../src/features/kpis/kpi.js';
import { autocorrelation, detectRules, processLimits } from '../../../src/features/kpis/process-behaviour.js';
import { parsePeriod, periodsEndingAt } from '../../../src/kernel/periods.js';
import { aKpi, ratiosFrom, readingsFrom, repeat } from './builders.js';

/** Thirds in every size: their weeks differ in the last digit, and mean one third each. */
const thirds = Array.from({ length: 91 }, (_, day) => {
  const numerator = ((day * 7) % 12) / 10 + 0.1;
  return [numerator, numerator * 3] as const;
});

function eachWeek(kpi: Kpi, readings: readonly Reading[]) {
  return periodsEndingAt(parsePeriod('2026-W48'), 6).map((period) =>
    computeFigures(kpi, readings, { period, asOf: period.end }),
  );
}

describe('a KPI that never changes', () => {
  const rate = aKpi({ rollUp: 'ratio', changeKind: 'points', format: { style: 'percent', decimals: 1 } });
  const hours = aKpi({ rollUp: 'mean', direction: 'lower', targets: [{ from: '1900-01-01', value: 0.7 }] });

  it.each([
    ['a rate of one third', rate, ratiosFrom(rate, '2026-08-31', thirds)],
    ['0.7 on every day', hours, readingsFrom(hours, '2026-08-31', repeat(0.7, 91))],
    ['a sum of tenths', aKpi(), readingsFrom(aKpi(), '2026-08-31', repeat(0.1, 91))],
  ])('is silent for %s', (_, kpi, readings) => {
    for (const figures of eachWeek(kpi, readings)) {
      expect(figures.behaviour).toMatchObject({ signals: [], isAutocorrelated: false });
      expect(figures.change?.value).toBe(0);
      expect(figures.series.every(({ mark }) => mark === null)).toBe(true);
    }
  });

  it('on its very target is green and will stay so', () => {
    const noisy = aKpi({ rollUp: 'mean', targets: [{ from: '1900-01-01', value: 0.1 + 0.2 }] });
    const [figures] = eachWeek(noisy, readingsFrom(noisy, '2026-08-31', repeat(0.3, 91)));

    expect(figures).toMatchObject({ status: 'green', variance: { isGood: true, absolute: 0 } });
    expect(figures?.behaviour.assurance).toBe('will-meet');
  });

  it('tells a real change after it, however small beside the figure', () => {
    const kpi = aKpi({ grain: 'week', rollUp: 'mean' });
    const readings = readingsFrom(kpi, '2026-08-31', [...repeat(1_000_000, 12), 1_000_001]);

    const last = eachWeek(kpi, readings).at(-1);

    expect(last?.behaviour.signals.map(({ rule }) => rule)).toContain('R1');
  });
});

describe('the process limits of equal figures', () => {
  const points = [0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.1 + 0.2, 0.3];

  it('lie on the figure itself, and nothing is beyond them', () => {
    const limits = processLimits(points);

    expect(limits?.movingRange).toBe(0);
    expect(limits && detectRules(points, limits, { hasRunRules: true })).toEqual([]);
    expect(autocorrelation(points)).toBe(0);
  });
});
