import type { Messenger } from '../slack/messenger.js';
import { SlackFailure } from '../slack/slack-failure.js';
import { isSlackAway } from './backoff.js';
import type { Delivery } from './delivery.js';

/**
 * What stood in Slack before this process began to post. A database that was restored from a backup is older than Slack,
 * and would send again what left since: so what is new to a place is compared with the place's newest messages first.
 */
export interface Arrivals {
  /** `ts` of a message that is there already although the store knows of no attempt; null when it is not there. */
  find(delivery: Delivery, place: Place): Promise<string | null>;
  /** A thread that this process began holds nothing from before. */
  began(place: { readonly channel: string; readonly ts: string }): void;
}

type Place = { readonly channel: string; readonly threadTs?: string };

export function createArrivals(messenger: Messenger, startedAt: Date): Arrivals {
  const read = new Map<string, Promise<ReadonlyMap<string, string>>>();
  let isStoreOlder = false;
  const keysIn = async (place: Place): Promise<ReadonlyMap<string, string>> => {
    const name = nameOf(place);
    const known = read.get(name) ?? messenger.recentKeys(place);
    read.set(name, known);
    try {
      return await known;
    } catch (error) {
      const isRefused = error instanceof SlackFailure && !isSlackAway(error.kind);
      // Copil may be let into a place later, and what stands there is then still to be read.
      if (!isRefused || error.kind === 'place') read.delete(name);
      // No reason to hold a message back: whether the place can be written to is told by the post.
      if (isRefused) return new Map();
      throw error;
    }
  };
  return {
    async find({ key, destination, createdAt }, place) {
      // Reading each person's direct messages after each start would hold up a morning's messages, so they are read only
      // for what was left from before, and once the store has shown that it is older.
      if (destination.kind === 'person' && createdAt >= startedAt && !isStoreOlder) return null;
      const ts = (await keysIn(place)).get(key) ?? null;
      isStoreOlder ||= ts !== null;
      return ts;
    },
    began: ({ channel, ts }) => void read.set(nameOf({ channel, threadTs: ts }), Promise.resolve(new Map())),
  };
}

const nameOf = ({ channel, threadTs }: Place): string => `${channel} ${threadTs ?? ''}`;
