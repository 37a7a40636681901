import type { ActionsBlock, KnownBlock } from '@slack/types';
import { findCommitteeById } from '../../../organisation/committees/committees.js';
import { findPersonBySlackId, type Person } from '../../../organisation/people/people.js';
import type { ComposedMessage } from '../../../platform/outbox/delivery.js';
import { actionsOf, header, plain, smallWords, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { listLines } from '../../../surface/lists/list-blocks.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Item } from '../item.js';
import { readFacts } from '../item-facts.js';
import { titlePlaces } from '../reminders/blocks.js';
import { dueText } from '../wording.js';
import { listLeft, nameOf } from './departures.js';
import { type LeaverPayload, leaverSubject } from './messages.js';

export type ComposeLeaverDeps = Pick<FollowUpDeps, 'database' | 'workspaceId' | 'clock' | 'texts' | 'holidaysIn'>;

export const itemsShown = 10;

type Reading = {
  readonly reader: Person;
  readonly say: Say;
  /** Of who left and of the committee, for mrkdwn. */
  readonly places: { readonly name: string; readonly committee: string };
};

/**
 * What somebody left open in a committee as it stands now, with the choice of one person to hand all of it to. Null when
 * nothing is open any more, or its reader is gone; once posted, it says that it is settled.
 */
export async function composeLeaver(
  deps: ComposeLeaverDeps,
  payload: LeaverPayload,
  { readerSlackId, isPosted }: { readonly readerSlackId: string; readonly isPosted: boolean },
): Promise<ComposedMessage | null> {
  const { workspaceId } = deps;
  const store = deps.database.client;
  const { committeeId, personKey } = payload;
  const reader = await findPersonBySlackId(store, { workspaceId, slackUserId: readerSlackId });
  if (!reader) return null;
  const committee = await findCommitteeById(store, { workspaceId, id: committeeId });
  const name = await nameOf(store, workspaceId, personKey);
  const places = { name: plainInMrkdwn(name), committee: plainInMrkdwn(committee?.name[reader.locale] ?? '') };
  const reading = { reader, places, say: deps.texts.in(reader.locale) };
  const { items, total } = await listLeft(store, { committeeId, ownerKey: personKey, take: itemsShown });
  if (total > 0) return openMessage(deps, payload, { ...reading, items, total });
  if (!isPosted) return null;
  const done = reading.say('reminders.leaver.done', places);
  return { text: done, blocks: [words(done)] };
}

async function openMessage(
  deps: ComposeLeaverDeps,
  payload: LeaverPayload,
  { reader, say, places, items, total }: Reading & { readonly items: readonly Item[]; readonly total: number },
): Promise<ComposedMessage> {
  const listed = await linesOf(deps, { reader, say, items, total });
  const blocks: KnownBlock[] = [
    header(say('reminders.leaver.title', { count: total })),
    words(say(`reminders.leaver.intro.${payload.cause}`, places)),
    words(listed),
    choice(payload, say),
    smallWords(say('reminders.leaver.single')),
  ];
  return { text: `${say('reminders.leaver.text', { ...places, count: total })}\n${listed}`, blocks };
}

/** A line for each of these items, and how many more there are. */
export async function linesOf(
  deps: ComposeLeaverDeps,
  {
    reader,
    say,
    items,
    total,
  }: Pick<Reading, 'reader' | 'say'> & { readonly items: readonly Item[]; readonly total: number },
): Promise<string> {
  const { today } = await readFacts(deps, items, reader.timeZone);
  return listLines(items, {
    atMost: itemsShown,
    total,
    line: (item) => {
      const due = dueText(item, today, { locale: reader.locale, say });
      return `• ${say('reminders.line', { ...titlePlaces(item), due })}`;
    },
    more: (count) => say('reminders.leaver.more', { count }),
  }).join('\n');
}

function choice(payload: LeaverPayload, say: Say): ActionsBlock {
  const placeholder = plain(say('reminders.leaver.hand'));
  return actionsOf(leaverSubject(payload), { type: 'users_select', action_id: 'leaver:reassign', placeholder });
}
