import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { AppError, ExternalError } from '../../kernel/errors.js';
import { createChartCache } from './chart-cache.js';
import { chartKey } from './chart-key.js';
import type { ChartSpec } from './chart-spec.js';
import type { WorkerAnswer } from './chart-worker.js';

/** `width` and `height` in pixels of the PNG, twice the CSS size; `key` names the content (see `chartKey`). */
export type RenderedChart = {
  readonly png: Uint8Array;
  readonly key: string;
  readonly width: number;
  readonly height: number;
};

export type ChartRenderer = {
  /**
   * The picture of a spec. The same content is drawn once: kept while the cache has room, shared while it is being drawn.
   * @throws {AppError} `internal` when this spec cannot be drawn, or ends the thread that draws it alone; drawing it
   * again would fail again.
   * @throws {ExternalError} retryable, when it took too long.
   */
  readonly render: (spec: ChartSpec) => Promise<RenderedChart>;
  /** Starts the drawing threads, for a caller that has work of its own before it knows what to draw. Harmless when they run. */
  readonly prepare: () => void;
  /** Ends the drawing threads once the charts under way are done. Nothing is drawn afterwards. */
  readonly stop: () => Promise<void>;
};

export type ChartRendererOptions = {
  /** Drawing threads, each about 100 MB while it lives. */
  readonly maxThreads?: number;
  readonly idleTimeoutMs?: number;
  readonly chartTimeoutMs?: number;
  readonly maxCacheBytes?: number;
  /** Another worker file; for tests of what happens when a worker dies. */
  readonly workerUrl?: URL;
};

const defaults = {
  maxThreads: 2,
  // A chart being encoded leaves its thread free to draw the next; a third would only add memory.
  chartsPerThread: 2,
  idleTimeoutMs: 20_000,
  chartTimeoutMs: 30_000,
  maxCacheBytes: 16_000_000,
};

/**
 * Each chart leaves 3 MB of pixels outside the heap, freed with the next collection of young objects. Those come every few
 * charts with this little room; with the usual 48 MB the pixels pile up first and force full collections, which throw away
 * compiled code as well: a fifth of all processor time, and 35 MB.
 */
const youngHeapMb = 6;

/** Draws charts off the thread that answers Slack. No thread exists before the first chart, nor after a while without one. */
export function createChartRenderer(options: ChartRendererOptions = {}): ChartRenderer {
  const settings = { ...defaults, ...options };
  const workerFile = builtWorkerFile(options.workerUrl ?? new URL('./chart-worker.js', builtFolder()));
  const cache = createChartCache<RenderedChart>(settings.maxCacheBytes);
  const underWay = new Map<string, Promise<RenderedChart>>();
  let pool: Pool | undefined;
  /** One chart at a time: who dies here has done it. */
  let alone: Pool | undefined;
  let isStopped = false;

  const run = async (spec: ChartSpec): Promise<WorkerAnswer> => {
    try {
      pool ??= createPool(workerFile, settings);
      return await runIn(pool, spec, settings.chartTimeoutMs);
    } catch (error) {
      if (isStopped || isTimeout(error)) throw error;
      // A thread that dies takes another chart with it, and nobody knows which one ended it.
      alone ??= createPool(workerFile, { ...settings, maxThreads: 1, chartsPerThread: 1 });
      return runIn(alone, spec, settings.chartTimeoutMs);
    }
  };
  const draw = async (spec: ChartSpec, key: string): Promise<RenderedChart> => {
    const answer = await run(spec).catch((error: unknown) => {
      throw failureOf(spec, error);
    });
    if ('fault' in answer) throw new AppError('internal', `${nameOf(spec)} cannot be drawn: ${answer.fault}`);
    const chart = { ...answer, key };
    cache.put(key, chart);
    return chart;
  };

  return {
    render: async (spec) => {
      if (isStopped) throw new AppError('internal', `${nameOf(spec)} was asked for after the chart renderer stopped`);
      const key = chartKey(spec);
      const known = cache.get(key) ?? underWay.get(key);
      if (known) return known;
      const drawing = draw(spec, key).finally(() => underWay.delete(key));
      underWay.set(key, drawing);
      return drawing;
    },
    prepare: () => {
      if (isStopped) return;
      pool ??= createPool(workerFile, settings);
      for (let thread = 0; thread < settings.maxThreads; thread += 1) wake(pool);
    },
    stop: async () => {
      isStopped = true;
      await Promise.allSettled(underWay.values());
      await Promise.all([pool?.destroy(), alone?.destroy()]);
      pool = undefined;
      alone = undefined;
    },
  };
}

type Pool = Piscina<ChartSpec | null, WorkerAnswer>;

function createPool(
  filename: string,
  settings: { maxThreads: number; idleTimeoutMs: number; chartsPerThread: number },
): Pool {
  return new Piscina({
    filename,
    name: 'drawChart',
    minThreads: 0,
    maxThreads: settings.maxThreads,
    idleTimeout: settings.idleTimeoutMs,
    concurrentTasksPerWorker: settings.chartsPerThread,
    recordTiming: false,
    resourceLimits: { maxYoungGenerationSizeMb: youngHeapMb },
  });
}

async function runIn(pool: Pool, spec: ChartSpec, timeoutMs: number): Promise<WorkerAnswer> {
  try {
    return await pool.run(spec, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    // The pool replaces a dead thread only when something new comes: what waits in its queue would wait on.
    wake(pool);
    throw error;
  }
}

/** Starts a thread where there is room for one. Whatever keeps it from starting is told with the next chart. */
function wake(pool: Pool): void {
  pool.run(null, { name: 'prepareDrawing' }).catch(() => undefined);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function failureOf(spec: ChartSpec, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (isTimeout(cause))
    return new ExternalError(`${nameOf(spec)} was not drawn: ${reason}`, { cause, isRetryable: true });
  return new AppError('internal', `${nameOf(spec)} ended the thread that drew it: ${reason}`, { cause });
}

function nameOf(spec: ChartSpec): string {
  return `Chart "${spec.title}" (${spec.kind})`;
}

/** Worker threads run compiled files alone; tests run this module from `src`, beside which `dist` holds the same tree. */
function builtFolder(): string {
  return import.meta.url.replace(/\/src\/(?=platform\/charts\/)/, '/dist/');
}

function builtWorkerFile(url: URL): string {
  const file = fileURLToPath(url);
  if (existsSync(file)) return file;
  throw new AppError('internal', `The chart worker ${file} is missing: build first (node src/launch/prepare.mjs)`);
}
