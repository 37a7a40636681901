/**
 * How fast readings come in, through the whole path: file, parsing, checks, staging, commit, on a SQLite file.
 * Prints one JSON line for each case. `node test/bench/import.mjs [readings]`, after `node src/launch/prepare.mjs`.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createImporter, readReadings } from '../../dist/features/sources/public.js';
import { systemClock } from '../../dist/kernel/clock.js';
import { newUuid } from '../../dist/kernel/ids.js';
import { openDatabase } from '../../dist/platform/db/database.js';

const workspaceId = 'bench';
const kpiCount = 20;
const readings = Number(process.argv[2] ?? 400_000);

const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
const database = await openDatabase(`file:${join(folder, 'bench.db')}`);
try {
  await seed();
  const importer = createImporter({ database, clock: systemClock, newId: newUuid, workspaceId });
  const long = join(folder, 'long.csv');
  const wide = join(folder, 'wide.csv');
  await writeLong(long);
  await writeWide(wide);
  await measure('import', 'long file, all new', () => importer.importFile(ask(long)));
  await measure('import_again', 'the same file again', () => importer.importFile(ask(long)));
  await measure('import_wide', 'wide file, all new', () => importer.importFile(ask(wide)));
  await measureReads();
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

function ask(path) {
  return { path, actorKey: null, surface: 'cli' };
}

async function measure(bench, what, run) {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const report = await run();
  const seconds = (performance.now() - began) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage().rss);
  const taken = report.accepted + report.unchanged + report.revised;
  print({
    bench,
    what,
    readings: taken,
    readings_per_second: Math.round(taken / seconds),
    cpu_seconds: round((cpu.user + cpu.system) / 1e6),
    seconds: round(seconds),
    peak_rss_mb: Math.round(peak / 2 ** 20),
  });
}

/** What a weekly digest of 20 KPIs reads: three years of days. */
async function measureReads() {
  const kpiIds = Array.from({ length: kpiCount }, (_, index) => `kpi_${index}`);
  const times = [];
  let count = 0;
  for (let round = 0; round < 7; round += 1) {
    const began = performance.now();
    const found = await readReadings(database, { kpiIds, from: dayAt(0), to: dayAt(1095) });
    times.push(performance.now() - began);
    count = Array.from(found.values()).reduce((sum, list) => sum + list.length, 0);
  }
  print({
    bench: 'read',
    what: '20 KPIs, three years of days, every segment',
    readings: count,
    median_ms: round(times.sort((a, b) => a - b)[3]),
  });
}

function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function dayAt(index) {
  return new Date(Date.UTC(2000, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
}

function figure(index) {
  return ((index * 7919) % 1_000_003) / 100;
}

/** The order of an export: by day, each KPI and segment in turn. */
async function writeLong(path) {
  const file = createWriteStream(path);
  file.write('date,kpi,segment,value\n');
  const days = 5_000;
  const segments = Math.ceil(readings / kpiCount / days);
  for (let index = 0; index < readings; index += 1) {
    const day = Math.floor(index / (kpiCount * segments));
    const line = `${dayAt(day)},kpi_${index % kpiCount},s${Math.floor(index / kpiCount) % segments},${figure(index)}\n`;
    if (!file.write(line)) await new Promise((resolve) => file.once('drain', resolve));
  }
  await new Promise((resolve) => file.end(resolve));
  print({ file: 'long', mb: round((await stat(path)).size / 2 ** 20) });
}

async function writeWide(path) {
  const file = createWriteStream(path);
  file.write(`date,${Array.from({ length: kpiCount }, (_, index) => `kpi_${index}`).join(',')}\n`);
  for (let day = 0; day < Math.min(readings / kpiCount, 30_000); day += 1) {
    const cells = Array.from({ length: kpiCount }, (_, index) => figure(day * kpiCount + index));
    file.write(`${dayAt(day)},${cells.join(',')}\n`);
  }
  await new Promise((resolve) => file.end(resolve));
}

async function seed() {
  const { client } = database;
  await client.workspace.create({
    data: { id: workspaceId, name: 'Bench', kind: 'production', createdAt: new Date() },
  });
  await client.source.create({
    data: { id: 'source', workspaceId, key: 'bench', nameEn: 'Bench', nameFr: 'Bench', freshness: '{}' },
  });
  const card = {
    format: { style: 'number', decimals: 0 },
    changeKind: 'percent',
    direction: 'higher',
    rollUp: 'sum',
    grain: 'day',
    weekStart: 'monday',
    targets: [],
    isSeasonal: false,
  };
  for (let index = 0; index < kpiCount; index += 1) {
    const key = `kpi_${index}`;
    await client.kpi.create({
      data: {
        id: key,
        workspaceId,
        key,
        nameEn: key,
        nameFr: key,
        domain: 'audience',
        accessLevel: 'public',
        card: JSON.stringify(card),
        sources: { create: [{ sourceId: 'source', position: 0 }] },
      },
    });
  }
}
