import { finestStep } from '../../../kernel/numbers.js';
import { type Band, chartSize, drawnAtMost, finiteOrNull, type ProcessPoint, type ProcessSpec } from '../chart-spec.js';
import { type Figures, figuresOf } from '../figures.js';
import { type Lexicon, lexiconOf } from '../lexicon.js';
import { axisFor, extent, tickLabels } from './axis.js';
import type { Drawing } from './board.js';
import { type Area, configurationOf, type LineDataset, line, type Place } from './configuration.js';
import { type Heading, headingOf } from './heading.js';
import { drawSlotLabels, labelSide, spreadApart } from './labels.js';
import { drawDot, drawHollow, drawSignal } from './marks.js';
import { bandFill, faint, grid, ink, quiet, signalColours, targetInk } from './palette.js';
import { drawText, type Measure, type Pen, type TextStyle } from './pen.js';

type Level = {
  readonly value: number;
  readonly text: string;
  readonly colour: string;
  readonly stroke: 'none' | 'solid' | 'dashed' | 'long';
};

type Layout = {
  readonly spec: ProcessSpec;
  readonly unit: number;
  readonly margin: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly area: Area;
  readonly heading: Heading;
  readonly points: readonly ProcessPoint[];
  readonly levels: readonly Level[];
  readonly zone: Band | undefined;
  readonly figures: Figures;
  readonly words: Lexicon;
  readonly measure: Measure;
};

/** A run chart with its natural limits; every line is named and valued at its right end, so it needs no axis. */
export function drawProcess(spec: ProcessSpec, measure: Measure): Drawing {
  const points = spec.points.slice(-drawnAtMost.processPoints);
  const figures = figuresOf(spec.format, spec.locale);
  const words = lexiconOf(spec.locale);
  const values = points.map((point) => finiteOrNull(point.value)).filter((value) => value !== null);
  const levels = levelsOf(spec, values, { figures, words });
  const all = [...values, ...levels.map((level) => level.value)];
  const { low, high } = extent(all);
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  const layout = layoutOf({ spec, points, levels, figures, words, measure });
  const { size } = layout;
  const configuration = configurationOf({
    size,
    area: layout.area,
    x: { min: -0.5, max: Math.max(points.length, 1) - 0.5 },
    y: { level: values.length > 0 ? { min: low - room, max: high + room } : { min: 0, max: 1 } },
    lines: linesOf(points, layout.unit),
    under: (pen, place) => drawUnder(pen, layout, place),
    over: (pen, place) => drawOver(pen, layout, place),
  });
  return { configuration, size };
}

type Ingredients = Pick<Layout, 'spec' | 'points' | 'levels' | 'figures' | 'words' | 'measure'>;

function layoutOf(parts: Ingredients): Layout {
  const { spec, levels, measure } = parts;
  const size = chartSize(spec);
  const { width } = size;
  const unit = width / 40;
  const margin = unit * 1.2;
  const heading = headingOf({ ...spec, width, margin, unit, lines: 2 }, measure);
  const labelRoom = Math.max(0, ...levels.map((level) => measure(level.text, { size: unit })));
  const area: Area = {
    left: margin,
    top: heading.height + unit * 1.3,
    right: width - margin - (labelRoom > 0 ? labelRoom + unit * 0.6 : 0),
    bottom: size.height - unit * 2.3,
  };
  return { ...parts, unit, margin, size, area, heading, zone: zoneOf(spec) };
}

function zoneOf(spec: ProcessSpec): Band | undefined {
  return typeof spec.target === 'object' ? spec.target : undefined;
}

/** Mean, limits and target, or a plain scale while there are too few points for limits. */
function levelsOf(spec: ProcessSpec, values: readonly number[], tools: Pick<Layout, 'figures' | 'words'>): Level[] {
  const { figures, words } = tools;
  if (values.length === 0) return [];
  const named = (name: string, value: number, look: Pick<Level, 'colour' | 'stroke'>): Level => ({
    value,
    text: `${name} ${figures.short(value)}`,
    ...look,
  });
  const stroke = spec.limits?.isTrial ? 'dashed' : 'solid';
  const candidates = [
    ...(spec.limits
      ? [
          named(words.high, spec.limits.high, { colour: quiet, stroke }),
          named(words.mean, spec.limits.mean, { colour: quiet, stroke: 'solid' }),
          named(words.low, spec.limits.low, { colour: quiet, stroke }),
        ]
      : []),
    ...targetLevels(spec, named, words),
  ].filter((level) => finiteOrNull(level.value) !== null);
  return spec.limits ? candidates : [...scaleLevels(spec, values, candidates), ...candidates];
}

function targetLevels(
  { target }: ProcessSpec,
  named: (name: string, value: number, look: Pick<Level, 'colour' | 'stroke'>) => Level,
  words: Lexicon,
): Level[] {
  if (target === undefined) return [];
  const look = { colour: targetInk, stroke: 'long' } as const;
  if (typeof target === 'number') return [named(words.target, target, look)];
  return [named(`${words.target} ≤`, target.high, look), named(`${words.target} ≥`, target.low, look)];
}

