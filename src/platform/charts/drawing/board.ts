import type { ChartConfiguration } from 'chart.js';
import { type BoardRow, type BoardSpec, drawnAtMost, finiteOrNull } from '../chart-spec.js';
import { type Figures, figuresOf } from '../figures.js';
import { type Lexicon, lexiconOf } from '../lexicon.js';
import { extent } from './axis.js';
import { type Area, configurationOf, type LineDataset, line, type Place, type Range } from './configuration.js';
import { headingOf } from './heading.js';
import { drawDot, drawSignal, drawStatus } from './marks.js';
import { bandFill, faint, grid, ink, quiet } from './palette.js';
import { drawFigures, drawText, ellipsise, type Measure, type Pen } from './pen.js';

const width = 800;
const unit = width / 40;
const margin = 24;
const rowHeight = 36;
const gap = 20;
const markColumn = 30;
const nameRoom = { least: 150, most: 336 };
const sparkRoom = { least: 132, most: 240 };

type Columns = {
  readonly name: number;
  readonly value: number;
  readonly change: number;
  readonly sparkLeft: number;
  readonly sparkRight: number;
};

type DrawnRow = {
  readonly row: BoardRow;
  readonly value: string;
  readonly change: string;
  readonly figures: Figures;
  readonly points: readonly (number | null)[];
  readonly range: Range;
  readonly zone: { readonly low: number; readonly high: number } | undefined;
};

export type Drawing = {
  readonly configuration: ChartConfiguration;
  readonly size: { readonly width: number; readonly height: number };
};

/** Rows of mark, name, value, change and sparkline; each sparkline has its own scale, so it shows shape, not size. */
export function drawBoard(spec: BoardSpec, measure: Measure): Drawing {
  const words = lexiconOf(spec.locale);
  const rows = spec.rows.slice(0, drawnAtMost.boardRows).map((row) => drawnRow(row, spec));
  const heading = headingOf(
    { title: spec.title, subtitle: subtitleOf(spec, words), width, margin, unit, lines: rows.length > 8 ? 1 : 2 },
    measure,
  );
  const top = Math.ceil(heading.height) + 4;
  const size = { width, height: top + Math.max(rows.length, 2) * rowHeight + (rows.length > 9 ? 4 : 12) };
  const columns = columnsOf(rows, measure);
  const area: Area = { left: columns.sparkLeft, right: columns.sparkRight, top, bottom: top + rows.length * rowHeight };
  const layout = { top, columns, measure, words };
  const configuration = configurationOf({
    size,
    area: rows.length === 0 ? { ...area, bottom: top + rowHeight } : area,
    x: { min: 0, max: 1 },
    y: { rows: { min: -Math.max(rows.length, 1), max: 0 } },
    lines: rows.map((row, index) => sparkline(row, index)),
    under: (pen, place) => {
      heading.draw(pen);
      for (const [index, row] of rows.entries()) drawGround(pen, { row, index, layout, place });
    },
    over: (pen, place) => {
      if (rows.length === 0)
        drawText(pen, words.noData, { x: margin, y: top + rowHeight }, { size: unit, colour: quiet });
      for (const [index, row] of rows.entries()) drawRow(pen, { row, index, layout, place });
    },
  });
  return { configuration, size };
}

type Layout = { readonly top: number; readonly columns: Columns; readonly measure: Measure; readonly words: Lexicon };

type RowDrawing = { readonly row: DrawnRow; readonly index: number; readonly layout: Layout; readonly place: Place };

