/**
 * The app as production runs it, in a process of its own, that also takes orders by message: keep digests coming, stop,
 * draw at full rate, say how the event loop fared.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../../dist/app.js';
import { readConfig } from '../../../dist/config.js';
import { systemClock } from '../../../dist/kernel/clock.js';
import { createChartRenderer } from '../../../dist/platform/charts/chart-renderer.js';
import { openDatabase } from '../../../dist/platform/db/database.js';
import { createLogger } from '../../../dist/platform/log.js';
import { committeeKey, newestWeeks, secrets } from '../company.mjs';
import { drawAtFullRate } from '../reference-chart.mjs';

const { databaseUrl, apiUrl, committees } = JSON.parse(process.argv[2]);
const config = readConfig({
  SLACK_BOT_TOKEN: secrets.botToken,
  SLACK_SIGNING_SECRET: secrets.signingSecret,
  SLACK_API_URL: apiUrl,
  DATABASE_URL: databaseUrl,
  PORT: '0',
  LOG_LEVEL: 'warn',
});
const database = await openDatabase(databaseUrl);
const log = createLogger({ level: config.logLevel });
const app = await createApp({ config, database, clock: systemClock, log });
await app.start();

/** So many messages of digests wait at least while they are kept coming: the outbox brings four threads to Slack side by side. */
const openAtLeast = 24;
const upcoming = digestsInTurn();
let areDigestsWanted = false;
let composing = Promise.resolve();
const loopDelay = monitorEventLoopDelay({ resolution: 5 });

const orders = {
  startDigests() {
    areDigestsWanted = true;
    composing = keepDigestsComing();
    loopDelay.reset();
    loopDelay.enable();
  },
  async stopDigests() {
    areDigestsWanted = false;
    loopDelay.disable();
    await composing;
    return { stallMs: loopDelay.percentile(99) / 1e6, longestStallMs: loopDelay.max / 1e6 };
  },
  async drawCharts({ charts, threads }) {
    const renderer = createChartRenderer({ maxThreads: threads });
    await drawAtFullRate(renderer, { from: 0, until: charts, threads });
    await renderer.stop();
  },
  async stored() {
    const { item, delivery } = database.client;
    const [items, cards] = await Promise.all([
      item.count(),
      delivery.count({ where: { state: 'sent', subject: { startsWith: 'item:' } } }),
    ]);
    return { items, cards };
  },
  /** A published digest of each committee, and nothing on its way. */
  async settle() {
    const [period] = newestWeeks(1);
    for (let committee = 0; committee < committees; committee += 1) {
      await app.runDigest({ committeeKey: committeeKey(committee), period });
    }
    const { delivery, digest } = database.client;
    const isOpen = { state: { in: ['pending', 'sending'] } };
    for (;;) {
      await app.sweepNow();
      if ((await delivery.count({ where: isOpen })) === 0) return { digests: await digest.count() };
      await sleep(100);
    }
  },
  async sweeps({ count }) {
    const milliseconds = [];
    for (let sweep = 0; sweep < count; sweep += 1) {
      const startedAt = performance.now();
      await app.sweepNow();
      milliseconds.push(performance.now() - startedAt);
    }
    return { milliseconds };
  },
  cpuSeconds() {
    const { user, system } = process.cpuUsage();
    return { cpuSeconds: (user + system) / 1e6 };
  },
  async end() {
    await app.stop();
    await database.close();
    setImmediate(() => process.disconnect());
  },
};

process.on('message', (message) => void obey(message));
process.send({ port: app.port() });

async function obey({ order, ...options }) {
  try {
    process.send({ ...(await orders[order](options)) });
  } catch (error) {
    process.send({ failed: String(error) });
  }
}

/** Composes the next digest whenever the outbox has room, so that composing, drawing and posting never pause. */
async function keepDigestsComing() {
  const isOpen = { state: { in: ['pending', 'sending'] }, digestId: { not: null } };
  while (areDigestsWanted) {
    if ((await database.client.delivery.count({ where: isOpen })) < openAtLeast)
      await app.runDigest(upcoming.next().value);
    else await sleep(20);
  }
}

/** Each committee and week once: a digest that left is not made again, and a chart that was drawn not drawn again. */
function* digestsInTurn() {
  for (const period of newestWeeks(100)) {
    for (let committee = 0; committee < committees; committee += 1) {
      yield { committeeKey: committeeKey(committee), period };
    }
  }
}
