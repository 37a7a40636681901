import { detectRules, type ProcessLimits, type RuleHit, type RuleOptions, runLength } from '../process-behaviour.js';

/** A rule that fires on the newest point, and since when its story is told. */
export type ToldHit = RuleHit & {
  /** Index of the first point of the story: where a rule fired that has held since. */
  readonly sinceIndex: number;
};

type Ask = { readonly limits: ProcessLimits; readonly options: RuleOptions & { readonly rounding: number } };

/** −1 below the centre, 1 above it, 0 on it. */
type SideSign = -1 | 0 | 1;

type Stretch = { readonly start: number; readonly isEstablished: boolean };

/**
 * The stretch on one side of the centre that ends at a point. Once it has gone on for eight, a single point off its side
 * does not end it: a shift of the process wavers too.
 */
function stretchAt(sides: readonly SideSign[], end: number): Stretch {
  const side = sides[end];
  let start = end;
  while (start > 0 && sides[start - 1] === side) start -= 1;
  if (start >= 2 && sides[start - 2] === side) {
    const before = stretchAt(sides, start - 2);
    if (before.isEstablished) return before;
  }
  return { start, isEstablished: end - start + 1 >= runLength };
}

function sidesOf(points: readonly number[], { limits, options }: Ask): SideSign[] {
  return points.map((point) => {
    if (Math.abs(point - limits.centre) <= options.rounding) return 0;
    return point > limits.centre ? 1 : -1;
  });
}

/** A step within a story is part of it, unless it goes further than the whole story before it did. */
function isFurther(points: readonly number[], sinceIndex: number, { limits, options }: Ask): boolean {
  const distance = (point: number) => Math.abs(point - limits.centre);
  const farthest = Math.max(...points.slice(sinceIndex, -1).map(distance));
  return distance(points.at(-1) ?? limits.centre) > farthest + limits.movingRangeLimit + options.rounding;
}

type Story = { readonly side: RuleHit['side']; readonly toldAt: number; readonly sinceIndex: number };

/** What is told of the stretch that the newest point ends: from the first hit on its side, or the last step further out. */
function storyOf(points: readonly number[], ask: Ask): Story | null {
  const sides = sidesOf(points, ask);
  const sign = sides.at(-1) ?? 0;
  if (sign === 0) return null;
  const side = sign > 0 ? 'above' : 'below';
  const { start } = stretchAt(sides, points.length - 1);
  let story: Story | null = null;
  for (let end = start + 1; end <= points.length; end += 1) {
    const seen = points.slice(0, end);
    // Once it is told, only a step can begin it anew: runs, which cost most, are asked for no more.
    const options: Ask['options'] = { ...ask.options, hasRunRules: ask.options.hasRunRules && story === null };
    const found = detectRules(seen, ask.limits, options).filter((hit) => hit.side === side);
    const [first] = found;
    if (!first) continue;
    const isAnew =
      story !== null && found.some(({ rule }) => rule === 'jump') && isFurther(seen, story.sinceIndex, ask);
    if (!story) story = { side, toldAt: end - 1, sinceIndex: Math.max(start, first.startIndex) };
    else if (isAnew) story = { side, toldAt: end - 1, sinceIndex: end - 1 };
  }
  return story;
}

/**
 * The rules that fire on the newest point, told as one story: what has held on one side of the centre since a rule first
 * fired there is new once, and continues from then on, whichever rule sees it next and however it wavers.
 */
export function tellHits(points: readonly number[], ask: Ask): ToldHit[] {
  const hits = detectRules(points, ask.limits, ask.options);
  const story = hits.length > 0 ? storyOf(points, ask) : null;
  const isContinuing = story !== null && story.toldAt < points.length - 1;
  return hits.flatMap((hit): ToldHit[] => {
    if (isContinuing && hit.rule === 'jump') return [];
    const isOfStory = isContinuing && hit.side === story.side;
    return [
      isOfStory ? { ...hit, sinceIndex: story.sinceIndex, isContinuing } : { ...hit, sinceIndex: hit.startIndex },
    ];
  });
}
