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

export type CanvasAdapter = {
  /** A surface for measuring text before the layout is known. */
  readonly pen: Pen;
  /** Draws a configuration and hands out its pixels: RGBA, rows from the top, `deviceScale` times the CSS size. */
  readonly draw: (configuration: ChartConfiguration, size: Size) => Pixels;
};

/**
 * The one place that knows chartjs-node-canvas from the inside (5.0.0, pinned): its public calls all end in Skia's own PNG
 * encoder, three times slower than drawing. `renderChart` is private there, and one service draws a single size, so it is
 * called here on a view of the service that has the size wanted; one copy of Chart.js then serves every size.
 */
type ChartService = {
  _width: number;
  _height: number;
  renderChart(configuration: ChartConfiguration): Chart;
};

/** Loads Chart.js and the fonts, about 100 ms and 60 MB: once per drawing thread. */
export function createCanvasAdapter(): CanvasAdapter {
  const { GlobalFonts, createCanvas } = requireHere('canvas') as typeof import('canvas');
  for (const name of fontFiles) {
    const file = requireHere.resolve(`@expo-google-fonts/inter/${name}/Inter_${name}.ttf`);
    if (!GlobalFonts.registerFromPath(file, fontFamily)) throw new Error(`The font ${file} could not be loaded`);
  }
  const service = new ChartJSNodeCanvas({ width: 800, height: 450 }) as unknown as ChartService;
  return {
    pen: createCanvas(8, 8).getContext('2d'),
    draw: (configuration, size) => {
      const sized: ChartService = Object.create(service, {
        _width: { value: size.width },
        _height: { value: size.height },
      });
      const chart = sized.renderChart(configuration);
      try {
        const canvas = chart.canvas as unknown as Canvas;
        return { data: canvas.data(), width: canvas.width, height: canvas.height };
      } finally {
        chart.destroy();
      }
    },
  };
}
