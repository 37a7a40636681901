import { findPersonByKey } from '../../../organisation/people/people.js';
import type { ComposedMessage } from '../../../platform/outbox/delivery.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { type Item, isOpen } from '../item.js';
import { readFacts } from '../item-facts.js';
import { dueText } from '../wording.js';
import { context, header, itemButtons, section, titlePlaces } from './blocks.js';
import { type ComposeDeps, itemsShown } from './compose-reminder.js';
import type { SilencePayload } from './messages.js';
import { remindersBeforeChair } from './policy.js';
import { readItems } from './stored-reminders.js';

/**
 * What the leader of a committee hears of owners who do not answer, as it stands now: an item that was answered is left
 * out. Null when nothing is left and it was never posted.
 */
export async function composeSilence(
  deps: ComposeDeps,
  { personKey, itemIds }: SilencePayload,
  { isPosted }: { readonly isPosted: boolean },
): Promise<ComposedMessage | null> {
  const { database, workspaceId } = deps;
  const person = await findPersonByKey(database.client, { workspaceId, key: personKey });
  if (!person) return null;
  const found = await readItems(database.client, itemIds);
  const silent = found.map(({ item }) => item).filter((item) => isOpen(item) && item.reminders > 0);
  if (silent.length === 0 && !isPosted) return null;
  const say = deps.texts.in(person.locale);
  const top = header(say('reminders.silence.title'));
  if (silent.length === 0) {
    const words = say('reminders.silence.allDone');
    return { text: words, blocks: [top, section(words)] };
  }
  const facts = await readFacts(deps, silent, person.timeZone);
  const count = silent.length;
  const dueOf = (item: Item) => dueText(item, facts.today, { locale: person.locale, say });
  const about = (item: Item) =>
    say('reminders.silence.item', {
      owner: plainInMrkdwn(facts.personName(item.ownerKey)),
      reminders: item.reminders,
      due: dueOf(item),
    });
  const shown = silent.slice(0, itemsShown);
  const lines = shown.map((item) => `• ${say('reminders.line', { ...titlePlaces(item), due: dueOf(item) })}`);
  const rest = count - shown.length;
  return {
    text: [say('reminders.silence.text', { count }), ...lines].join('\n'),
    blocks: [
      top,
      section(say('reminders.silence.intro', { count, times: remindersBeforeChair })),
      ...shown.flatMap((item) => [
        section(`${say('reminders.item', titlePlaces(item))}\n${about(item)}`),
        itemButtons(item, ['open', 'redate', 'reassign'], say),
      ]),
      ...(rest > 0 ? [context(say('reminders.more', { count: rest }))] : []),
    ],
  };
}
