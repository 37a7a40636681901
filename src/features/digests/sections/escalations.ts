import type { KnownBlock, PlainTextElement } from '@slack/types';
import type { ReviewEscalations, ReviewedItem } from '../../follow-up/public.js';
import { asText, context, type Line, prose } from '../blocks.js';
import type { SectionModule, SectionView } from '../message.js';
import { itemLine, moreLine, pointsText } from './item-lines.js';

/** More than this the committee above would not take up either. */
const proposedAtMost = 5;

/** Blockers that are too old, or on a KPI that stays red: proposed for the committee above, each with its button. */
export const escalations: SectionModule = {
  thread(view) {
    const proposed = view.content.followUp?.escalations;
    if (!proposed) return [];
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

function why({ onRed }: ReviewEscalations) {
  return ({ id, ageDays }: ReviewedItem, { say }: SectionView): string[] => [
    say('digests.escalations.age', { days: ageDays }),
    onRed.some((item) => item.id === id) ? say('digests.escalations.red') : '',
  ];
}

type Proposal = {
  readonly view: SectionView;
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

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });
