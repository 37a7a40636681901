import { drawText, ellipsise, type Measure, type Pen, type TextStyle } from './pen.js';

type SlotLabel = { readonly x: number; readonly text: string };

/** The labels that fit side by side: every one, else every second, third… counted back from the last, which always stays. */
export function fittingLabels(labels: readonly SlotLabel[], style: TextStyle, measure: Measure): SlotLabel[] {
  const halfWidth = (label: SlotLabel): number => measure(label.text, style) / 2;
  const space = style.size * 0.5;
  for (let step = 1; step < labels.length; step += 1) {
    const kept = labels.filter((_, index) => (labels.length - 1 - index) % step === 0);
    const apart = kept.every((label, index) => {
      const next = kept[index + 1];
      return !next || next.x - halfWidth(next) - (label.x + halfWidth(label)) >= space;
    });
    if (apart) return kept;
  }
  return labels.slice(-1);
}

/** Labels under their slots; one at the edge is pushed back inside `limits`. */
export function drawSlotLabels(pen: Pen, labels: readonly SlotLabel[], options: SlotOptions): void {
  const { y, limits, style, measure } = options;
  const inside = labels.map((label) => {
    const text = ellipsise(label.text, limits.right - limits.left, (candidate) => measure(candidate, style));
    const half = measure(text, style) / 2;
    return { text, x: Math.min(Math.max(label.x, limits.left + half), limits.right - half) };
  });
  for (const { text, x } of fittingLabels(inside, style, measure))
    drawText(pen, text, { x, y }, { ...style, align: 'center' });
}

type SlotOptions = {
  readonly y: number;
  readonly limits: { readonly left: number; readonly right: number };
  readonly style: TextStyle;
  readonly measure: Measure;
};

/** Moves labels apart vertically until none is nearer than `distance`, keeping their order and staying inside `limits`. */
export function spreadApart(
  wanted: readonly number[],
  distance: number,
  limits: { top: number; bottom: number },
): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let floor = limits.top;
  for (const item of order) {
    item.y = Math.max(item.y, floor);
    floor = item.y + distance;
  }
  let ceiling = limits.bottom;
  for (const item of order.toReversed()) {
    item.y = Math.min(item.y, ceiling);
    ceiling = item.y - distance;
  }
  const placed = [...wanted];
  for (const item of order) placed[item.index] = item.y;
  return placed;
}

/** Segments of the drawn line around a point tell on which side of it a label hides least: above a peak, below a trough. */
export function labelSide(
  before: number | null | undefined,
  at: number,
  others: readonly (number | null | undefined)[],
): 'above' | 'below' {
  // Its own line is what a label hides first, and thickest.
  const nearby = [before, before, before, ...others].filter((value): value is number => typeof value === 'number');
  const over = nearby.filter((value) => value > at).length;
  return over > nearby.length / 2 ? 'below' : 'above';
}
