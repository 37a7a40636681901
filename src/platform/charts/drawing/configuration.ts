import type { Chart, ChartConfiguration, ChartDataset, ScaleOptionsByType } from 'chart.js';
import { deviceScale } from './canvas-adapter.js';
import { paper } from './palette.js';
import type { Pen } from './pen.js';

/** Chart.js skips a built-in plugin whose options are `false`; its types know this only for the list as a whole. */
const ownPluginsOff: object = {
  legend: false,
  tooltip: false,
  title: false,
  subtitle: false,
  decimation: false,
  filler: false,
  colors: false,
};

/** Where a value lands on the picture, in CSS pixels. */
export type Place = (scale: string, value: number) => number;

export type Area = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export type Xy = { readonly x: number; readonly y: number | null };

export type LineDataset = ChartDataset<'line', Xy[]>;

export type Range = { readonly min: number; readonly max: number };

type ChartParts = {
  readonly size: { readonly width: number; readonly height: number };
  readonly area: Area;
  readonly x: Range;
  /** Vertical scales by id. */
  readonly y: Readonly<Record<string, Range>>;
  readonly lines: readonly LineDataset[];
  /** Grid and bands, drawn under the lines; then labels and marks, drawn over them. */
  readonly under: (pen: Pen, place: Place) => void;
  readonly over: (pen: Pen, place: Place) => void;
};

/**
 * A Chart.js configuration in which Chart.js places and strokes the lines, and two callbacks draw the rest. Its own axes, legend
 * and title are off: they skip and rotate labels by rules made for a screen, and cost a third of the drawing time.
 */
export function configurationOf(parts: ChartParts): ChartConfiguration {
  const { size, area } = parts;
  const placeOn =
    (chart: Chart): Place =>
    (scale, value) =>
      chart.scales[scale]?.getPixelForValue(value) ?? Number.NaN;
  const configuration: ChartConfiguration<'line', Xy[]> = {
    type: 'line',
    data: { datasets: [...parts.lines] },
    options: {
      devicePixelRatio: deviceScale,
      responsive: false,
      animation: false,
      normalized: true,
      parsing: false,
      events: [],
      clip: false,
      layout: {
        autoPadding: false,
        padding: { left: area.left, top: area.top, right: size.width - area.right, bottom: size.height - area.bottom },
      },
      plugins: { ...ownPluginsOff },
      scales: {
        x: hiddenScale('x', parts.x),
        ...Object.fromEntries(Object.entries(parts.y).map(([id, range]) => [id, hiddenScale('y', range)])),
      },
    },
    plugins: [
      {
        id: 'copil',
        beforeDatasetsDraw: (chart) => {
          const pen: Pen = chart.ctx as unknown as Pen;
          pen.fillStyle = paper;
          pen.fillRect(0, 0, size.width, size.height);
          parts.under(pen, placeOn(chart));
        },
        afterDatasetsDraw: (chart) => parts.over(chart.ctx as unknown as Pen, placeOn(chart)),
      },
    ],
  };
  return configuration as unknown as ChartConfiguration;
}

/** Without labels: a hidden scale still measures them all. */
function hiddenScale(axis: 'x' | 'y', range: Range): Partial<ScaleOptionsByType<'linear'>> & { type: 'linear' } {
  const options: object = { axis, display: false, min: range.min, max: range.max, ticks: { display: false } };
  return { type: 'linear', ...options };
}

/** A plain line without points; a null makes a gap. `dash` per line, not per segment. */
export function line(options: {
  scale: string;
  data: Xy[];
  colour: string;
  width: number;
  dash?: readonly number[];
}): LineDataset {
  return {
    type: 'line',
    data: options.data,
    yAxisID: options.scale,
    borderColor: options.colour,
    borderWidth: options.width,
    borderDash: options.dash ? [...options.dash] : [],
    borderJoinStyle: 'round',
    borderCapStyle: options.dash ? 'butt' : 'round',
    pointRadius: 0,
    fill: false,
    tension: 0,
    spanGaps: false,
  };
}
