import { setPriority } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { storableWithin } from '../../kernel/well-formed.js';
import type { ChartSpec } from './chart-spec.js';
import { createPainter } from './drawing/painter.js';
import { createPngEncoder } from './png.js';

/** A worker answers with a fault instead of throwing, so that a bad spec is told apart from a dead worker. */
export type WorkerAnswer =
  | { readonly png: Uint8Array; readonly width: number; readonly height: number }
  | { readonly fault: string };

// On Linux this is the thread's own priority: drawing gives way to whoever answers Slack. Elsewhere it may not be allowed.
try {
  setPriority(10);
} catch {
  // Without it, charts and answers share the processor evenly.
}

const paint = createPainter();
const encode = createPngEncoder();

/** Draws on this thread and compresses on another, so the next chart is drawn meanwhile. */
export async function drawChart(spec: ChartSpec): Promise<WorkerAnswer> {
  // Pixels of finished charts are freed only between turns of the event loop: without a pause, memory grows by 3 MB a chart.
  await nextTurn();
  try {
    const pixels = paint(storableWithin(spec));
    return { png: await encode(pixels), width: pixels.width, height: pixels.height };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Called by name: once it answers, fonts and Chart.js are loaded, because this module is. */
export function prepareDrawing(): void {}
