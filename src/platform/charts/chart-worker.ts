import { setPriority } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import sharp from 'sharp';
import type { ChartSpec } from './chart-spec.js';
import { createPainter } from './drawing/painter.js';

/** A worker answers with a fault instead of throwing, so that a bad spec is told apart from a dead worker. */
export type WorkerAnswer =
  | { readonly png: Uint8Array; readonly width: number; readonly height: number }
  | { readonly fault: string };

/** Two charts share a worker: one thread each for encoding, and no cache of pictures that never repeat. */
sharp.concurrency(1);
sharp.cache(false);

// On Linux this is the thread's own priority: drawing gives way to whoever answers Slack. Elsewhere it may not be allowed.
try {
  setPriority(10);
} catch {
  // Without it, charts and answers share the processor evenly.
}

const paint = createPainter();

/** Level 2 would make files a third smaller and encoding a third longer; sharp's palette PNG takes ten times longer. */
const compressionLevel = 1;

/** Draws on this thread and encodes on sharp's, so the next chart is drawn meanwhile. */
export async function drawChart(spec: ChartSpec): Promise<WorkerAnswer> {
  // Pixels of finished charts are freed only between turns of the event loop: without a pause, memory grows by 3 MB a chart.
  await nextTurn();
  try {
    const { data, width, height } = paint(spec);
    const encoded = await sharp(data, { raw: { width, height, channels: 4 } })
      .png({ compressionLevel })
      .toBuffer();
    return { png: encoded, width, height };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
