/**
 * Charts a second through the whole path (spec in, PNG out, every chart another one) and, on as many threads, the same
 * charts drawn without reading the pixels back or encoding them: what the canvas alone allows. Threads are warm in both.
 * Not measured: starting the threads, and uploading. `node test/bench/charts.mjs [--charts N] [--threads N]`
 */
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { atLeast, atMost, median, report } from './figures.mjs';
import { peakWhile } from './memory-of.mjs';
import { drawAtFullRate, referenceChart } from './reference-chart.mjs';

/** QuickChart (Chart.js on Cairo), four clients, two cores, the same chart. */
const peerPerSecond = 51;

const rounds = 3;

const built = (file) => new URL(`../../dist/platform/charts/${file}`, import.meta.url);

if (isMainThread) await main();
else await drawOnly();

async function main() {
  const { values } = parseArgs({ options: { charts: { type: 'string' }, threads: { type: 'string' } } });
  const charts = Number(values.charts ?? 400);
  const threads = Number(values.threads ?? 2);
  const pool = await startPool(threads);
  const pooled = [];
  const drawn = [];
  // In turn, so that whatever else the machine does meets both.
  for (let round = 0; round < rounds; round += 1) {
    pooled.push(await pool.perSecond(charts));
    drawn.push(await onThreads({ charts, threads }));
  }
  await pool.stop();
  const perSecond = median(pooled);
  const say = (figure, unit, value, target) => report({ bench: 'charts', figure, unit, value, target });
  const target = atLeast(2 * peerPerSecond, { aim: 3 * peerPerSecond });
  say(`charts a second, spec to PNG, ${threads} threads, median of ${rounds}`, 'charts/s', perSecond, target);
  say(`the same drawn only, ${threads} threads`, 'charts/s', median(drawn));
  say('share of drawing only', 'ratio', median(pooled.map((value, round) => value / drawn[round])), atLeast(0.6));
  say(
    'beside the open-source peer (its 51/s was measured apart)',
    'times',
    perSecond / peerPerSecond,
    atLeast(2, { aim: 3 }),
  );
  say('peak memory of the drawing process', 'MB', pool.peakMb(), atMost(600));
  say('one PNG', 'KB', pool.pngBytes() / 1_000);
}

async function startPool(threads) {
  const { createChartRenderer } = await import(built('chart-renderer.js'));
  const renderer = createChartRenderer({ maxThreads: threads });
  let from = 0;
  let pngBytes = 0;
  let firstPeakMb;
  const draw = async (count) => {
    pngBytes = await drawAtFullRate(renderer, { from, until: from + count, threads });
    from += count;
  };
  await draw(threads * 40);
  return {
    async perSecond(charts) {
      let seconds = 0;
      const { peakMb } = await peakWhile(process.pid, async () => {
        const startedAt = performance.now();
        await draw(charts);
        seconds = (performance.now() - startedAt) / 1000;
      });
      // Later rounds also hold what drawing only has left behind.
      firstPeakMb ??= peakMb;
      return charts / seconds;
    },
    peakMb: () => firstPeakMb,
    pngBytes: () => pngBytes,
    stop: renderer.stop,
  };
}

async function onThreads({ charts, threads }) {
  const share = Math.ceil(charts / threads);
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(import.meta.url), { workerData: { share } }),
  );
  await Promise.all(workers.map((worker) => messageFrom(worker)));
  const startedAt = performance.now();
  for (const worker of workers) worker.postMessage('start');
  await Promise.all(workers.map((worker) => messageFrom(worker)));
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return (share * threads) / seconds;
}

async function drawOnly() {
  const { createPainter } = await import(built('drawing/painter.js'));
  const paint = createPainter();
  const draw = async (count) => {
    for (let index = 0; index < count; index += 1) {
      paint(referenceChart(index));
      // Without a pause the canvases are freed too late, and memory is measured instead of drawing.
      await new Promise(setImmediate);
    }
  };
  await draw(40);
  const told = messageFrom(parentPort);
  parentPort.postMessage('ready');
  await told;
  await draw(workerData.share);
  parentPort.postMessage('done');
}

function messageFrom(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
