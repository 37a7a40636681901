import type { KnownBlock } from '@slack/types';
import { plain } from '../../../platform/slack/elements.js';
import {
  asText,
  context,
  type DigestItem,
  type DigestSection,
  type DigestView,
  type Line,
  plainNames,
  pointsText,
  prose,
} from '../../digests/public.js';
import type { Escalations, ReviewedItem } from '../review/review.js';
import { escalationsOf } from '../review/review-of.js';
import { itemLine, moreLine } from './item-lines.js';
import { clearedItem, mapGroup, mayShowKpi, plainItem } from './reviewed.js';
import { reviewAsk } from './scope.js';

/** More than this the committee above would not take up either. */
const proposedAtMost = 5;

/** Blockers that are too old, or on a KPI that stays red: proposed for the committee above, each with its button. */
export const escalations: DigestSection<Escalations> = {
  name: 'escalations',
  content: {
    async gather(scope) {
      const reds = new Set(redKeys(scope.itemsBefore));
      const redTwice = redKeys(scope.items).filter((key) => reds.has(key));
      const found = await escalationsOf(scope.database.client, { ...(await reviewAsk(scope)), redTwice });
      return found ?? undefined;
    },
    cleared(content, { clearance, hasOutsiders }) {
      if (hasOutsiders) return undefined;
      return {
        to: content.to,
        old: mapGroup(content.old, (item) => clearedItem(item, clearance)),
        // That such a blocker is here at all would tell that its KPI is red.
        onRed: content.onRed.filter((item) => mayShowKpi(item, clearance)),
      };
    },
    plain: ({ to, old, onRed }) => ({
      to: { ...to, name: plainNames(to.name) },
      old: mapGroup(old, plainItem),
      onRed: onRed.map(plainItem),
    }),
  },
  thread(view) {
    const proposed = view.told;
    const { old, onRed, to } = proposed;
    const all = { items: [...old.items, ...onRed], total: old.total + onRed.length };
    if (all.total === 0) return [];
    const items = all.items.slice(0, proposedAtMost);
    const committee = to.name[view.locale];
    const title: Line = [{ bold: view.say('digests.escalations.title', { committee }) }];
    const more = moreLine(all, items.length, view);
    const lines = items.map((item) => itemLine(item, view, { about: why(proposed) }));
    return [
      {
        part: 'escalations',
        text: [asText([title]), ...pointsText([...lines, ...more])].join('\n'),
        blocks: [
          prose([title]),
          ...items.map((item, index) => proposal(item, { view, committee, to: to.key, line: lines[index] ?? [] })),
          ...more.map((line) => context(plainText(line))),
        ],
      },
    ];
  },
};

function redKeys(items: readonly DigestItem[]): string[] {
  return items.filter(({ figures }) => figures.status === 'red').map(({ figures }) => figures.kpi.key);
}

function why({ onRed }: Escalations) {
  return ({ id, ageDays }: ReviewedItem, { say }: DigestView): string[] => [
    say('digests.escalations.age', { days: ageDays }),
    onRed.some((item) => item.id === id) ? say('digests.escalations.red') : '',
  ];
}

type Proposal = {
  readonly view: DigestView;
  readonly committee: string;
  /** Key of that committee: pressed again, the button goes no level further. */
  readonly to: string;
  readonly line: Line;
};

/** The button is that of the item's card: who may press it is looked at when it is pressed. */
function proposal(item: ReviewedItem, { view: { say }, committee, to, line }: Proposal): KnownBlock {
  return {
    type: 'section',
    text: plain(plainText(line)),
    accessory: {
      type: 'button',
      action_id: 'item:escalate',
      text: plain(say('follow-up.buttons.escalate')),
      value: `${item.id}|${to}`,
      confirm: {
        title: plain(say('follow-up.confirm.escalate.title')),
        text: plain(say('follow-up.confirm.escalate.text', { name: item.name, committee })),
        confirm: plain(say('follow-up.confirm.yes')),
        deny: plain(say('follow-up.confirm.no')),
      },
    },
  };
}

function plainText(line: Line): string {
  return line.map((span) => (typeof span === 'string' ? span : 'bold' in span ? span.bold : '')).join('');
}
