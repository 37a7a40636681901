import { type ChannelState, cardPlaceText } from '../../../organisation/committees/places.js';
import { actions, button, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Answer } from '../../../platform/slack/requests.js';
import type { Say } from '../../../platform/texts.js';
import type { Speaker } from '../../../surface/speaker.js';
import { type Item, itemName } from '../item.js';
import { dueText } from '../wording.js';

type Place = { readonly channel: string; readonly state: ChannelState } | null;

/** What whoever raised something reads at once: how it was understood, with the weekday, and a way to put it right. */
export function savedAnswer(
  item: Item,
  { say, locale, today }: Speaker,
  about: {
    readonly isNew: boolean;
    readonly ownerName: string;
    /** Of its committee; null where that has none. */
    readonly place: Place;
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
    ...placeNotes(about, say),
    ...(about.unknownTags.length > 0
      ? [say('follow-up.saved.unknownTag', { tags: plainInMrkdwn(about.unknownTags.join(', ')) })]
      : []),
  ];
  const text = [saved, ...notes].join('\n');
  const buttons = (['edit', 'view'] as const).map((name) =>
    button(name === 'view' ? 'item:open' : `item:${name}`, {
      text: say(`follow-up.buttons.${name}`),
      value: item.id,
    }),
  );
  return { text, blocks: [words(text), actions(...buttons)] };
}

/** Where its card goes; where that has to wait, whoever raised it has one of their own. */
function placeNotes({ place, isNew }: { readonly place: Place; readonly isNew: boolean }, say: Say): string[] {
  if (place === null || (place.state === 'open' && !isNew)) return [];
  const isTheirs = place.state !== 'open' && place.state !== 'unknown';
  return [[cardPlaceText(say, place), ...(isTheirs ? [say('follow-up.saved.yours')] : [])].join(' ')];
}
