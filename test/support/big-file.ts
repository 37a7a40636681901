import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { addDays } from '../../src/kernel/calendar.js';

/** Writes a long CSV of about `megabytes`, each row another day or segment of one KPI, and returns its number of readings. Another `offset` gives the same rows other values. */
export async function writeBigFile(path: string, megabytes: number, { offset = 0 } = {}): Promise<number> {
  const stream = createWriteStream(path);
  stream.write('date,kpi,segment,value\n');
  const wanted = megabytes * 2 ** 20;
  let written = 0;
  let readings = 0;
  for (let segment = 0; written < wanted; segment += 1) {
    const lines: string[] = [];
    for (let day = 0; day < 3_650; day += 1)
      lines.push(`${addDays('2015-01-01', day)},leads,shop ${segment},${(day * 7 + segment + offset) % 1_000}\n`);
    const block = lines.join('');
    written += block.length;
    readings += lines.length;
    if (!stream.write(block)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return readings;
}
