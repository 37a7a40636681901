import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Answer } from '../../../platform/slack/requests.js';
import { plain, words } from '../forms/elements.js';
import { type Item, itemName } from '../item.js';
import { dueText } from '../wording.js';
import type { Speaker } from './speaker.js';

/** What whoever raised something reads at once: how it was understood, with the weekday, and a way to put it right. */
export function savedAnswer(
  item: Item,
  { say, locale, today }: Speaker,
  about: {
    readonly isNew: boolean;
    readonly ownerName: string;
    readonly channel: string | null;
    readonly unknownTags: readonly string[];
    /** It waits for an approval. */
    readonly isWaiting: boolean;
  },
): Answer {
  const owner = plainInMrkdwn(about.ownerName);
  const saved = say(`follow-up.saved.${about.isNew ? 'new' : 'again'}`, {
    name: itemName(item),
    title: plainInMrkdwn(item.title),
    owner,
    due: dueText(item, today, { locale, say }),
  });
  const notes = [
    ...(about.isWaiting ? [say('follow-up.saved.waiting')] : []),
    ...(item.state === 'proposed' && !about.isWaiting ? [say('follow-up.saved.proposed', { owner })] : []),
    ...(about.channel ? [say('follow-up.saved.place', { channel: about.channel })] : []),
    ...(about.unknownTags.length > 0
      ? [say('follow-up.saved.unknownTag', { tags: plainInMrkdwn(about.unknownTags.join(', ')) })]
      : []),
  ];
  const text = [saved, ...notes].join('\n');
  const buttons = (['edit', 'view'] as const).map((name) => ({
    type: 'button' as const,
    action_id: name === 'view' ? 'item:open' : `item:${name}`,
    text: plain(say(`follow-up.buttons.${name}`)),
    value: item.id,
  }));
  return { text, blocks: [words(text), { type: 'actions', elements: buttons }] };
}
