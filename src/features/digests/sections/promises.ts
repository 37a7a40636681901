import type { Review, ReviewGroup } from '../../follow-up/public.js';
import { asText, type Line, outline, prose } from '../blocks.js';
import type { ParentContribution, SectionModule, SectionView } from '../message.js';
import { countItems } from '../review-content.js';
import { dueParts, itemLine, moreLine, pointsText } from './item-lines.js';

/** Items listed in all; what is more than a meeting can go through is counted. */
const listedAtMost = 20;

type GroupName = 'done' | 'late' | 'silent' | 'fresh' | 'dropped' | 'running';

/** In the order in which a meeting takes them. */
const styles: readonly (Parameters<typeof itemLine>[2] & { readonly name: GroupName })[] = [
  { name: 'done', about: ({ outcome }, { say }) => [outcome ? say('digests.items.outcome', { outcome }) : ''] },
  { name: 'late', about: dueParts, mention: true },
  { name: 'silent', about: dueParts, mention: true },
  { name: 'fresh', about: dueParts },
  { name: 'dropped', about: ({ outcome }, { say }) => [outcome ? say('digests.items.reason', { outcome }) : ''] },
  { name: 'running', about: dueParts },
];

/** What was promised last time: counted in the parent, listed at the head of the thread. */
export const promises: SectionModule = {
  parent(view) {
    const { followUp } = view.content;
    return followUp ? counted(countsLine(followUp, view)) : { lines: [], blocks: [] };
  },
  thread(view) {
    const { followUp } = view.content;
    if (!followUp || countItems(followUp) === 0) return [];
    const title: Line = [{ bold: view.say('digests.promises.title') }];
    const shares = sharesOf(followUp);
    const parts = styles.flatMap((style) => {
      const group = followUp[style.name];
      if (group.total === 0) return [];
      const items = group.items.slice(0, shares.get(style.name) ?? 0);
      const more = moreLine(group, items.length, view);
      const heading: Line = [{ bold: view.say(`digests.promises.groups.${style.name}`, { count: group.total }) }];
      const points = [...items.map((item) => itemLine(item, view, style)), ...more];
      // Names in the text, so that a line that is cut there loses nobody: the blocks call them.
      const spoken = [...items.map((item) => itemLine(item, view, { ...style, mention: false })), ...more];
      return [{ lines: [heading], points, text: [asText([heading]), ...pointsText(spoken)] }];
    });
    const text = [asText([title]), ...parts.flatMap((part) => part.text)].join('\n');
    return [{ part: 'promises', text, blocks: [prose([title]), outline(parts)] }];
  },
};

function counted(line: Line): ParentContribution {
  return { lines: [asText([line])], blocks: [prose([line])] };
}

/** "Promised last time: 3 done, 2 late, 1 new"; what there is none of is not mentioned. */
function countsLine(review: Review, { say }: SectionView): Line {
  if (!review.hasHistory) return [say('digests.promises.never')];
  const { done, late, silent, fresh, dropped, running } = review;
  const counts = {
    done: done.total,
    // Nobody answering is late as well.
    late: late.total + silent.total,
    fresh: fresh.total,
    dropped: dropped.total,
    running: running.total,
  };
  const parts = Object.entries(counts).flatMap(([name, count]) =>
    count > 0 ? [say(`digests.promises.counts.${name}`, { count })] : [],
  );
  const label = { bold: say('digests.promises.label') };
  return [label, ` ${parts.length > 0 ? parts.join(', ') : say('digests.promises.none')}`];
}

/** How many items of each group are listed: the room is dealt out one by one, so that no group crowds out another. */
function sharesOf(review: Review): Map<GroupName, number> {
  const shares = new Map<GroupName, number>(styles.map(({ name }) => [name, 0]));
  const listed = ({ items }: ReviewGroup) => items.length;
  for (let room = listedAtMost; room > 0; ) {
    const open = styles.filter(({ name }) => (shares.get(name) ?? 0) < listed(review[name])).slice(0, room);
    if (open.length === 0) break;
    for (const { name } of open) shares.set(name, (shares.get(name) ?? 0) + 1);
    room -= open.length;
  }
  return shares;
}
