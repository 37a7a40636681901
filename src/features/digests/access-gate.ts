import { mayShow } from '../../organisation/access-level.js';
import type { DigestContent, DigestFacts } from './digest.js';
import { bringingSections, type DigestSection, type Readers } from './section.js';

/** Everybody may see everything. */
export const unlimited: Readers = { clearance: 'restricted', hasOutsiders: false };

export type Withheld = {
  readonly content: DigestContent;
  /** KPIs left out. */
  readonly withheld: number;
  /** What people wrote, and sections left out. */
  readonly withheldItems: number;
};

/** The content without what its readers may not see, and how much that is; of sections only those that are handed in. */
export function withhold(
  { sections: brought, ...facts }: DigestContent,
  readers: Readers,
  sections: readonly DigestSection[],
): Withheld {
  const { items, withheld } = visibleItems(facts, readers);
  const shown: Record<string, unknown> = {};
  let withheldItems = 0;
  for (const section of bringingSections(sections)) {
    const told = brought[section.name];
    if (told === undefined) continue;
    const cleared = section.content.cleared(told, readers);
    if (cleared === undefined) withheldItems += section.count?.(told) ?? 0;
    else shown[section.name] = cleared;
  }
  return { content: { ...facts, items, sections: shown }, withheld, withheldItems };
}

function visibleItems({ items }: DigestFacts, { clearance, hasOutsiders }: Readers) {
  const visible = items.filter((item) => mayShow(item.accessLevel, clearance));
  const shown = hasOutsiders ? visible.map(({ explanation: _inside, ...item }) => item) : visible;
  return { items: shown, withheld: items.length - shown.length };
}
