import { type Card, plain, words } from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Speaker } from '../../../surface/speaker.js';
import { cardOf } from '../cards/card.js';
import { readNotes } from '../cards/notes.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { writeMetadata } from '../forms/metadata.js';
import { type Item, itemName } from '../item.js';
import { readFacts } from '../item-facts.js';

/** An item's card in a modal, for whoever opens it from a list, a reminder or their Home tab. */
export async function cardView(deps: FollowUpDeps, speaker: Speaker, item: Item): Promise<ModalView> {
  const { locale, say, person } = speaker;
  const facts = await readFacts(deps, [item], person.timeZone);
  const notes = await readNotes(deps, item);
  const reader = { locale, say, timeZone: person.timeZone, clearance: person.accessLevel, notes };
  const { blocks } = cardOf(item, facts, reader);
  return {
    type: 'modal',
    callback_id: 'item:view',
    private_metadata: writeMetadata({ kind: item.kind, itemId: item.id }),
    title: plain(itemName(item)),
    close: plain(say('follow-up.form.close')),
    blocks,
  };
}

/** A list in a modal, for whoever asks for it where no answer can stand. Slack takes no table there, so it is in lines. */
export function listView({ text, blocks }: Card, { say }: Speaker): ModalView {
  return {
    type: 'modal',
    callback_id: 'item:list',
    title: plain(say('follow-up.list.heading')),
    close: plain(say('follow-up.form.close')),
    blocks: [words(text), ...blocks.filter(({ type }) => type === 'actions')],
  };
}
