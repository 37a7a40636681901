import type { Status } from '../chart-spec.js';
import { drawStatus } from './marks.js';
import { ink, quiet } from './palette.js';
import { drawText, ellipsise, type Measure, type Pen, type TextStyle, twoLines } from './pen.js';

/** `height` in CSS pixels from the top of the picture. */
export type Heading = { readonly height: number; readonly draw: (pen: Pen) => void };

type HeadingInput = {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly status?: Status | undefined;
  readonly width: number;
  readonly margin: number;
  readonly unit: number;
  readonly lines: 1 | 2;
};

const titleSizes = [1.3, 1.15];

/** The finding on top, the status mark before it, a quiet line under it. A long title is set smaller, then broken, then ellipsised. */
export function headingOf(input: HeadingInput, measure: Measure): Heading {
  const { unit, margin, width } = input;
  const indent = input.status ? unit * 1.35 : 0;
  const { lines, size } = fitTitle(input, width - margin * 2 - indent, measure);
  const lineHeight = size * 1.24;
  const titleBottom = margin * 0.85 + lines.length * lineHeight;
  const subtitleStyle: TextStyle = { size: unit, colour: quiet };
  const subtitle = input.subtitle
    ? ellipsise(input.subtitle, width - margin * 2, (text) => measure(text, subtitleStyle))
    : '';
  const draw = (pen: Pen): void => {
    const firstLine = margin * 0.85 + lineHeight / 2;
    if (input.status) drawStatus(pen, input.status, { x: margin + unit * 0.5, y: firstLine, radius: unit * 0.44 });
    lines.forEach((text, index) => {
      drawText(
        pen,
        text,
        { x: margin + indent, y: firstLine + index * lineHeight },
        { size, weight: 700, colour: ink },
      );
    });
    if (subtitle) drawText(pen, subtitle, { x: margin, y: titleBottom + unit * 0.72 }, subtitleStyle);
  };
  return { height: titleBottom + (subtitle ? unit * 1.4 : 0), draw };
}

function fitTitle(input: HeadingInput, room: number, measure: Measure): { lines: string[]; size: number } {
  const widthAt = (size: number) => (text: string) => measure(text, { size, weight: 700 });
  for (const scale of titleSizes) {
    const size = input.unit * scale;
    if (widthAt(size)(input.title) <= room) return { lines: [input.title], size };
  }
  const size = input.unit * 1.15;
  if (input.lines === 1) return { lines: [ellipsise(input.title, room, widthAt(size))], size };
  return { lines: twoLines(input.title, room, widthAt(size)), size };
}
