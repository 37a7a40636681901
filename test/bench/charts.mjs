/**
 * How many reference charts (6-12, 600 × 300 at twice the density) a second: through the pool, spec in and PNG out, and drawn
 * only, on as many threads. One JSON line per measure. Run `node src/launch/prepare.mjs` first; `--charts N`, `--threads N`.
 */
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const built = (file) => new URL(`../../dist/platform/charts/${file}`, import.meta.url);

if (isMainThread) await main();
else await drawOnly();

async function main() {
  const { values } = parseArgs({ options: { charts: { type: 'string' }, threads: { type: 'string' } } });
  const charts = Number(values.charts ?? 1200);
  const threads = Number(values.threads ?? 2);
  const pooled = await throughPool({ charts, threads });
  const drawn = await onThreads({ charts, threads });
  print({ measure: 'charts_per_second', threads, charts, value: rounded(pooled.perSecond) });
  print({ measure: 'drawing_only_charts_per_second', threads, charts, value: rounded(drawn) });
  print({ measure: 'pool_share_of_drawing_only', value: Math.round((pooled.perSecond / drawn) * 100) / 100 });
  print({ measure: 'png_bytes', value: pooled.pngBytes });
  print({ measure: 'peak_rss_mb', value: rounded(pooled.peakRss / 1e6) });
}

/** Every chart differs, so that the cache answers none; as many are asked for at once as the pool can hold. */
async function throughPool({ charts, threads }) {
  const { createChartRenderer } = await import(built('chart-renderer.js'));
  const renderer = createChartRenderer({ maxThreads: threads });
  let peakRss = 0;
  let pngBytes = 0;
  const sampler = setInterval(() => {
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
  }, 20);
  let next = 0;
  const client = async (until) => {
    while (next < until) {
      next += 1;
      const { png } = await renderer.render(referenceChart(next));
      pngBytes = png.byteLength;
    }
  };
  const clients = (until) => Promise.all(Array.from({ length: threads * 3 }, () => client(until)));
  await clients(threads * 40);
  const start = performance.now();
  await clients(threads * 40 + charts);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampler);
  await renderer.stop();
  return { perSecond: charts / seconds, peakRss, pngBytes };
}

async function onThreads({ charts, threads }) {
  const share = Math.ceil(charts / threads);
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(import.meta.url), { workerData: { share } }),
  );
  await Promise.all(workers.map((worker) => messageFrom(worker)));
  const start = performance.now();
  for (const worker of workers) worker.postMessage('start');
  await Promise.all(workers.map((worker) => messageFrom(worker)));
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return (share * threads) / seconds;
}

async function drawOnly() {
  const { createPainter } = await import(built('drawing/painter.js'));
  const paint = createPainter();
  const draw = async (count) => {
    for (let index = 0; index < count; index += 1) {
      paint(referenceChart(index));
      await new Promise(setImmediate);
    }
  };
  await draw(40);
  parentPort.once('message', async () => {
    await draw(workerData.share);
    parentPort.postMessage('done');
  });
  parentPort.postMessage('ready');
}

function messageFrom(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function referenceChart(number) {
  const point = (label, index, size) => ({
    label,
    value: size * (1 + 0.1 * Math.sin(index + number)),
    priorYear: size * (0.92 + 0.08 * Math.cos(index + number)),
    target: size * 1.02,
  });
  const months = ['déc.', 'janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.'];
  return {
    kind: 'six-twelve',
    width: 600,
    height: 300,
    locale: 'fr',
    title: 'Visites qualifiées : au-dessus de la cible',
    subtitle: `Site marchand, toutes sources · essai ${number}`,
    format: { style: 'number', decimals: 0, unit: 'visites' },
    status: 'green',
    weeks: Array.from({ length: 6 }, (_, index) => point(`S${41 + index}`, index, 12_000)),
    months: months.map((label, index) => point(label, index, 49_000)),
  };
}

function rounded(value) {
  return Math.round(value * 10) / 10;
}

function print(line) {
  console.log(JSON.stringify({ bench: 'charts', ...line }));
}
