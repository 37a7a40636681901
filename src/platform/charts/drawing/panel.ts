import { finestStep, type Locale, type ValueFormat } from '../../../kernel/numbers.js';
import { finiteOrNull, type PeriodPoint } from '../chart-spec.js';
import { type Axis, axisFor, bestIntervals, tickLabels } from './axis.js';
import { type LineDataset, line, type Place, type Xy } from './configuration.js';
import { labelSide } from './labels.js';
import { drawDot, drawHollow, drawSignal } from './marks.js';
import { current, grid, paper, priorYear, quiet, targetInk } from './palette.js';
import { drawText, type Pen, type TextStyle } from './pen.js';

/** One half of a 6-12 chart: its points, where they stand on the common horizontal scale, and its vertical scale. */
export type Panel = {
  readonly id: 'weeks' | 'months';
  readonly points: readonly PeriodPoint[];
  readonly start: number;
  readonly step: number;
  readonly axis: Axis;
  readonly ticks: readonly string[];
};

export function xOf(panel: Panel, index: number): number {
  return panel.start + (index + 0.5) * panel.step;
}

/** Beyond this ratio of their largest values, one scale would flatten the smaller half. */
const commonScaleRatio = 3;

/** Weeks and months share a scale when their sizes allow (rates), and have one each when months are sums of weeks. */
export function axesOf(
  weeks: readonly PeriodPoint[],
  months: readonly PeriodPoint[],
  { mostIntervals, format }: { readonly mostIntervals: number; readonly format: ValueFormat },
): { weeks: Axis; months: Axis; isShared: boolean } {
  const finest = finestStep(format);
  const weekValues = valuesOf(weeks);
  const monthValues = valuesOf(months);
  const size = (values: readonly number[]): number => Math.max(0, ...values.map(Math.abs));
  const [small, large] = [size(weekValues), size(monthValues)].sort((a, b) => a - b) as [number, number];
  const isShared = weekValues.length === 0 || monthValues.length === 0 || large <= small * commonScaleRatio;
  if (!isShared) {
    const intervals = bestIntervals([weekValues, monthValues], mostIntervals, finest);
    const scale = { intervals, finest };
    return { weeks: axisFor(weekValues, scale), months: axisFor(monthValues, scale), isShared };
  }
  const all = [...weekValues, ...monthValues];
  const common = axisFor(all, { intervals: bestIntervals([all], mostIntervals, finest), finest });
  return { weeks: common, months: common, isShared };
}

export function ticksOf(axis: Axis, format: ValueFormat, locale: Locale): string[] {
  return tickLabels(axis, format, locale);
}

function valuesOf(points: readonly PeriodPoint[]): number[] {
  return points.flatMap((point) =>
    [point.value, point.priorYear, point.target].map(finiteOrNull).filter((value) => value !== null),
  );
}

/** The year before, dashed and lighter; this year; and a dotted stretch wherever a period is incomplete. */
export function panelLines(panel: Panel, unit: number): LineDataset[] {
  const at = (value: number | null | undefined, index: number): Xy => ({
    x: xOf(panel, index),
    y: finiteOrNull(value),
  });
  const isPartial = (index: number): boolean => panel.points[index]?.isIncomplete === true;
  const lines: LineDataset[] = [];
  const prior = panel.points.map((point, index) => at(point.priorYear, index));
  if (prior.some((point) => point.y !== null)) {
    lines.push(
      line({ scale: panel.id, data: prior, colour: priorYear, width: unit * 0.09, dash: [unit * 0.32, unit * 0.24] }),
    );
  }
  const whole = panel.points.map((point, index) => at(isPartial(index) ? null : point.value, index));
  lines.push(line({ scale: panel.id, data: whole, colour: current, width: unit * 0.15 }));
  if (panel.points.some((point) => point.isIncomplete)) {
    const beside = panel.points.map((point, index) =>
      at([index - 1, index, index + 1].some(isPartial) ? point.value : null, index),
    );
    lines.push(
      line({ scale: panel.id, data: beside, colour: current, width: unit * 0.1, dash: [unit * 0.1, unit * 0.2] }),
    );
  }
  return lines;
}

export function drawPanelGrid(
  pen: Pen,
  panel: Panel,
  options: { place: Place; tickX: number; style: TextStyle },
): void {
  const { place, tickX, style } = options;
  const left = place('x', panel.start);
  const width = place('x', panel.start + panel.step * panel.points.length) - left;
  panel.axis.ticks.forEach((tick, index) => {
    const y = place(panel.id, tick);
    pen.fillStyle = grid;
    pen.fillRect(left, Math.round(y * 2) / 2 - 0.5, width, 1);
    drawText(pen, panel.ticks[index] ?? '', { x: tickX, y }, { ...style, colour: quiet });
  });
}

/** Targets as bars without a line; a dot for each period, hollow where it is incomplete. */
export function drawPanelMarks(pen: Pen, panel: Panel, options: { place: Place; unit: number }): void {
  const { place, unit } = options;
  panel.points.forEach((point, index) => {
    const x = place('x', xOf(panel, index));
    const target = finiteOrNull(point.target);
    if (target !== null) drawTargetBar(pen, { x, y: place(panel.id, target) }, unit);
  });
  panel.points.forEach((point, index) => {
    const value = finiteOrNull(point.value);
    if (value === null) return;
    const spot = { x: place('x', xOf(panel, index)), y: place(panel.id, value) };
    const isLast = index === lastIndex(panel);
    if (point.isIncomplete) drawHollow(pen, { ...spot, radius: unit * 0.26 }, current);
    else if (point.signal) drawSignal(pen, point.signal, { ...spot, radius: unit * 0.34 });
    else drawDot(pen, { ...spot, radius: unit * (isLast ? 0.27 : 0.16) }, current);
  });
}

export function drawTargetBar(pen: Pen, at: { x: number; y: number }, unit: number): void {
  pen.fillStyle = paper;
  pen.fillRect(at.x - unit * 0.5, at.y - unit * 0.13, unit, unit * 0.26);
  pen.fillStyle = targetInk;
  pen.fillRect(at.x - unit * 0.45, at.y - unit * 0.065, unit * 0.9, unit * 0.13);
}

/** Index of the newest period with a value, or −1. */
export function lastIndex(panel: Panel): number {
  return panel.points.findLastIndex((point) => finiteOrNull(point.value) !== null);
}

/** Where the newest value's label hides least. */
export function lastValueSide(panel: Panel): 'above' | 'below' {
  const index = lastIndex(panel);
  const point = panel.points[index];
  const before = panel.points[index - 1];
  return labelSide(before?.value, point?.value ?? 0, [before?.priorYear, point?.priorYear, point?.target]);
}
