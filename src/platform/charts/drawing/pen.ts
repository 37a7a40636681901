import type { SKRSContext2D } from 'canvas';
import { ink, paper } from './palette.js';

/** The drawing surface: CSS pixels, already scaled by the device ratio. */
export type Pen = SKRSContext2D;

export const fontFamily = 'Inter';

type Weight = 400 | 600 | 700;

export type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** A white ground keeps a label readable where it crosses a line. */
  readonly halo?: boolean;
};

/** Width of a text in CSS pixels. Digits count as tabular: all as wide as the widest. */
export type Measure = (text: string, style: Pick<TextStyle, 'size' | 'weight'>) => number;

const digit = /\d/;

/** Measures against `pen`, remembering what it saw: chart labels repeat from one chart to the next. */
export function createMeasure(pen: Pen): Measure {
  const known = new Map<string, number>();
  return (text, { size, weight = 400 }) => {
    const key = `${weight} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (known.size > 4_000) known.clear();
      pen.font = fontOf(100, weight);
      width = pen.measureText(tabular(text)).width / 100;
      known.set(key, width);
    }
    return width * size;
  };
}

/** Zero is the widest of Inter's digits to within half a percent; a text measured with zeros alone never ends up too narrow. */
function tabular(text: string): string {
  return text.replace(/\d/g, '0');
}

export function fontOf(size: number, weight: Weight): string {
  return `${weight} ${size}px ${fontFamily}`;
}

/** Draws one line of text whose middle is at `y`. */
export function drawText(pen: Pen, text: string, at: { x: number; y: number }, style: TextStyle): void {
  pen.font = fontOf(style.size, style.weight ?? 400);
  pen.textAlign = style.align ?? 'left';
  pen.textBaseline = 'alphabetic';
  const baseline = at.y + style.size * 0.36;
  if (style.halo) drawGround(pen, text, at, style);
  pen.fillStyle = style.colour ?? ink;
  pen.fillText(text, at.x, baseline);
}

/** A translucent sheet of paper under the letters. Outlining them would look the same and cost a third of the whole chart. */
function drawGround(pen: Pen, text: string, at: { x: number; y: number }, style: TextStyle): void {
  const { width } = pen.measureText(text);
  const left = style.align === 'right' ? at.x - width : style.align === 'center' ? at.x - width / 2 : at.x;
  const edge = style.size * 0.12;
  pen.globalAlpha = 0.85;
  pen.fillStyle = paper;
  pen.fillRect(left - edge, at.y - style.size * 0.48, width + 2 * edge, style.size * 0.96);
  pen.globalAlpha = 1;
}

/**
 * Draws figures right-aligned at `at.x`, each digit in a cell of one width, so that columns of numbers line up.
 * Skia's canvas cannot switch on Inter's own tabular figures.
 */
export function drawFigures(pen: Pen, text: string, at: { x: number; y: number }, tools: FigureTools): void {
  const { style, measure } = tools;
  const cell = measure('0', style);
  const plain = { ...style, align: 'left' } as const;
  let x = at.x - measure(text, style);
  for (const run of text.split(/(?<=\d)|(?=\d)/)) {
    if (digit.test(run)) {
      drawText(pen, run, { x: x + cell / 2, y: at.y }, { ...style, align: 'center' });
      x += cell;
    } else {
      drawText(pen, run, { x, y: at.y }, plain);
      x += measure(run, style);
    }
  }
}

type FigureTools = { readonly style: TextStyle; readonly measure: Measure };

/** The text, or as much of it as fits in `room` followed by an ellipsis; cut between code points. */
export function ellipsise(text: string, room: number, fits: (text: string) => number): string {
  if (fits(text) <= room) return text;
  const letters = Array.from(text);
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(`${letters.slice(0, middle).join('').trimEnd()}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${letters.slice(0, low).join('').trimEnd()}…`;
}

/** Breaks a text into at most two lines at a space; the second is ellipsised. */
export function twoLines(text: string, room: number, fits: (text: string) => number): string[] {
  if (fits(text) <= room) return [text];
  const words = text.split(' ');
  let first = words.length;
  while (first > 1 && fits(words.slice(0, first).join(' ')) > room) first -= 1;
  const rest = words.slice(first).join(' ');
  const head = ellipsise(words.slice(0, first).join(' '), room, fits);
  return rest === '' ? [head] : [head, ellipsise(rest, room, fits)];
}
