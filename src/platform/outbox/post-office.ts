import { z } from 'zod';
import type { NewId } from '../../kernel/ids.js';
import type { Metrics } from '../metrics.js';
import { createRateGate } from '../slack/rate-limits.js';
import type { Say } from '../texts.js';
import { createArrivals } from './arrivals/arrivals.js';
import { isTold } from './arrivals/stored-arrivals.js';
import { type Delivery, type DeliveryKind, kindOf, type OutboxHooks } from './delivery.js';
import { createOutbox, type Outbox } from './outbox.js';
import type { OutboxDeps } from './outbox-deps.js';
import { countOpen } from './stored-deliveries.js';
import { noteTokenRefused, noteTokenTaken, type TokenDeps } from './token.js';

export type PostOfficeDeps = TokenDeps &
  Pick<OutboxDeps, 'messenger' | 'timings' | 'rightOfWay'> & {
    readonly newId: NewId;
    readonly metrics: Metrics;
    /** What the features put into the outbox, by the `kind` of its payload. */
    readonly kinds: Readonly<Record<string, DeliveryKind>>;
    /** Channels that are written to, also where no message stands yet. */
    readonly channels: () => Promise<readonly string[]>;
    /** Whether nobody is behind an account of Slack's any more. */
    readonly isNobody: (slackUserId: string) => Promise<boolean>;
    readonly tellOperators: (notice: OperatorNotice) => Promise<void>;
  };

/** What operators are told once for each key, in their language. */
export type OperatorNotice = { readonly key: string; readonly wording: (say: Say) => string };

/** Everything that one workspace's app says in Slack by itself: the messages of all features, brought there once each. */
export interface PostOffice {
  readonly outbox: Outbox;
  /** Every kind of message. */
  readonly kinds: readonly string[];
  /** `reason`: Slack's own code, where it gave one. */
  noteTokenRefused(reason: string | null): Promise<void>;
  /** Slack was asked and took the token; operators hear of it where it had refused it. */
  noteTokenTaken(): Promise<void>;
  /** Tells the metrics how many messages are open or given up. */
  reportCounts(): Promise<void>;
}

const givenUpPrefix = 'given-up:';
const storeOlderPrefix = 'store-older:';

export function createPostOffice(deps: PostOfficeDeps): PostOffice {
  const { database, workspaceId, messenger, nowMs } = deps;
  const kinds = { ...deps.kinds, text: wordsAlone };
  const startId = deps.newId();
  const tokenTaken = async () => {
    const since = await noteTokenTaken(deps);
    if (since) await tellThatTokenWorks(deps, since);
  };
  const arrivals = createArrivals({
    client: database.client,
    messenger,
    startedAt: new Date(nowMs()),
    channels: deps.channels,
    onStoreOlder: (found) => tellThatStoreIsOlder(deps, { ...found, startId }),
    log: deps.log,
  });
  return {
    outbox: createOutbox({
      ...deps,
      gate: createRateGate(nowMs),
      hooks: hooksOf(deps, kinds, tokenTaken),
      arrivals,
      holder: startId,
    }),
    kinds: Object.keys(kinds),
    noteTokenRefused: (reason) => noteTokenRefused(deps, reason),
    noteTokenTaken: tokenTaken,
    reportCounts: async () => deps.metrics.outboxHolds(await countOpen(database.client, workspaceId)),
  };
}

const Words = z.object({ text: z.string() });

/** A message that is all words, and says the same to whoever reads it. */
const wordsAlone: DeliveryKind = {
  compose: async ({ payload }) => ({ ...Words.parse(JSON.parse(payload)), blocks: [] }),
};

function hooksOf(
  deps: PostOfficeDeps,
  kinds: Readonly<Record<string, DeliveryKind>>,
  tokenTaken: () => Promise<void>,
): OutboxHooks {
  const ofKind = (delivery: Delivery): DeliveryKind | undefined => kinds[kindOf(delivery)];
  return {
    async compose(delivery, options) {
      const kind = ofKind(delivery);
      if (!kind) throw new Error(`No feature makes messages of the kind "${kindOf(delivery)}"`);
      return kind.compose(delivery, options);
    },
    async onSettled(delivery, state) {
      deps.metrics.messageSettled({ kind: kindOf(delivery), state });
      if (state === 'sent') await tokenTaken();
      await ofKind(delivery)?.onSettled?.(delivery, state);
    },
    async onPlaceRefused(delivery, failure) {
      deps.log.warn('a place cannot be written to', { delivery: delivery.key, reason: failure.slackError });
      await ofKind(delivery)?.onPlaceRefused?.(delivery, failure);
    },
    isNobody: ({ destination: { id } }) => deps.isNobody(id),
    onMessageGone: async (delivery) => ofKind(delivery)?.onMessageGone?.(delivery),
    onTokenRefused: ({ slackError }) => noteTokenRefused(deps, slackError),
    async onGivenUp(delivery, reason, { isSlackReason }) {
      deps.log.error('a message was given up', { delivery: delivery.key, reason });
      // A notice about a notice would fail as it did, and so on without end.
      if (delivery.key.startsWith(givenUpPrefix)) return;
      await deps.tellOperators({
        key: `${givenUpPrefix}${delivery.key}`,
        wording: (say) => say(isSlackReason ? 'delivery.givenUp' : 'delivery.setAside', { key: delivery.key, reason }),
      });
    },
  };
}

/** Nobody could be told while the token was dead. */
async function tellThatTokenWorks({ tellOperators }: PostOfficeDeps, since: Date): Promise<void> {
  await tellOperators({
    key: `token:${since.toISOString()}`,
    wording: (say) => say('delivery.tokenWorks', { since: since.toISOString() }),
  });
}

/** Slack holds messages of ours that the store knows nothing of. */
async function tellThatStoreIsOlder(
  { database, tellOperators }: PostOfficeDeps,
  { ts, startId }: { readonly ts: string; readonly startId: string },
): Promise<void> {
  // What was told already is no news at the next start, where it still stands in Slack.
  if (await isTold(database.client, { prefix: storeOlderPrefix, after: ts })) return;
  await tellOperators({
    key: `${storeOlderPrefix}${startId}`,
    wording: (say) => say('delivery.storeOlder', {}),
  });
}
