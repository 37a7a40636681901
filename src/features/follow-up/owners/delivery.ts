import type { KnownBlock } from '@slack/types';
import { findPersonBySlackId, peopleOfKeys } from '../../../organisation/people/people.js';
import type { ComposedMessage, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { actions, button, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { listLines } from '../../../surface/lists/list-blocks.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, isOpen, itemName } from '../item.js';
import { findItem } from '../stored-items.js';
import { OwnerPayload } from './messages.js';

type OwnerDeps = Pick<FollowUpDeps, 'database' | 'workspaceId' | 'texts'>;

const titleAtMost = 150;
const listedAtMost = 10;

/** What owners ask and tell each other, in the outbox: composed from the store when it is sent. */
export function ownerDelivery(deps: OwnerDeps): DeliveryKind {
  return {
    async compose(delivery) {
      return composeOwner(deps, OwnerPayload.parse(JSON.parse(delivery.payload)), delivery.destination.id);
    },
  };
}

/** Null where its reader, or what it is about, is gone. */
async function composeOwner(
  { database, workspaceId, texts }: OwnerDeps,
  payload: OwnerPayload,
  readerSlackId: string,
): Promise<ComposedMessage | null> {
  const store = database.client;
  const { about, itemIds, otherKey, byKey, answer } = payload;
  const reader = await findPersonBySlackId(store, { workspaceId, slackUserId: readerSlackId });
  const found = await Promise.all(itemIds.map((id) => findItem(store, { workspaceId, id })));
  const items = found.filter((item) => item !== null);
  const [first] = items;
  if (!reader || !first) return null;
  const say = texts.in(reader.locale);
  const names = await peopleOfKeys(store, { workspaceId, keys: [otherKey, byKey] });
  const nameOf = (key: string) => plainInMrkdwn(names.get(key)?.name ?? key);
  const isOpenQuestion = about === 'asked' && answer === null && first.ownerKey === reader.key && isOpen(first);
  const kind = isOpenQuestion ? 'asked' : wordsFor(payload);
  const places = { other: nameOf(otherKey), by: nameOf(byKey), name: itemName(first), count: items.length };
  const text = [say(`follow-up.owner.${kind}`, places), linesOf(items, say)].join('\n');
  const buttons = isOpenQuestion ? [answerButtons(first, otherKey, say)] : [openButtons(items, say)];
  return { text, blocks: [words(text), ...buttons] };
}

/** Which words say it; a question that is over says how it was answered. */
function wordsFor({ about, answer, otherKey, byKey }: OwnerPayload): string {
  if (about === 'asked') return answer === null ? 'over' : { handed: 'handed', kept: 'youKeep' }[answer];
  return about === 'lost' && byKey === otherKey ? 'taken' : about;
}

function linesOf(items: readonly Item[], say: Say): string {
  return listLines(items, {
    atMost: listedAtMost,
    line: (item) => `• *${itemName(item)}* ${plainInMrkdwn(clampText(item.title, titleAtMost))}`,
    more: (count) => say('reminders.leaver.more', { count }),
  }).join('\n');
}

function answerButtons(item: Item, askerKey: string, say: Say): KnownBlock {
  const answers = (['hand', 'keep'] as const).map((name) =>
    button(`item:${name}`, { text: say(`follow-up.buttons.${name}`), value: `${item.id}|${askerKey}` }),
  );
  return actions(...answers);
}

function openButtons([first]: readonly Item[], say: Say): KnownBlock {
  return actions(button('item:open', { text: say('follow-up.buttons.view'), value: first?.id ?? '' }));
}
