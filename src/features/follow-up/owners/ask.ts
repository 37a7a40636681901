import { ConflictError } from '../../../kernel/errors.js';
import { findPersonByKey, slackIdsOf } from '../../../organisation/people/people.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { optionsOf } from '../../../surface/cards/copies.js';
import type { Speaker } from '../../../surface/speaker.js';
import { changeStored, ItemForbidden } from '../change.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, itemName } from '../item.js';
import { refuseIfClosed } from '../item-changes.js';
import { type OwnerPayload, ownerMessage } from './messages.js';

/** The words of a question name its day: whoever was told no may ask again on another. */
const questionId = ({ id }: Item, askerKey: string, day: string): string => `${id}:${askerKey}:${day}`;

/**
 * Asks a blocker's owner whether they hand it over, once a day, and says so.
 * @throws ConflictError for an owner who cannot be written to
 */
export async function askOwner(deps: FollowUpDeps, speaker: Speaker, item: Item): Promise<string> {
  const { database, workspaceId } = deps;
  const { say, person } = speaker;
  const { ownerKey } = item;
  const owner = await findPersonByKey(database.client, { workspaceId, key: ownerKey });
  const places = { name: itemName(item), owner: plainInMrkdwn(owner?.name ?? ownerKey) };
  const slackUserId = (await slackIdsOf(database.client, { workspaceId, keys: [ownerKey] })).get(ownerKey);
  if (slackUserId === undefined) {
    throw new ConflictError(`${ownerKey} cannot be asked for ${itemName(item)}`, {
      userMessage: say('follow-up.refused.askNobody', places),
    });
  }
  const news = { about: 'asked', itemIds: [item.id], otherKey: person.key, byKey: person.key } as const;
  const message = ownerMessage(questionId(item, person.key, speaker.today), news, { workspaceId, slackUserId });
  await put(deps, [message]);
  return say('follow-up.owner.wasAsked', places);
}

/** The owner hands it over to whoever asked; they hear of it as of every such change. */
export async function handToAsker(
  deps: FollowUpDeps,
  speaker: Speaker,
  { item, askerKey }: { readonly item: Item; readonly askerKey: string },
): Promise<void> {
  const { database, workspaceId } = deps;
  const asker = await findPersonByKey(database.client, { workspaceId, key: askerKey });
  const name = plainInMrkdwn(asker?.name ?? askerKey);
  if (!asker || asker.leftAt || asker.isGuest) {
    throw new ConflictError(`${askerKey} can own nothing`, {
      userMessage: speaker.say(`follow-up.form.errors.${asker?.isGuest ? 'ownerGuest' : 'ownerGone'}`, { name }),
    });
  }
  if (item.ownerKey !== speaker.person.key) throw new ItemForbidden(item, 'reassign', speaker.person.key);
  const { slackUserId } = asker;
  await changeStored(deps, {
    itemId: item.id,
    changes: [{ to: 'reassign', ownerKey: askerKey, isTaken: true }],
    actor: speaker,
    places: () => (slackUserId ? [{ kind: 'person', id: slackUserId }] : []),
  });
  await answered(deps, speaker, { item, askerKey, answer: 'handed' });
}

/** The owner keeps it, and whoever asked hears that. */
export async function keepFromAsker(
  deps: FollowUpDeps,
  speaker: Speaker,
  { item, askerKey }: { readonly item: Item; readonly askerKey: string },
): Promise<void> {
  const { database, workspaceId } = deps;
  const { key } = speaker.person;
  if (item.ownerKey !== key) throw new ItemForbidden(item, 'reassign', key);
  refuseIfClosed(item);
  const slackUserId = (await slackIdsOf(database.client, { workspaceId, keys: [askerKey] })).get(askerKey);
  const news = { about: 'kept', itemIds: [item.id], otherKey: key, byKey: key } as const;
  const id = questionId(item, askerKey, speaker.today);
  if (slackUserId !== undefined) await put(deps, [ownerMessage(id, news, { workspaceId, slackUserId })]);
  await answered(deps, speaker, { item, askerKey, answer: 'kept' });
}

type Answered = {
  readonly item: Item;
  readonly askerKey: string;
  readonly answer: NonNullable<OwnerPayload['answer']>;
};

/** The question says from now on what was answered. */
async function answered(
  deps: FollowUpDeps,
  { person, today }: Speaker,
  { item, askerKey, answer }: Answered,
): Promise<void> {
  const { slackUserId } = person;
  if (slackUserId === null) return;
  const news = { about: 'asked', itemIds: [item.id], otherKey: askerKey, byKey: askerKey, answer } as const;
  const to = { workspaceId: deps.workspaceId, slackUserId };
  await put(deps, [ownerMessage(questionId(item, askerKey, today), news, to)]);
}

async function put(deps: FollowUpDeps, messages: Parameters<typeof enqueue>[1]): Promise<void> {
  const options = optionsOf(deps);
  await deps.database.transaction((transaction) => enqueue(transaction, messages, options));
  deps.kick();
}
