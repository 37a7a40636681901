import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import { listClosedPlaces, reopenPlace } from '../../platform/outbox/closed-places.js';
import { inBackground } from '../../platform/scheduler/in-background.js';
import type { Messenger } from '../../platform/slack/messenger.js';

export type ReopeningDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Business time. */
  readonly clock: Clock;
  /** Real time, by which messages are tried. */
  readonly nowMs: () => number;
  readonly messenger: Pick<Messenger, 'channelFacts'>;
  /** Something was put into the outbox. */
  readonly kick: () => void;
  readonly log: Logger;
};

/** Lets what waits for a closed channel follow once it is open. */
export interface Reopening {
  /** Slack said that somebody opened it, or let Copil in. */
  opened(channel: string): Promise<void>;
  /** Asks Slack about the channels that something waits for, now and then: what it said may not have come. */
  whenDue(stopping?: AbortSignal): Promise<void>;
}

const minutesBetweenLooks = 5;

export function createReopening(deps: ReopeningDeps): Reopening {
  const { database, workspaceId, messenger, log } = deps;
  const lookedAt = new Map<string, number>();
  const reopen = async (channel: string): Promise<void> => {
    const now = new Date(deps.nowMs());
    if (await reopenPlace(database.client, { workspaceId, channel, now })) deps.kick();
  };
  const look = async (): Promise<void> => {
    const now = deps.clock.now().getTime();
    const channels = new Set((await listClosedPlaces(database.client, workspaceId)).map(({ channel }) => channel));
    for (const channel of channels) {
      const last = lookedAt.get(channel);
      if (last !== undefined && Math.abs(now - last) < minutesBetweenLooks * 60_000) continue;
      lookedAt.set(channel, now);
      const facts = await messenger.channelFacts(channel).catch(() => null);
      if (facts && facts.isMember !== false && !facts.isArchived) await reopen(channel);
    }
  };
  return {
    opened(channel) {
      // An attempt under way may still bring word of a closed channel, and then waits: the next sweep looks again.
      lookedAt.delete(channel);
      return reopen(channel);
    },
    whenDue: inBackground(() =>
      look().catch((error: unknown) => log.warn('whether closed channels are open again is not known', { err: error })),
    ),
  };
}
