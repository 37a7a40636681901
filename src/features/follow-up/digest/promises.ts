import {
  asText,
  type DigestSection,
  type DigestView,
  type Line,
  outline,
  type ParentContribution,
  pointsText,
  prose,
} from '../../digests/public.js';
import type { Promises, ReviewedItem, ReviewGroup } from '../review/review.js';
import { promisesOf } from '../review/review-of.js';
import { dueParts, itemLine, moreLine } from './item-lines.js';
import { clearedItem, mapGroup, plainItem } from './reviewed.js';
import { reviewAsk } from './scope.js';

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
export const promises: DigestSection<Promises> = {
  name: 'promises',
  content: {
    gather: async (scope) => promisesOf(scope.database.client, await reviewAsk(scope)),
    cleared: (content, { clearance, hasOutsiders }) =>
      hasOutsiders ? undefined : mapPromises(content, (item) => clearedItem(item, clearance)),
    plain: (content) => mapPromises(content, plainItem),
  },
  count: countItems,
  parent: (view) => counted(countsLine(view.told, view)),
  thread(view) {
    const { told } = view;
    if (countItems(told) === 0) return [];
    const title: Line = [{ bold: view.say('digests.promises.title') }];
    const shares = sharesOf(told);
    const parts = styles.flatMap((style) => {
      const group = told[style.name];
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

/** The same promises with each of their items changed. */
function mapPromises(promised: Promises, change: (item: ReviewedItem) => ReviewedItem): Promises {
  const groups = styles.map(({ name }) => [name, mapGroup(promised[name], change)]);
  return { ...promised, ...Object.fromEntries(groups) };
}

/** How many items they speak of. */
function countItems(promised: Promises): number {
  return styles.reduce((sum, { name }) => sum + promised[name].total, 0);
}

function counted(line: Line): ParentContribution {
  return { lines: [asText([line])], blocks: [prose([line])] };
}

/** "Promised last time: 3 done, 2 late, 1 new"; what there is none of is not mentioned. */
function countsLine(promised: Promises, { say }: DigestView): Line {
  if (!promised.hasHistory) return [say('digests.promises.never')];
  const { done, late, silent, fresh, dropped, running } = promised;
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
function sharesOf(promised: Promises): Map<GroupName, number> {
  const shares = new Map<GroupName, number>(styles.map(({ name }) => [name, 0]));
  const listed = ({ items }: ReviewGroup) => items.length;
  for (let room = listedAtMost; room > 0; ) {
    const open = styles.filter(({ name }) => (shares.get(name) ?? 0) < listed(promised[name])).slice(0, room);
    if (open.length === 0) break;
    for (const { name } of open) shares.set(name, (shares.get(name) ?? 0) + 1);
    room -= open.length;
  }
  return shares;
}
