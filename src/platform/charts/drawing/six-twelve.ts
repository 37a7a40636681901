import { finiteOrNull, type SixTwelveSpec } from '../chart-spec.js';
import type { Drawing } from './board.js';
import { configurationOf, type Place } from './configuration.js';
import { drawSlotLabels } from './labels.js';
import { current, faint, ink, priorYear, quiet } from './palette.js';
import {
  drawPanelGrid,
  drawPanelMarks,
  drawTargetBar,
  lastIndex,
  lastValueSide,
  type Panel,
  panelLines,
  xOf,
} from './panel.js';
import { drawText, type Measure, type Pen, type TextStyle } from './pen.js';
import { drawEventDiscs, drawEventRules, drawFooter } from './six-twelve-footer.js';
import { type Layout, layoutOf } from './six-twelve-layout.js';

/** Six weeks beside twelve months, each a line of its own: the short view and the long one, at a glance. */
export function drawSixTwelve(spec: SixTwelveSpec, measure: Measure): Drawing {
  const layout = layoutOf(spec, measure);
  const { weeks, months } = layout;
  const configuration = configurationOf({
    size: layout.size,
    area: layout.area,
    x: { min: 0, max: Math.max(months.start + months.points.length * months.step, 1) },
    y: { weeks: weeks.axis, months: months.axis },
    lines: [...panelLines(weeks, layout.unit), ...panelLines(months, layout.unit)],
    under: (pen, place) => drawUnder(pen, layout, place),
    over: (pen, place) => drawOver(pen, layout, place),
  });
  return { configuration, size: layout.size };
}

function drawUnder(pen: Pen, layout: Layout, place: Place): void {
  const { heading, unit, margin, weeks, months, area, size } = layout;
  heading.draw(pen);
  if (!layout.hasData) return;
  drawPanelHeads(pen, layout, place);
  drawPanelGrid(pen, weeks, { place, tickX: area.left - unit * 0.4, style: { size: unit, align: 'right' } });
  drawPanelGrid(pen, months, { place, tickX: size.width - margin, style: { size: unit, align: 'right' } });
  drawEventRules(pen, layout, place);
}

function drawOver(pen: Pen, layout: Layout, place: Place): void {
  const { area, unit, weeks, months } = layout;
  if (layout.hasData) {
    for (const panel of [weeks, months]) {
      drawPeriodLabels(pen, panel, layout, place);
      drawPanelMarks(pen, panel, { place, unit });
    }
    drawEventDiscs(pen, layout, place);
    for (const panel of [weeks, months]) drawLastValue(pen, panel, layout, place);
  } else {
    const centre = { x: layout.size.width / 2, y: (area.top + area.bottom) / 2 };
    drawText(pen, layout.words.noData, centre, { size: unit * 1.3, colour: faint, align: 'center' });
  }
  drawFooter(pen, layout);
}

function drawPeriodLabels(pen: Pen, panel: Panel, { area, unit, measure, size, margin }: Layout, place: Place): void {
  const labels = panel.points.map((point, index) => ({ x: place('x', xOf(panel, index)), text: point.label }));
  const limits = {
    left: place('x', panel.start) - unit * 0.3,
    right: Math.min(place('x', panel.start + panel.step * panel.points.length) + unit * 0.3, size.width - margin),
  };
  const style: TextStyle = { size: unit, colour: quiet };
  drawSlotLabels(pen, labels, { y: area.bottom + unit * 1.15, limits, style, measure });
}

function drawPanelHeads(pen: Pen, layout: Layout, place: Place): void {
  const { unit, weeks, months, words, heading } = layout;
  const y = heading.height + unit * 0.9;
  const style: TextStyle = { size: unit, weight: 600, colour: ink };
  if (weeks.points.length > 0) drawText(pen, words.weeks(weeks.points.length), { x: place('x', 0), y }, style);
  if (months.points.length > 0) {
    const span = words.months(months.points.length);
    const text = months.points.some((point) => point.weeks) ? `${span} / ${words.week}` : span;
    drawText(pen, text, { x: place('x', months.start), y }, style);
  }
  drawLegend(pen, layout, y);
}

/** Right-aligned on the line of the panel names; this year's line needs no key. */
function drawLegend(pen: Pen, { unit, words, measure, size, margin, weeks, months }: Layout, y: number): void {
  const points = [...weeks.points, ...months.points];
  const style: TextStyle = { size: unit, colour: quiet };
  let x = size.width - margin;
  if (points.some((point) => finiteOrNull(point.target) !== null)) {
    x -= measure(words.target, style);
    drawText(pen, words.target, { x, y }, style);
    x -= unit * 0.8;
    drawTargetBar(pen, { x, y }, unit);
    x -= unit * 1.3;
  }
  if (points.some((point) => finiteOrNull(point.priorYear) !== null)) {
    x -= measure(words.priorYear, style);
    drawText(pen, words.priorYear, { x, y }, style);
    x -= unit * 0.35;
    pen.fillStyle = priorYear;
    for (const offset of [1.44, 0.88, 0.32]) pen.fillRect(x - unit * offset, y - unit * 0.05, unit * 0.32, unit * 0.1);
  }
}

/** The newest value, written at its point, on the side where it covers least of the lines; the events' numbers stand on the other. */
function drawLastValue(pen: Pen, panel: Panel, layout: Layout, place: Place): void {
  const { unit, figures, words, measure, area, months } = layout;
  const index = lastIndex(panel);
  const point = panel.points[index];
  const value = finiteOrNull(point?.value);
  if (!point || value === null) return;
  const text = point.isIncomplete ? `${figures.short(value)} (${words.incomplete})` : figures.short(value);
  const style = { size: unit * 1.15, weight: 700, colour: point.isIncomplete ? quiet : current, halo: true } as const;
  const half = measure(text, style) / 2;
  const endOfPanel = panel.id === 'weeks' ? place('x', months.start) - unit * 0.3 : area.right;
  const right = months.points.length === 0 ? area.right : endOfPanel;
  const x = Math.max(area.left + half, Math.min(place('x', xOf(panel, index)), right - half));
  const y = lastValueHeight(panel, layout, place(panel.id, value));
  drawText(pen, text, { x, y }, { ...style, align: 'center' });
}

function lastValueHeight(panel: Panel, { unit, area }: Layout, anchor: number): number {
  const distance = unit * (panel.points[lastIndex(panel)]?.signal ? 1.15 : 1.05);
  const fitsBelow = anchor + distance <= area.bottom - unit * 0.4;
  const fitsAbove = anchor - distance >= area.top - unit * 0.7;
  const isBelow = fitsBelow && (lastValueSide(panel) === 'below' || !fitsAbove);
  return isBelow ? anchor + distance : anchor - distance;
}
