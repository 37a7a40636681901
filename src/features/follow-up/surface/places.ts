import type { Committee } from '../../../organisation/committees/committees.js';
import { createPlaces } from '../../../organisation/committees/places.js';
import type { CardPlace } from '../../../surface/cards/copies.js';
import type { FollowUpDeps } from '../follow-up-deps.js';

/** Where the message stands that an item is made from: its `ts`, and the thread an answer to it belongs to. */
export type MadeFrom = { readonly channel: string; readonly thread: string };

/**
 * A new item's card stands where its committee meets, in the thread of the message it was made from; its owner gets a
 * copy, and whoever raised it too where the committee has no channel.
 */
export function placesOfNew(about: {
  readonly committee: Committee;
  readonly madeFrom: MadeFrom | null;
  /** Slack ids. */
  readonly raiser: string;
  readonly owner: string | null;
}): CardPlace[] {
  const { committee, madeFrom, raiser, owner } = about;
  const people = new Set([...(committee.channel ? [] : [raiser]), ...(owner && owner !== raiser ? [owner] : [])]);
  return [
    ...(committee.channel ? [inChannel(committee.channel, madeFrom)] : []),
    ...[...people].map((id): CardPlace => ({ kind: 'person', id })),
  ];
}

function inChannel(channel: string, madeFrom: MadeFrom | null): CardPlace {
  const isHere = madeFrom?.channel === channel;
  return { kind: 'channel', id: channel, ...(isHere ? { threadTs: madeFrom.thread } : {}) };
}

/** The channel of a committee, with how it is at this moment. */
export async function placeOf(deps: FollowUpDeps, { channel }: Pick<Committee, 'channel'>) {
  return channel === null ? null : { channel, state: await createPlaces(deps).stateOf(channel) };
}