function subtitleOf(spec: BoardSpec, words: Lexicon): string | undefined {
  const hidden = spec.rows.length - drawnAtMost.boardRows;
  const parts = [spec.subtitle, hidden > 0 ? words.more(hidden) : undefined].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

function drawnRow(row: BoardRow, spec: BoardSpec): DrawnRow {
  const figures = figuresOf(row.format, spec.locale);
  const points = row.points.slice(-drawnAtMost.processPoints).map(finiteOrNull);
  const values = points.filter((value) => value !== null);
  const zone = zoneOf(row);
  const { low, high } = extent(values);
  return {
    row,
    figures,
    points,
    value: figures.short(row.value),
    change: figures.change(row.change),
    range: widened(low, high, zone),
    zone,
  };
}

/** Process limits where they are known, else the zone to stay in. */
function zoneOf(row: BoardRow): { low: number; high: number } | undefined {
  const zone = row.band ?? (typeof row.target === 'object' ? row.target : undefined);
  if (!zone || finiteOrNull(zone.low) === null || finiteOrNull(zone.high) === null) return undefined;
  return { low: Math.min(zone.low, zone.high), high: Math.max(zone.low, zone.high) };
}

/** Room for the band, unless it is so wide that the line inside would look flat; then the band runs off the row. */
function widened(low: number, high: number, zone: { low: number; high: number } | undefined): Range {
  const spread = high - low || Math.abs(high) * 0.2 || 1;
  const min = zone ? Math.max(Math.min(low, zone.low), low - spread) : low;
  const max = zone ? Math.min(Math.max(high, zone.high), high + spread) : high;
  return min === max ? { min: min - spread / 2, max: max + spread / 2 } : { min, max };
}

function columnsOf(rows: readonly DrawnRow[], measure: Measure): Columns {
  const widest = (texts: readonly number[]): number => Math.ceil(Math.max(0, ...texts));
  const value = widest(rows.map((row) => measure(row.value, { size: unit * 1.15, weight: 700 })));
  const change = widest(rows.map((row) => measure(row.change, { size: unit })));
  const name = widest(rows.map(({ row }) => nameWidth(row, measure)));
  const others = margin * 2 + markColumn + value + gap + (change > 0 ? change + gap : 0) + gap;
  const room = Math.max(nameRoom.least, Math.min(name, nameRoom.most, width - others - sparkRoom.least));
  const spark = Math.min(sparkRoom.most, width - others - room);
  return {
    name: width - others - spark,
    value: width - margin - spark - gap - (change > 0 ? change + gap : 0),
    change: width - margin - spark - gap,
    sparkLeft: width - margin - spark + 4,
    sparkRight: width - margin - 8,
  };
}

function nameWidth(row: BoardRow, measure: Measure): number {
  const note = row.note ? measure(`  ${row.note}`, { size: unit }) : 0;
  return measure(row.name, { size: unit, weight: weightOf(row) }) + note;
}

function weightOf(row: BoardRow): 400 | 600 {
  return row.signal || row.status === 'red' ? 600 : 400;
}

/** Every row maps its own range onto the middle of its height, in a common scale of one unit per row. */
function level(row: DrawnRow, index: number, value: number): number {
  const share = (value - row.range.min) / (row.range.max - row.range.min);
  return -index - 0.77 + Math.min(1.2, Math.max(-0.2, share)) * 0.54;
}

function sparkline(row: DrawnRow, index: number): LineDataset {
  const last = Math.max(row.points.length - 1, 1);
  const data = row.points.map((value, position) => ({
    x: row.points.length === 1 ? 1 : position / last,
    y: value === null ? null : level(row, index, value),
  }));
  const isAlone = (position: number): boolean =>
    [position - 1, position + 1].every((beside) => (row.points[beside] ?? null) === null);
  const pointRadius = data.map((_, position) => (isAlone(position) ? 1.75 : 0));
  return {
    ...line({ scale: 'rows', data, colour: ink, width: 1.75 }),
    pointRadius,
    pointBackgroundColor: ink,
    pointBorderWidth: 0,
  };
}

function drawGround(pen: Pen, { row, index, layout, place }: RowDrawing): void {
  const { columns } = layout;
  const top = layout.top + index * rowHeight;
  pen.fillStyle = grid;
  pen.fillRect(margin, top, width - margin * 2, 1);
  if (!row.zone || row.points.every((value) => value === null)) return;
  const high = place('rows', level(row, index, row.zone.high));
  const low = place('rows', level(row, index, row.zone.low));
  pen.fillStyle = bandFill;
  pen.fillRect(columns.sparkLeft, high, columns.sparkRight - columns.sparkLeft, Math.max(low - high, 2));
}

function drawRow(pen: Pen, drawing: RowDrawing): void {
  const { row, index, layout } = drawing;
  const { columns, measure } = layout;
  const y = layout.top + (index + 0.5) * rowHeight;
  drawStatus(pen, row.row.status, { x: margin + 9, y, radius: 8 });
  drawName(pen, row.row, { y, columns, measure });
  const hasValue = finiteOrNull(row.row.value) !== null;
  const style = { size: unit * 1.15, weight: 700, colour: hasValue ? ink : faint } as const;
  drawText(pen, row.value, { x: columns.value, y }, { ...style, align: 'right' });
  drawFigures(pen, row.change, { x: columns.change, y }, { measure, style: { size: unit, colour: quiet } });
  drawLastPoint(pen, drawing, y);
}

function drawName(pen: Pen, row: BoardRow, at: { y: number; columns: Columns; measure: Measure }): void {
  const { y, columns, measure } = at;
  const style = { size: unit, weight: weightOf(row) } as const;
  const noteStyle = { size: unit, colour: faint } as const;
  const x = margin + markColumn;
  const note = row.note ? ellipsise(row.note, columns.name * 0.5, (text) => measure(text, noteStyle)) : '';
  const noteWidth = note ? measure(note, noteStyle) + 10 : 0;
  const name = ellipsise(row.name, columns.name - noteWidth, (text) => measure(text, style));
  drawText(pen, name, { x, y }, style);
  if (note) drawText(pen, note, { x: x + measure(name, style) + 10, y }, noteStyle);
}

function drawLastPoint(pen: Pen, { row, index, layout, place }: RowDrawing, y: number): void {
  const { words } = layout;
  const position = row.points.findLastIndex((value) => value !== null);
  const value = row.points[position];
  if (value === undefined || value === null) {
    drawText(pen, words.noData, { x: width - margin, y }, { size: unit, colour: faint, align: 'right' });
    return;
  }
  const share = row.points.length === 1 ? 1 : position / (row.points.length - 1);
  const spot = { x: place('x', share), y: place('rows', level(row, index, value)), radius: 4 };
  if (row.row.signal) drawSignal(pen, row.row.signal, { ...spot, radius: 6.5 });
  else drawDot(pen, spot, ink);
}