/** A tick that a target already names is left out. */
function scaleLevels(spec: ProcessSpec, values: readonly number[], named: readonly Level[]): Level[] {
  const axis = axisFor(values, { finest: finestStep(spec.format) });
  const texts = tickLabels(axis, spec.format, spec.locale);
  const isFree = (tick: number): boolean =>
    named.every((level) => Math.abs(level.value - tick) > (axis.max - axis.min) * 0.08);
  return axis.ticks
    .map((value, index): Level => ({ value, text: texts[index] ?? '', colour: quiet, stroke: 'none' }))
    .filter((level) => isFree(level.value));
}

function linesOf(points: readonly ProcessPoint[], unit: number): LineDataset[] {
  const data = points.map((point, x) => ({ x, y: finiteOrNull(point.value) }));
  return [line({ scale: 'level', data, colour: faint, width: unit * 0.11 })];
}

function drawUnder(pen: Pen, layout: Layout, place: Place): void {
  const { heading, area, spec, levels, unit } = layout;
  heading.draw(pen);
  if (levels.length === 0) return;
  if (spec.limits && finiteOrNull(spec.limits.high) !== null && finiteOrNull(spec.limits.low) !== null) {
    const top = place('level', spec.limits.high);
    pen.fillStyle = bandFill;
    pen.fillRect(area.left, top, area.right - area.left, Math.max(place('level', spec.limits.low) - top, 2));
  }
  for (const level of levels) drawLevelLine(pen, level, { y: place('level', level.value), area, unit });
  drawLevelLabels(pen, layout, place);
}

function drawLevelLine(pen: Pen, level: Level, at: { y: number; area: Area; unit: number }): void {
  pen.beginPath();
  pen.moveTo(at.area.left, at.y);
  pen.lineTo(at.area.right, at.y);
  pen.strokeStyle = level.stroke === 'none' ? grid : level.stroke === 'long' ? targetInk : faint;
  pen.lineWidth = level.stroke === 'long' ? at.unit * 0.09 : 1;
  pen.setLineDash(level.stroke === 'long' ? [at.unit * 0.7, at.unit * 0.35] : level.stroke === 'dashed' ? [4, 4] : []);
  pen.stroke();
  pen.setLineDash([]);
}

function drawLevelLabels(pen: Pen, { levels, area, unit }: Layout, place: Place): void {
  const wanted = levels.map((level) => place('level', level.value));
  const placed = spreadApart(wanted, unit * 1.15, { top: area.top - unit * 0.5, bottom: area.bottom + unit * 0.3 });
  levels.forEach((level, index) => {
    const weight = level.stroke === 'long' ? 600 : 400;
    drawText(
      pen,
      level.text,
      { x: area.right + unit * 0.6, y: placed[index] ?? 0 },
      { size: unit, colour: level.colour, weight },
    );
  });
}

function drawOver(pen: Pen, layout: Layout, place: Place): void {
  const { points, unit, area, words, measure, size, levels } = layout;
  if (levels.length === 0) {
    const centre = { x: size.width / 2, y: (area.top + area.bottom) / 2 };
    drawText(pen, words.noData, centre, { size: unit * 1.3, colour: faint, align: 'center' });
    return;
  }
  points.forEach((point, index) => {
    const value = finiteOrNull(point.value);
    if (value === null) return;
    const spot = { x: place('x', index), y: place('level', value) };
    if (point.isIncomplete) drawHollow(pen, { ...spot, radius: unit * 0.26 }, quiet);
    else if (point.signal) drawSignal(pen, point.signal, { ...spot, radius: unit * 0.34 });
    else drawDot(pen, { ...spot, radius: unit * 0.2 }, quiet);
  });
  const style: TextStyle = { size: unit, colour: quiet };
  const labels = points.map((point, index) => ({ x: place('x', index), text: point.label }));
  drawSlotLabels(pen, labels, {
    y: area.bottom + unit * 1.1,
    limits: { left: area.left, right: area.right },
    style,
    measure,
  });
  drawLastValue(pen, layout, place);
}

function drawLastValue(pen: Pen, { points, unit, figures, words, measure, area }: Layout, place: Place): void {
  const index = points.findLastIndex((point) => finiteOrNull(point.value) !== null);
  const point = points[index];
  if (!point) return;
  const value = finiteOrNull(point.value) ?? 0;
  const text = point.isIncomplete ? `${figures.short(value)} (${words.incomplete})` : figures.short(value);
  const style: TextStyle = {
    size: unit * 1.15,
    weight: 700,
    colour: point.signal === 'neutral' ? signalColours.neutral : ink,
    halo: true,
  };
  const before = points[index - 1]?.value;
  const anchor = place('level', value);
  const distance = unit * 1.05;
  const side = labelSide(before, value, [before, points[index - 2]?.value]);
  const isBelow = side === 'below' && anchor + distance <= area.bottom - unit * 0.2;
  const half = measure(text, style) / 2;
  const x = Math.max(area.left + half, Math.min(place('x', index), area.right - half));
  drawText(pen, text, { x, y: isBelow ? anchor + distance : anchor - distance }, { ...style, align: 'center' });
}
