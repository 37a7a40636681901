import type { NewId } from '../../kernel/ids.js';
import { slackIdsOf } from '../../organisation/people/people.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Destination, NewDelivery } from '../../platform/outbox/delivery.js';
import { enqueue } from '../../platform/outbox/stored-deliveries.js';
import { cardsOf, type StandingCard } from './standing-cards.js';

export type CopyOptions = {
  readonly newId: NewId;
  /** Technical time. */
  readonly now: Date;
};

export function optionsOf({ newId, nowMs }: { readonly newId: NewId; readonly nowMs: () => number }): CopyOptions {
  return { newId, now: new Date(nowMs()) };
}

/** Where a card stands, by Slack ids, and in which thread. */
export type CardPlace = Destination & Pick<NewDelivery, 'threadTs' | 'isBroadcast'>;

/** The first message of a committee's newest digest, in Slack. */
type DigestMessage = { readonly channel: string; readonly ts: string };

/**
 * Where a card goes in a channel: into the thread it was asked from, else into that of the committee's newest digest and,
 * as that may be weeks old, into the channel as well; by itself where there is no digest in that channel.
 * @param channel Slack id
 */
export function placeInChannel(
  channel: string,
  { threadTs, digest }: { readonly threadTs?: string | undefined; readonly digest: DigestMessage | null },
): CardPlace {
  const place = { kind: 'channel', id: channel } as const;
  if (threadTs !== undefined) return { ...place, threadTs, isBroadcast: true };
  // By its place in Slack: where somebody deleted that, and again what came for it, the card stands by itself.
  return digest?.channel === channel ? { ...place, threadTs: digest.ts, isBroadcast: true } : place;
}

/** The own messages of these people, each once; of those who have a Slack account and have not left. */
export async function placesOfPeople(
  store: Transaction,
  people: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<CardPlace[]> {
  return [...(await slackIdsOf(store, people)).values()].map((id) => ({ kind: 'person', id }));
}

/** A card for each of these places. */
export function cardsAt(places: readonly CardPlace[], cardAt: (to: Destination) => NewDelivery): NewDelivery[] {
  return places.map(({ kind, id, ...thread }) => ({ ...cardAt({ kind, id }), ...thread }));
}

/** Says something once in the thread in which each card of a channel stands, or which it begins. */
export async function placeRecords(
  transaction: Transaction,
  {
    subject,
    channel,
    recordAt,
  }: {
    readonly subject: string;
    /** Slack id; every channel that has a card where it is left out. */
    readonly channel?: string;
    readonly recordAt: (to: Destination) => NewDelivery;
  },
  options: CopyOptions,
): Promise<void> {
  const cards = (await cardsOf(transaction, subject)).filter(
    (card) => card.placeKind === 'channel' && card.place === (channel ?? card.place) && !hasNeverCome(card),
  );
  const records = cards.map((card): NewDelivery => {
    return { ...recordAt({ kind: 'channel', id: card.place }), ...threadOf(card) };
  });
  await enqueue(transaction, records, options);
}

/** It was not to be shown there, or could not. */
function hasNeverCome({ slackTs, state }: StandingCard): boolean {
  return slackTs === null && (state === 'withheld' || state === 'failed' || state === 'closed');
}

/** The thread in which a card stands, or its own. */
function threadOf({ key, parent, threadTs, slackTs }: StandingCard): Pick<NewDelivery, 'threadTs' | 'parentKey'> {
  if (parent) return { parentKey: parent.key };
  if (threadTs !== null) return { threadTs };
  return slackTs === null ? { parentKey: key } : { threadTs: slackTs };
}

/** Tells people something once, since its key says what it is; those without a Slack account, or who left, are passed over. */
export async function tellOnce(
  transaction: Transaction,
  {
    workspaceId,
    personKeys,
    message,
  }: {
    readonly workspaceId: string;
    readonly personKeys: readonly string[];
    readonly message: (personKey: string) => Pick<NewDelivery, 'key' | 'payload'>;
  },
  options: CopyOptions,
): Promise<void> {
  const people = await slackIdsOf(transaction, { workspaceId, keys: personKeys });
  const messages = [...people].map(([personKey, id]): NewDelivery => {
    const { key, payload } = message(personKey);
    return { workspaceId, key, destination: { kind: 'person', id }, payload, contentHash: key };
  });
  await enqueue(transaction, messages, options);
}
