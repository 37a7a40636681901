import { findPersonByKey } from '../../../organisation/people/people.js';
import type { ComposedMessage } from '../../../platform/outbox/delivery.js';
import { smallWords, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { composeAlone, settledPart } from '../../../surface/morning/compose.js';
import type { MorningReader, PartMessage } from '../../../surface/morning/part.js';
import { type Item, isOpen } from '../item.js';
import { readFacts } from '../item-facts.js';
import { dueText } from '../wording.js';
import { itemButtons, titlePlaces } from './blocks.js';
import { type ComposeDeps, itemsShown } from './compose-reminder.js';
import type { SilencePayload } from './messages.js';
import { remindersBeforeChair } from './policy.js';
import { readItems } from './stored-reminders.js';

/**
 * What the leader of a committee hears of owners who do not answer, as it stands now: an item that was answered is left
 * out. Null when nothing is left and it was never posted.
 */
export async function silencePart(
  deps: ComposeDeps,
  { person, say }: MorningReader,
  { itemIds, isPosted }: { readonly itemIds: readonly string[]; readonly isPosted: boolean },
): Promise<PartMessage | null> {
  const found = await readItems(deps.database.client, itemIds);
  const silent = found.map(({ item }) => item).filter((item) => isOpen(item) && item.reminders > 0);
  const heading = `*${say('reminders.silence.title')}*`;
  if (silent.length === 0) return isPosted ? settledPart(say('reminders.silence.allDone'), { heading }) : null;
  const facts = await readFacts(deps, silent, person.timeZone);
  const count = silent.length;
  const dueOf = (item: Item) => dueText(item, facts.today, { locale: person.locale, say });
  const about = (item: Item) =>
    say('reminders.silence.item', {
      owner: plainInMrkdwn(facts.personName(item.ownerKey)),
      reminders: item.reminders,
      due: dueOf(item),
    });
  const brief = say('reminders.silence.text', { count });
  return {
    heading,
    brief,
    opening: brief,
    head: [words(say('reminders.silence.intro', { count, times: remindersBeforeChair }))],
    entries: silent.slice(0, itemsShown).map((item) => ({
      line: `• ${say('reminders.line', { ...titlePlaces(item), due: dueOf(item) })}`,
      blocks: [
        words(`${say('reminders.item', titlePlaces(item))}\n${about(item)}`),
        itemButtons(item, ['open', 'redate', 'reassign'], say),
      ],
    })),
    total: count,
    more: (rest) => [smallWords(say('reminders.more', { count: rest }))],
    tail: [],
  };
}

/** The same as the message of its own that earlier versions sent. */
export async function composeSilence(
  deps: ComposeDeps,
  { personKey, day, itemIds }: SilencePayload,
  { isPosted }: { readonly isPosted: boolean },
): Promise<ComposedMessage | null> {
  const { database, workspaceId } = deps;
  const person = await findPersonByKey(database.client, { workspaceId, key: personKey });
  if (!person) return null;
  const say = deps.texts.in(person.locale);
  const part = await silencePart(deps, { person, day, say }, { itemIds, isPosted });
  return part && composeAlone(say('reminders.silence.title'), part);
}
