import { finiteOrNull } from '../chart-spec.js';
import type { Place } from './configuration.js';
import { faint, grid, ink, paper, quiet } from './palette.js';
import { xOf } from './panel.js';
import { drawText, ellipsise, type Pen } from './pen.js';
import {
  boxesPerRow,
  boxHeight,
  discRoom,
  eventGap,
  eventLineHeight,
  type Layout,
  shownEvents,
} from './six-twelve-layout.js';

/** From each event's week to its number: under the lines, so that it hides nothing. */
export function drawEventRules(pen: Pen, layout: Layout, place: Place): void {
  const { weeks, spec } = layout;
  const end = discHeight(layout);
  pen.fillStyle = faint;
  for (const event of shownEvents(spec)) {
    const value = finiteOrNull(weeks.points[event.week]?.value);
    if (value === null) continue;
    const y = place('weeks', value);
    pen.fillRect(place('x', xOf(weeks, event.week)) - 0.5, Math.min(y, end), 1, Math.abs(end - y));
  }
}

/** The numbers stand at the edge of the plot, where the label of the last value does not come. */
export function drawEventDiscs(pen: Pen, layout: Layout, place: Place): void {
  const { weeks, spec, unit } = layout;
  for (const event of shownEvents(spec)) {
    drawNumber(pen, event.number, { x: place('x', xOf(weeks, event.week)), y: discHeight(layout), unit });
  }
}

function discHeight({ area, unit, areEventsOnTop }: Layout): number {
  return areEventsOnTop ? area.top - unit * 0.75 : area.bottom - unit * 0.2;
}

/** Texts of the events, then the summary boxes. */
export function drawFooter(pen: Pen, layout: Layout): void {
  const top = layout.area.bottom + layout.unit * 2.55;
  layout.eventLines.forEach((_, index) => {
    drawEventLine(pen, layout, { index, y: top + index * layout.unit * eventLineHeight });
  });
  drawBoxes(pen, layout, top + layout.unit * (layout.eventLines.length * eventLineHeight - 0.45));
}

function drawEventLine(pen: Pen, layout: Layout, { index, y }: { index: number; y: number }): void {
  const { unit, margin, size, measure } = layout;
  let x = margin;
  for (const event of layout.eventLines[index] ?? []) {
    const widthOf = (text: string): number => measure(text, { size: unit });
    const text = ellipsise(event.text, size.width - margin - x - unit * discRoom, widthOf);
    drawNumber(pen, event.number, { x: x + unit * 0.7, y, unit });
    drawText(pen, text, { x: x + unit * discRoom, y }, { size: unit, colour: ink });
    x += widthOf(text) + unit * (discRoom + eventGap);
  }
}

function drawNumber(pen: Pen, number: number, at: { x: number; y: number; unit: number }): void {
  pen.beginPath();
  pen.arc(at.x, at.y, at.unit * 0.66, 0, Math.PI * 2);
  pen.fillStyle = ink;
  pen.strokeStyle = paper;
  pen.lineWidth = at.unit * 0.15;
  pen.fill();
  pen.stroke();
  drawText(pen, String(number), at, { size: at.unit, weight: 600, colour: paper, align: 'center' });
}

function drawBoxes(pen: Pen, { boxes, unit, margin, size }: Layout, top: number): void {
  const cell = (size.width - margin * 2 + unit * 0.6) / boxesPerRow;
  boxes.forEach((box, index) => {
    const x = margin + (index % boxesPerRow) * cell;
    const y = top + Math.floor(index / boxesPerRow) * unit * boxHeight;
    pen.fillStyle = grid;
    pen.fillRect(x, y, cell - unit * 0.6, 1);
    drawText(pen, box.label, { x, y: y + unit * 0.78 }, { size: unit, colour: quiet });
    drawText(pen, box.text, { x, y: y + unit * 1.92 }, { size: unit * 1.1, weight: 600, colour: ink });
  });
}
