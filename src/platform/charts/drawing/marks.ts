import type { SignalKind, Status } from '../chart-spec.js';
import { paper, signalColours, statusColours } from './palette.js';
import type { Pen } from './pen.js';

type Spot = { readonly x: number; readonly y: number; readonly radius: number };

/** Disc, triangle, diamond or hollow ring: the status can be read without its colour. */
export function drawStatus(pen: Pen, status: Status, spot: Spot): void {
  pen.fillStyle = statusColours[status];
  if (status === 'grey') {
    pen.strokeStyle = statusColours.grey;
    pen.lineWidth = spot.radius * 0.4;
    circle(pen, { ...spot, radius: spot.radius * 0.8 });
    pen.stroke();
    return;
  }
  if (status === 'green') circle(pen, spot);
  else if (status === 'amber') triangle(pen, spot);
  else diamond(pen, spot);
  pen.fill();
}

/** A disc for improvement, a diamond for concern, a square for neutral, edged in white so that it stands off its line. */
export function drawSignal(pen: Pen, signal: SignalKind, spot: Spot): void {
  pen.fillStyle = signalColours[signal];
  pen.strokeStyle = paper;
  pen.lineWidth = spot.radius * 0.35;
  pen.lineJoin = 'miter';
  if (signal === 'improvement') circle(pen, spot);
  else if (signal === 'concern') diamond(pen, { ...spot, radius: spot.radius * 0.95 });
  else square(pen, spot);
  pen.stroke();
  pen.fill();
}

export function drawDot(pen: Pen, spot: Spot, colour: string): void {
  pen.fillStyle = colour;
  circle(pen, spot);
  pen.fill();
}

/** An incomplete period: an outline around white. */
export function drawHollow(pen: Pen, spot: Spot, colour: string): void {
  pen.fillStyle = paper;
  pen.strokeStyle = colour;
  pen.lineWidth = spot.radius * 0.45;
  circle(pen, spot);
  pen.fill();
  pen.stroke();
}

function circle(pen: Pen, { x, y, radius }: Spot): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
}

function triangle(pen: Pen, { x, y, radius }: Spot): void {
  const reach = radius * 1.2;
  polygon(pen, [
    [x, y - reach * 0.95],
    [x + reach, y + reach * 0.8],
    [x - reach, y + reach * 0.8],
  ]);
}

function diamond(pen: Pen, { x, y, radius }: Spot): void {
  const reach = radius * 1.3;
  polygon(pen, [
    [x, y - reach],
    [x + reach, y],
    [x, y + reach],
    [x - reach, y],
  ]);
}

function square(pen: Pen, { x, y, radius }: Spot): void {
  const reach = radius * 0.9;
  pen.beginPath();
  pen.rect(x - reach, y - reach, reach * 2, reach * 2);
}

function polygon(pen: Pen, corners: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(x, y);
  pen.closePath();
}
