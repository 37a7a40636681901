import type {
  BoardRow,
  BoardSpec,
  PeriodPoint,
  ProcessSpec,
  SixTwelveSpec,
} from '../../../src/platform/charts/chart-spec.js';

const euros = { style: 'currency', decimals: 2, currency: 'EUR' } as const;

export function aRow(change: Partial<BoardRow> = {}): BoardRow {
  return {
    name: 'Coût par lead',
    value: 51.35,
    format: euros,
    status: 'red',
    points: [36, 37.5, 35.2, 36.8, 38.1, 36.2, 35.9, 37, 36.4, 44.5, 48.5, 51.35],
    ...change,
  };
}

export function aBoard(change: Partial<BoardSpec> = {}): BoardSpec {
  return { kind: 'board', locale: 'fr', title: 'Coût par lead hors limites', rows: [aRow()], ...change };
}

export function aPoint(change: Partial<PeriodPoint> = {}): PeriodPoint {
  return { label: 'S46', value: 14_210, ...change };
}

export function aSixTwelve(change: Partial<SixTwelveSpec> = {}): SixTwelveSpec {
  return {
    kind: 'six-twelve',
    locale: 'fr',
    title: 'Visites au-dessus de la cible',
    format: { style: 'number', decimals: 0, unit: 'visites' },
    weeks: [11_800, 12_150, 11_420, 12_980, 13_650, 14_210].map((value, index) =>
      aPoint({ label: `S${41 + index}`, value, priorYear: value - 900, target: 12_500 }),
    ),
    months: Array.from({ length: 12 }, (_, index) => aPoint({ label: `M${index + 1}`, value: 45_000 + index * 800 })),
    ...change,
  };
}

export function aProcess(change: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    kind: 'process',
    locale: 'fr',
    title: 'Coût par lead hors limites',
    format: euros,
    points: [36, 37.5, 35.2, 36.8, 38.1, 44.5].map((value, index) => ({ label: `S${41 + index}`, value })),
    limits: { mean: 36.7, low: 31.2, high: 42.2 },
    target: 38,
    ...change,
  };
}
