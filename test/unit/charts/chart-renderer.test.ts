import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError, ExternalError } from '../../../src/kernel/errors.js';
import { createChartCache } from '../../../src/platform/charts/chart-cache.js';
import { chartKey } from '../../../src/platform/charts/chart-key.js';
import {
  type ChartRenderer,
  type ChartRendererOptions,
  createChartRenderer,
} from '../../../src/platform/charts/chart-renderer.js';
import type { ChartSpec } from '../../../src/platform/charts/chart-spec.js';
import { aBoard, aProcess, aSixTwelve } from './sample-specs.js';

const started: ChartRenderer[] = [];

function start(options: ChartRendererOptions = {}): ChartRenderer {
  const renderer = createChartRenderer({ maxThreads: 1, ...options });
  started.push(renderer);
  return renderer;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((renderer) => renderer.stop()));
});

describe('rendering', () => {
  it('gives an opaque PNG of twice the CSS size for every kind of chart', async () => {
    const renderer = start();

    for (const spec of [aBoard(), aSixTwelve(), aProcess()]) {
      const chart = await renderer.render(spec);
      const image = await sharp(chart.png).metadata();
      const { isOpaque } = await sharp(chart.png).stats();

      expect(image.format).toBe('png');
      expect([image.width, image.height]).toEqual([chart.width, chart.height]);
      expect(chart.width).toBe(1600);
      expect(chart.key).toBe(chartKey(spec));
      expect(isOpaque).toBe(true);
    }
  });

  it.each([1e308, -1e308, 1.7e308, -1.79e308, 1e300, 1e22, Number.POSITIVE_INFINITY, Number.NaN, 5e-324])(
    'draws every kind of chart in which %d stands, as far as it can be drawn',
    async (value) => {
      const renderer = start({ chartTimeoutMs: 25_000 });
      const board = aBoard();
      const points = [1, value, 3, -value].map((point, index) => ({ label: `w${index}`, value: point, target: value }));

      const charts = [
        { ...board, rows: board.rows.map((row) => ({ ...row, value, points: [1, value], target: value })) },
        { ...board, rows: board.rows.map((row) => ({ ...row, change: { kind: 'percent' as const, value } })) },
        { ...board, rows: board.rows.map((row) => ({ ...row, band: { low: -value, high: value } })) },
        { ...aSixTwelve(), weeks: points, months: points },
        { ...aProcess(), points, limits: { mean: 2, low: -value, high: value }, target: value },
        { ...aProcess(), points, limits: undefined, target: { low: -value, high: value } },
      ].map((spec) => renderer.render(spec));

      for (const { png } of await Promise.all(charts)) expect(png.byteLength).toBeGreaterThan(1_000);
    },
  );

  it('draws a text that was cut through a character, or holds a zero', async () => {
    const renderer = start();

    const chart = await renderer.render(aProcess({ title: 'Ventes \ud83d \0 \ude00' }));

    expect(chart.png.byteLength).toBeGreaterThan(1_000);
  });

  it('can be stopped while its threads start ahead of the first chart', async () => {
    const renderer = start();

    renderer.prepare();
    await renderer.stop();
    renderer.prepare();

    await expect(renderer.render(aProcess())).rejects.toThrow(/after the chart renderer stopped/);
  });

  it('draws the same content once, whether it is asked for together or later', async () => {
    const renderer = start();

    const [first, second] = await Promise.all([renderer.render(aProcess()), renderer.render(aProcess())]);
    const third = await renderer.render({ ...aProcess() });

    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  it('draws again what its cache had no room to keep', async () => {
    const renderer = start({ maxCacheBytes: 10 });

    const first = await renderer.render(aProcess());
    const again = await renderer.render(aProcess());

    expect(again).not.toBe(first);
    expect(Buffer.from(again.png).equals(first.png)).toBe(true);
  });

  it('names the chart that cannot be drawn, and goes on with the next', async () => {
    const renderer = start();
    const bad = { ...aProcess({ title: 'Panier moyen' }), points: 'none' } as unknown as ChartSpec;

    const failure = await renderer.render(bad).catch((error: unknown) => error);
    const next = await renderer.render(aProcess());

    expect(failure).toBeInstanceOf(AppError);
    expect(failure).not.toBeInstanceOf(ExternalError);
    expect(String(failure)).toContain('Panier moyen');
    expect(next.png.byteLength).toBeGreaterThan(1_000);
  });

  it('rejects with a retryable error that names the chart when its thread takes too long', async () => {
    const renderer = start({ workerUrl: new URL('./hanging-worker.mjs', import.meta.url), chartTimeoutMs: 1_500 });

    const failure = await renderer.render(aProcess({ title: 'Panier moyen' })).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ExternalError);
    expect(failure).toMatchObject({ isRetryable: true });
    expect(String(failure)).toContain('Panier moyen');
  });

  it('fails the one picture that ends its thread, draws those that were on it, and goes on with another thread', async () => {
    const renderer = start({ workerUrl: new URL('./crashing-worker.mjs', import.meta.url) });
    const [failed, beside] = await Promise.allSettled([
      renderer.render(aProcess({ title: 'Panier moyen' })),
      renderer.render(aProcess({ title: 'Chiffre d’affaires' })),
    ]);
    const next = await renderer.render(aProcess({ title: 'Taux de rebond' }));

    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    expect(failed.status === 'rejected' && String(failed.reason)).toContain('Panier moyen');
    expect(beside.status).toBe('fulfilled');
    expect(next.width).toBe(1_600);
  });

  it('says what to do when the worker has not been built', () => {
    expect(() => createChartRenderer({ workerUrl: new URL('./absent.mjs', import.meta.url) })).toThrow(/build first/);
  });

  it('finishes charts under way when it stops, and draws none afterwards', async () => {
    const renderer = start();

    const drawing = renderer.render(aProcess());
    await renderer.stop();

    expect((await drawing).png.byteLength).toBeGreaterThan(1_000);
    await expect(renderer.render(aProcess())).rejects.toThrow(/stopped/);
  });
});

describe('chartKey', () => {
  it('depends on content, not on the order of fields or on absent ones', () => {
    const { title, ...rest } = aProcess();

    expect(chartKey({ ...rest, title, subtitle: undefined })).toBe(chartKey(aProcess()));
    expect(chartKey(aProcess({ title: 'Autre' }))).not.toBe(chartKey(aProcess()));
  });
});

describe('the cache', () => {
  it('drops what was asked for longest ago when its bytes run out', () => {
    const cache = createChartCache(25);
    for (const key of ['a', 'b']) cache.put(key, { png: new Uint8Array(10) });
    cache.get('a');

    cache.put('c', { png: new Uint8Array(10) });

    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('counts a chart put twice once', () => {
    const cache = createChartCache(25);
    for (const key of ['a', 'a', 'b']) cache.put(key, { png: new Uint8Array(10) });

    expect(cache.get('a')).toBeDefined();
  });
});
