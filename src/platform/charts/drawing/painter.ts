import { assertNever } from '../../../kernel/errors.js';
import type { ChartSpec } from '../chart-spec.js';
import { type Drawing, drawBoard } from './board.js';
import { createCanvasAdapter, type Pixels } from './canvas-adapter.js';
import { createMeasure, type Measure } from './pen.js';
import { drawProcess } from './process.js';
import { drawSixTwelve } from './six-twelve.js';

/** Turns a spec into pixels, synchronously, about 5 ms each. */
export type Painter = (spec: ChartSpec) => Pixels;

/** One per drawing thread: it holds the fonts, Chart.js and what it has measured. */
export function createPainter(): Painter {
  const adapter = createCanvasAdapter();
  const measure = createMeasure(adapter.pen);
  return (spec) => {
    const { configuration, size } = drawingOf(spec, measure);
    return adapter.draw(configuration, size);
  };
}

function drawingOf(spec: ChartSpec, measure: Measure): Drawing {
  switch (spec.kind) {
    case 'board':
      return drawBoard(spec, measure);
    case 'six-twelve':
      return drawSixTwelve(spec, measure);
    case 'process':
      return drawProcess(spec, measure);
    default:
      return assertNever(spec);
  }
}
