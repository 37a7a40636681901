/**
 * `npm run bench [-- [name…] [--markdown]]`: builds what is older than its sources, runs the benches one after the
 * other, each in a process of its own, and passes their JSON lines on as they come. With `--markdown` a table for the
 * README follows. A missed target is told, and ends nothing: machines differ. A bench that breaks makes the exit code 1.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../../src/launch/prepare.mjs';
import { atLeast } from './figures.mjs';

const benches = ['charts', 'import', 'digest', 'help', 'capture', 'lists', 'sweep', 'start', 'memory', 'page'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { markdown: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${benches.join(', ')}.`);
  process.exit(2);
}

await prepare();
const figures = [];
for (const name of positionals.length > 0 ? positionals : benches) await run(name);
if (values.markdown) console.log(markdown());

async function run(name) {
  const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    for (const figure of figuresOf(name, line)) {
      figures.push(figure);
      console.log(JSON.stringify(figure));
    }
  }
  const [code] = await ended;
  if (code === 0) return;
  console.error(`The bench ${name} broke (exit code ${code}).`);
  process.exitCode = 1;
}

/** The importer's bench prints a line for each case instead of one for each figure. */
function figuresOf(name, line) {
  const told = JSON.parse(line);
  if (told.figure) return [told];
  if (name !== 'import' || told.readings_per_second === undefined) return [];
  const { what, readings, readings_per_second: value, peak_rss_mb: peak } = told;
  const target = atLeast(30_000);
  const rate = { figure: `${what}: readings a second`, unit: 'readings/s', value, target: target.text };
  const memory = {
    figure: `${what}, ${readings.toLocaleString('en-GB')} readings: peak memory`,
    unit: 'MB',
    value: peak,
    target: null,
  };
  return [
    { bench: name, ...rate, isMet: target.isMetBy(value) },
    { bench: name, ...memory },
  ];
}

function markdown() {
  const rows = figures.map(({ bench, figure, unit, value, target, isMet }) => {
    const judged = target === null ? '' : `${target} ${isMet ? '✓' : '✗'}`;
    return `| ${figure} | ${value.toLocaleString('en-GB')} ${unit} | ${judged} | \`npm run bench ${bench}\` |`;
  });
  const { length: cores, 0: core } = cpus();
  return [
    '',
    `Node ${process.versions.node}, ${cores} cores (${core?.model.trim() ?? 'unknown'}), SQLite.`,
    '',
    '| figure | measured | target | command |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
