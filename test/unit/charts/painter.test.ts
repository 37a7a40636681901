import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../src/platform/charts/chart-spec.js';
import { createPainter, type Painter } from '../../../src/platform/charts/drawing/painter.js';
import { fontOf } from '../../../src/platform/charts/drawing/pen.js';
import { aBoard, aPoint, aProcess, aRow, aSixTwelve } from './sample-specs.js';

let paint: Painter;

beforeAll(() => {
  paint = createPainter();
});

/** How many pixels are darker than any grid line or band: a measure of ink. */
function ink(spec: ChartSpec): number {
  const { data } = paint(spec);
  let count = 0;
  for (let red = 0; red < data.length; red += 4) if ((data[red] ?? 255) < 200) count += 1;
  return count;
}

function series(values: readonly (number | null)[]): ChartSpec[] {
  const points = values.map((value, index) => aPoint({ label: `S${index}`, value }));
  return [
    aBoard({ rows: [aRow({ value: values.at(-1) ?? null, points: values, band: { low: Number.NaN, high: 1 } })] }),
    aSixTwelve({ weeks: points, months: points }),
    aProcess({ points, limits: undefined, target: undefined }),
    aProcess({ points }),
  ];
}

describe('a drawn chart', () => {
  it.each([
    ['6-12', aSixTwelve(), 1600, 900],
    ['process', aProcess(), 1600, 900],
    ['reference size', aSixTwelve({ width: 600, height: 300 }), 1200, 600],
    ['absurd size', aSixTwelve({ width: 1e9, height: -5 }), 3200, 300],
  ])('has twice the CSS size: %s', (_name, spec, width, height) => {
    const pixels = paint(spec);

    expect([pixels.width, pixels.height]).toEqual([width, height]);
    expect(pixels.data.byteLength).toBe(width * height * 4);
  });

  it('is opaque and white at its edges', () => {
    const { data, width, height } = paint(aBoard());

    for (const pixel of [0, width - 1, width * (height - 1), width * height - 1]) {
      expect([...data.subarray(pixel * 4, pixel * 4 + 4)]).toEqual([255, 255, 255, 255]);
    }
  });

  it('is never taller than 450 at ten rows, and draws no more than ten', () => {
    const rows = Array.from({ length: 13 }, () => aRow());

    const ten = paint(aBoard({ subtitle: 'Semaine 46', rows: rows.slice(0, 10) }));
    const more = paint(aBoard({ subtitle: 'Semaine 46', rows }));

    expect(ten.height).toBeLessThanOrEqual(900);
    expect(more.height).toBe(ten.height);
  });

  it('is the same picture each time, whatever was drawn between', () => {
    const first = Buffer.from(paint(aSixTwelve()).data);
    paint(aProcess());
    paint(aSixTwelve({ title: 'Autre chose' }));

    expect(paint(aSixTwelve()).data.equals(first)).toBe(true);
  });

  it('tells an incomplete week from a whole one', () => {
    const weeks = aSixTwelve().weeks.map((week, index) => (index === 5 ? { ...week, isIncomplete: true } : week));

    expect(paint(aSixTwelve({ weeks })).data.equals(paint(aSixTwelve()).data)).toBe(false);
  });
});

describe('honest drawings of awkward data', () => {
  it.each([
    ['an empty series', []],
    ['one point', [42]],
    ['nothing but gaps', [null, null, null]],
    ['not numbers', [Number.NaN, Number.POSITIVE_INFINITY, 3]],
    ['a trillion', [1e12, 1.1e12, 0.9e12]],
    ['negative values', [-5, -3, -8]],
    ['tiny values', [1e-9, 2e-9, 1.5e-9]],
    ['equal values', [7, 7, 7, 7]],
    ['zeros', [0, 0, 0]],
    ['gaps at both ends', [null, 4, null, 5, null]],
    ['far more points than are drawn', Array.from({ length: 400 }, (_, index) => index)],
  ])('draws %s', (_name, values) => {
    for (const spec of series(values)) expect(ink(spec)).toBeGreaterThan(500);
  });

  it('writes "no data" where there is none', () => {
    const untitled = { title: '', locale: 'fr' } as const;

    expect(ink(aSixTwelve({ ...untitled, weeks: [], months: [] }))).toBeGreaterThan(500);
    expect(ink(aProcess({ ...untitled, points: [] }))).toBeGreaterThan(500);
    expect(ink(aBoard({ ...untitled, rows: [] }))).toBeGreaterThan(500);
  });

  it('survives names, notes and events of any length', () => {
    const long = 'Taux de transformation des visites organiques en prospects qualifiés ';
    const rows = [aRow({ name: long, note: long }), aRow({ name: '', note: '' }), aRow({ name: '📈'.repeat(60) })];
    const events = [0, 1, 2, 3, 99, -1].map((week) => ({ week, text: long.repeat(3) }));
    const boxes = [{ label: long, text: long }];

    expect(ink(aBoard({ title: long.repeat(3), subtitle: long.repeat(3), rows }))).toBeGreaterThan(500);
    expect(ink(aSixTwelve({ title: long.repeat(3), events, boxes }))).toBeGreaterThan(500);
  });

  it('draws limits and targets that are reversed or not numbers', () => {
    const limits = { mean: Number.NaN, low: 50, high: 30 };

    expect(ink(aProcess({ limits, target: { low: 9, high: Number.NaN } }))).toBeGreaterThan(500);
  });
});

describe('the font', () => {
  it('has a glyph of its own for every accent, sign and space of French figures', () => {
    const { createCanvas } = createRequire(import.meta.url)('canvas') as typeof import('canvas');
    const pen = createCanvas(8, 8).getContext('2d');
    const widthOf = (text: string, font: string): number => {
      pen.font = font;
      return pen.measureText(text).width;
    };

    for (const weight of [400, 600, 700] as const) {
      const font = fontOf(100, weight);
      const missing = widthOf('\u{10fffd}', font);
      for (const character of 'éèêëàâçœæùûüîïôÉÀÇŒ€−–…·’«»%°') {
        expect(widthOf(character, font), character).not.toBe(missing);
      }
      expect(widthOf('\u202f', font)).toBeLessThan(widthOf('\u00a0', font));
      expect(widthOf('\u00a0', font)).toBe(widthOf(' ', font));
    }
  });

  it('is drawn in three weights', () => {
    const { createCanvas } = createRequire(import.meta.url)('canvas') as typeof import('canvas');
    const pen = createCanvas(8, 8).getContext('2d');
    const widths = ([400, 600, 700] as const).map((weight) => {
      pen.font = fontOf(100, weight);
      return pen.measureText('Œuvre 2026').width;
    });

    expect(new Set(widths).size).toBe(3);
  });
});
