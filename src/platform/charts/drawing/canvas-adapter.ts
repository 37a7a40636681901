import { createRequire } from 'node:module';
import type { Canvas } from 'canvas';
import type { Chart, ChartConfiguration } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { Pen } from './pen.js';
import { fontFamily } from './pen.js';

const requireHere = createRequire(import.meta.url);

/** The picture twice as wide and high as its CSS size, so that text stays sharp on dense screens. */
export const deviceScale = 2;

const fontFiles = ['400Regular', '600SemiBold', '700Bold'];

export type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

export type Size = { readonly width: number; readonly height: number };

type CanvasAdapter = {
  /** A surface for measuring text before the layout is known. */
  readonly pen: Pen;
  /** Draws a configuration and hands out its pixels: RGBA, rows from the top, `deviceScale` times the CSS size. */
  readonly draw: (configuration: ChartConfiguration, size: Size) => Pixels;
};

/**
 * The one place that knows chartjs-node-canvas from the inside (5.0.0, pinned). Its public calls all end in Skia's own PNG
 * encoder, three times slower than drawing, and each service draws one size on a new canvas that Chart.js then resizes twice.
 * `renderChart` is private there; it is called here on a view of the service that has the size and the canvas wanted, so one
 * copy of Chart.js and one canvas per size serve every chart.
 */
type ChartService = {
  _width: number;
  _height: number;
  _createCanvas: () => Canvas;
  renderChart(configuration: ChartConfiguration): Chart;
};

/** Sizes in use are few: the default, the small one, and a board's by its number of rows. A canvas holds 6 MB. */
const canvasesKept = 4;

/** Loads Chart.js and the fonts, about 100 ms and 60 MB: once per drawing thread. */
export function createCanvasAdapter(): CanvasAdapter {
  const { GlobalFonts, createCanvas } = requireHere('canvas') as typeof import('canvas');
  for (const name of fontFiles) {
    const file = requireHere.resolve(`@expo-google-fonts/inter/${name}/Inter_${name}.ttf`);
    if (!GlobalFonts.registerFromPath(file, fontFamily)) throw new Error(`The font ${file} could not be loaded`);
  }
  const service = new ChartJSNodeCanvas({ width: 800, height: 450 }) as unknown as ChartService;
  const canvases = new Map<string, Canvas>();
  const canvasOf = ({ width, height }: Size): Canvas => {
    const key = `${width}x${height}`;
    const canvas = canvases.get(key) ?? guarded(createCanvas(width * deviceScale, height * deviceScale));
    canvases.delete(key);
    if (canvases.size >= canvasesKept) canvases.delete(canvases.keys().next().value ?? '');
    canvases.set(key, canvas);
    return canvas;
  };
  return {
    pen: createCanvas(8, 8).getContext('2d'),
    draw: (configuration, size) => {
      const canvas = canvasOf(size);
      canvas.getContext('2d').reset();
      const view: ChartService = Object.create(service, {
        _width: { value: size.width },
        _height: { value: size.height },
        _createCanvas: { value: () => showingCssSize(canvas, size) },
      });
      const chart = view.renderChart(configuration);
      try {
        return { data: canvas.data(), width: size.width * deviceScale, height: size.height * deviceScale };
      } finally {
        chart.destroy();
      }
    },
  };
}

/** By the canvas standard, arcs without a place are not drawn; this canvas ends the whole process over one (1.0.11). */
function guarded(canvas: Canvas): Canvas {
  const pen = canvas.getContext('2d');
  for (const name of ['arc', 'arcTo', 'ellipse'] as const) {
    const draw = pen[name].bind(pen) as (...numbers: unknown[]) => void;
    pen[name] = (...numbers: unknown[]) => {
      if (numbers.every((number) => typeof number !== 'number' || Number.isFinite(number))) draw(...numbers);
    };
  }
  return canvas;
}

/**
 * Chart.js reads the CSS size from the canvas and writes the device size back. Plain properties in front of the canvas's own
 * take both, so that the surface, which has its final size already, is not allocated anew with each chart.
 */
function showingCssSize(canvas: Canvas, { width, height }: Size): Canvas {
  const property = { writable: true, configurable: true, enumerable: true };
  return Object.defineProperties(canvas, {
    width: { ...property, value: width },
    height: { ...property, value: height },
  });
}
