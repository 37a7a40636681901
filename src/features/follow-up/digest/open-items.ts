import { type DigestSection, needsAttention } from '../../digests/public.js';
import type { OpenItems, ReviewGroup } from '../review/review.js';
import { openItemsOn } from '../review/review-of.js';
import { dueParts, itemLine, moreLine } from './item-lines.js';
import { clearedItem, mapGroup, mayShowKpi, plainItem } from './reviewed.js';
import { reviewAsk } from './scope.js';

/** What is being done about a KPI, or stands in its way, under its message. */
export const openItems: DigestSection<OpenItems> = {
  name: 'open-items',
  content: {
    async gather(scope) {
      const kpiKeys = scope.items.filter(needsAttention).map(({ figures }) => figures.kpi.key);
      const found = await openItemsOn(scope.database.client, { ...(await reviewAsk(scope)), kpiKeys });
      return Object.keys(found).length > 0 ? found : undefined;
    },
    cleared(content, { clearance, hasOutsiders }) {
      if (hasOutsiders) return undefined;
      const shown = Object.entries(content).filter(([, { items }]) =>
        items.every((item) => mayShowKpi(item, clearance)),
      );
      return Object.fromEntries(
        shown.map(([key, group]) => [key, mapGroup(group, (item) => clearedItem(item, clearance))]),
      );
    },
    plain: (content) =>
      Object.fromEntries(Object.entries(content).map(([key, group]) => [key, mapGroup(group, plainItem)])),
  },
  underKpi(view, kpiKey) {
    // A KPI may be called `constructor`, which every object has.
    const group: ReviewGroup | undefined = Object.hasOwn(view.told, kpiKey) ? view.told[kpiKey] : undefined;
    if (!group) return null;
    const points = group.items.map((item) => itemLine(item, view, { about: dueParts, isKpiNamed: false }));
    return {
      lines: [[{ bold: view.say('digests.attention.open', { count: group.total }) }]],
      points: [...points, ...moreLine(group, points.length, view)],
    };
  },
};
