import type { Client } from '../../db/database.js';
import type { Logger } from '../../log.js';
import type { Messenger } from '../../slack/messenger.js';
import { SlackFailure } from '../../slack/slack-failure.js';
import { isUnstoredKey } from '../../slack/unstored-keys.js';
import { isSlackAway } from '../backoff.js';
import type { Delivery } from '../delivery.js';
import { type LastPlace, listLastPlaces, storedAmong } from './stored-arrivals.js';

/**
 * What stood in Slack before this process began to post. A database that was restored from a backup is older than Slack,
 * and would send again what left since: so what is new to a place is compared with the place's newest messages first.
 */
export interface Arrivals {
  /** Compares the places that were last written to with the store, once, and tells what it finds; after a failure, anew. */
  begin(): void;
  /** `ts` of a message that is there already although the store knows of no attempt; null when it is not there. */
  find(delivery: Delivery, place: Place): Promise<string | null>;
  /** A thread that this process began holds nothing from before. */
  began(place: { readonly channel: string; readonly ts: string }): void;
  /** Compares no more places, and waits for the one that is being read. */
  stop(): Promise<void>;
}

type Place = { readonly channel: string; readonly threadTs?: string };

/** A message that stands in Slack, and of which the store knows nothing. */
export type Unknown = { readonly key: string; readonly ts: string };

type ArrivalsDeps = {
  readonly client: Client;
  readonly messenger: Pick<Messenger, 'recentKeys'>;
  readonly startedAt: Date;
  /** Channels that are written to, also where none was yet. */
  readonly channels: () => Promise<readonly string[]>;
  /** Told of the newest message that was found at start, and of each that is taken over, before that is stored. */
  readonly onStoreOlder: (found: Unknown) => Promise<void>;
  readonly log: Logger;
};

/** Slack lets fifty histories be read in a minute; the rest is for what is found on the way. */
const placesAtMost = 40;

export function createArrivals({ client, messenger, startedAt, ...deps }: ArrivalsDeps): Arrivals {
  const read = new Map<string, Promise<ReadonlyMap<string, string>>>();
  let isStoreOlder = false;
  let isStopped = false;
  let placesKnown: Promise<ReadonlyMap<string, LastPlace>> | undefined;
  let compared: Promise<void> | undefined;
  const lastPlaces = () => {
    placesKnown ??= namedPlaces(client);
    return placesKnown;
  };
  const readPlace = async (place: Place) =>
    messenger.recentKeys({ ...place, downTo: (await lastPlaces()).get(nameOf(place))?.lastTs });
  const keysIn = async (place: Place): Promise<ReadonlyMap<string, string>> => {
    const name = nameOf(place);
    const known = read.get(name) ?? readPlace(place);
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
  const compareAll = async (): Promise<void> => {
    const places = new Map<string, Place>(await lastPlaces());
    for (const channel of await deps.channels()) places.set(nameOf({ channel }), { channel });
    let newest: Unknown | undefined;
    for (const place of [...places.values()].slice(0, placesAtMost)) {
      if (isStopped) return;
      for (const found of await unknownIn(client, await keysIn(place))) {
        if (!newest || found.ts > newest.ts) newest = found;
      }
    }
    if (!newest || isStopped) return;
    isStoreOlder = true;
    await deps.onStoreOlder(newest);
  };
  const compare = (): Promise<void> => {
    compared ??= compareAll().catch((error: unknown) => {
      compared = undefined;
      throw error;
    });
    return compared;
  };
  return {
    begin() {
      compare().catch((error: unknown) => {
        deps.log.warn('Slack could not be compared with the store; it is tried again', { err: error });
      });
    },
    async find({ key, destination, createdAt, replacesTs }, place) {
      // Reading each person's direct messages after each start would hold up a morning's messages, so they are read only
      // for what was left from before, and once the store has shown that it is older.
      if (destination.kind === 'person' && createdAt >= startedAt) {
        await compare();
        if (!isStoreOlder) return null;
      }
      const ts = (await keysIn(place)).get(key);
      // What was read before somebody deleted it stands there no more.
      if (ts === undefined || ts === replacesTs) return null;
      deps.log.warn('found a message that the database knew nothing of: it is older than Slack', { delivery: key, ts });
      isStoreOlder = true;
      await deps.onStoreOlder({ key, ts });
      return ts;
    },
    began: ({ channel, ts }) => void read.set(nameOf({ channel, threadTs: ts }), Promise.resolve(new Map())),
    async stop() {
      isStopped = true;
      await compared?.catch(() => undefined);
    },
  };
}

const nameOf = ({ channel, threadTs }: Place): string => `${channel} ${threadTs ?? ''}`;

async function namedPlaces(client: Client): Promise<ReadonlyMap<string, LastPlace>> {
  const places = await listLastPlaces(client, placesAtMost);
  return new Map(places.map((place) => [nameOf(place), place]));
}

/** The store is asked after Slack was, and an attempt is stored before its post: so another process's messages are known. */
async function unknownIn(client: Client, there: ReadonlyMap<string, string>): Promise<Unknown[]> {
  const keys = [...there.keys()].filter((key) => !isUnstoredKey(key));
  const stored = await storedAmong(client, keys);
  return keys.flatMap((key) => {
    const ts = there.get(key);
    return ts === undefined || stored.has(key) ? [] : [{ key, ts }];
  });
}
