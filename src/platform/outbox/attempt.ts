import type { Database } from '../db/database.js';
import type { Logger } from '../log.js';
import type { Messenger } from '../slack/messenger.js';
import type { RateGate } from '../slack/rate-limits.js';
import { SlackFailure } from '../slack/slack-failure.js';
import { backoffMs } from './backoff.js';
import type { Delivery, Fullness, OutboxHooks, OutboxTimings } from './delivery.js';
import { beginAttempt, failThread, findDelivery, type Outcome, settle } from './repository.js';

export type AttemptDeps = {
  readonly database: Database;
  readonly messenger: Messenger;
  readonly gate: RateGate;
  readonly hooks: OutboxHooks;
  readonly timings: OutboxTimings;
  /** Technical time. */
  readonly nowMs: () => number;
  readonly holder: string;
  readonly log: Logger;
};

/**
 * Brings one claimed message to Slack, once. The order is what makes it once: everything that may be repeated
 * (reading the place, drawing, uploading) comes first; then the attempt is stored; then one post, never repeated
 * without looking for the message in the channel's history.
 */
export async function attemptDelivery(deps: AttemptDeps, delivery: Delivery): Promise<void> {
  const log = deps.log.child({ delivery: delivery.key, attempt: delivery.attempts + 1 });
  let outcome: Outcome | null;
  try {
    outcome = (await resolveUnknown(deps, delivery)) ?? (await bring(deps, delivery, 'full'));
  } catch (error) {
    const isUncertain = error instanceof StillUnknown;
    const failure = isUncertain ? error.failure : error;
    log.warn('delivery did not succeed', { err: failure });
    await settleFailure(deps, delivery, { error: failure, isUncertain });
    return;
  }
  if (!outcome) return;
  // Should this fail, the row still says "sending", and the next attempt looks for the message before posting.
  await settleAs(deps, delivery, outcome);
  log.info('delivery settled', { state: outcome.state });
  if (outcome.state === 'sent') await deps.hooks.onSent(delivery);
}

/** Slack did not tell whether an earlier attempt arrived; until it does, nothing may be posted. */
class StillUnknown extends Error {
  readonly failure: unknown;

  constructor(failure: unknown) {
    super('the outcome of an earlier attempt is still unknown');
    this.failure = failure;
  }
}

async function bring(deps: AttemptDeps, delivery: Delivery, fullness: Fullness): Promise<Outcome | null> {
  const channel = delivery.slackChannelId ?? (await channelOf(deps, delivery));
  const threadTs = await threadOf(deps, delivery);
  const composed = await deps.hooks.compose(delivery, { channel, fullness });
  if (!composed) return { state: 'withheld', attemptStartedAt: null, lastError: null };
  const message = { channel, ...(threadTs ? { threadTs } : {}), key: delivery.key, ...composed };
  try {
    if (delivery.slackTs) {
      await deps.messenger.update({ ...message, ts: delivery.slackTs });
      return sentOutcome(deps, delivery, { channel, ts: delivery.slackTs });
    }
    const wait = deps.gate.waitMs({ method: 'chat.postMessage', place: channel });
    if (wait > 0) return later(deps, wait);
    if (!(await begin(deps, delivery))) return null;
    return sentOutcome(deps, delivery, await deps.messenger.post(message));
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    deps.gate.remember({ method: error.method, place: channel }, error);
    const next = lessFull(error, fullness);
    if (next) return bring(deps, delivery, next);
    throw error;
  }
}

/** A message Slack refuses for its content is tried with less in it, down to its text: better plain than lost. */
function lessFull(failure: SlackFailure, fullness: Fullness): Fullness | null {
  if (failure.kind !== 'invalid-message' || failure.isFileNotReady) return null;
  if (fullness === 'full') return 'without-pictures';
  return fullness === 'without-pictures' ? 'text-only' : null;
}

async function channelOf(deps: AttemptDeps, { destination }: Delivery): Promise<string> {
  return destination.kind === 'channel' ? destination.id : deps.messenger.openDirectMessage(destination.id);
}

async function threadOf(deps: AttemptDeps, delivery: Delivery): Promise<string | undefined> {
  if (!delivery.parentId) return undefined;
  const parent = await findDelivery(deps.database.client, delivery.parentId);
  if (!parent?.slackTs) throw new Error(`The parent of ${delivery.key} has not been posted`);
  return parent.slackTs;
}

/**
 * After an attempt whose outcome nobody stored, only the channel itself knows whether the message is there.
 * Null when there was no such attempt, or when it certainly did not arrive.
 * @throws StillUnknown when Slack does not tell.
 */
async function resolveUnknown(deps: AttemptDeps, delivery: Delivery): Promise<Outcome | null> {
  const { attemptStartedAt } = delivery;
  if (!attemptStartedAt || delivery.slackTs) return null;
  const invisibleFor = deps.nowMs() - attemptStartedAt.getTime();
  try {
    const channel = delivery.slackChannelId ?? (await channelOf(deps, delivery));
    const threadTs = await threadOf(deps, delivery);
    const query = { channel, key: delivery.key, since: attemptStartedAt, ...(threadTs ? { threadTs } : {}) };
    const ts = await deps.messenger.findByKey(query);
    if (ts) {
      deps.log.info('found a message whose outcome was not stored', { delivery: delivery.key, ts });
      return sentOutcome(deps, delivery, { channel, ts });
    }
  } catch (error) {
    throw new StillUnknown(error);
  }
  // Too early to be sure: the message may still show up.
  if (invisibleFor >= deps.timings.visibilityMs) return null;
  return { state: 'sending', nextAttemptAt: at(deps, deps.timings.visibilityMs - invisibleFor) };
}

async function begin(deps: AttemptDeps, delivery: Delivery): Promise<boolean> {
  const now = new Date(deps.nowMs());
  const isMine = await beginAttempt(deps.database.client, delivery.id, {
    holder: deps.holder,
    now,
    leaseUntil: at(deps, deps.timings.leaseMs),
  });
  if (!isMine) deps.log.warn('claim lost before posting; another process has it', { delivery: delivery.key });
  return isMine;
}

function sentOutcome(deps: AttemptDeps, delivery: Delivery, where: { channel: string; ts: string }): Outcome {
  return {
    state: 'sent',
    attemptStartedAt: null,
    slackChannelId: where.channel,
    slackTs: where.ts,
    sentHash: delivery.payloadHash,
    sentAt: new Date(deps.nowMs()),
    lastError: null,
  };
}

function later(deps: AttemptDeps, waitMs: number): Outcome {
  return { state: 'pending', attemptStartedAt: null, nextAttemptAt: at(deps, waitMs) };
}

function at(deps: AttemptDeps, fromNowMs: number): Date {
  return new Date(deps.nowMs() + fromNowMs);
}

async function settleAs(deps: AttemptDeps, delivery: Delivery, outcome: Outcome): Promise<void> {
  const { id, payloadHash } = delivery;
  await settle(deps.database.client, { id, payloadHash, holder: deps.holder }, outcome);
}

async function settleFailure(
  deps: AttemptDeps,
  delivery: Delivery,
  { error, isUncertain }: { error: unknown; isUncertain: boolean },
): Promise<void> {
  const failure = error instanceof SlackFailure ? error : null;
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const wait = Math.max(failure?.retryAfterMs ?? 0, backoffMs(delivery.attempts, deps.timings.maxBackoffMs));
  const nextAttemptAt = at(deps, wait);
  if (failure?.kind === 'gone' && delivery.slackTs) {
    // Somebody deleted the message: there is nothing left to edit, and posting it anew would be noise.
    await settleAs(deps, delivery, { state: 'sent', lastError });
    return;
  }
  if (isUncertain) {
    await settleAs(deps, delivery, { state: 'sending', nextAttemptAt, lastError });
  } else if (failure?.kind === 'unknown-outcome' && !delivery.slackTs) {
    // Looking soon is cheap: most such messages are there.
    await settleAs(deps, delivery, { state: 'sending', nextAttemptAt: at(deps, Math.min(wait, 2_000)), lastError });
  } else if (isHopeless(deps, delivery, failure)) {
    await giveUp(deps, delivery, lastError);
    return;
  } else {
    await settleAs(deps, delivery, { state: 'pending', attemptStartedAt: null, nextAttemptAt, lastError });
  }
  if (failure?.kind === 'token') await deps.hooks.onTokenRefused(failure);
  if (failure?.kind === 'place') await deps.hooks.onPlaceRefused(delivery, failure);
}

function isHopeless(deps: AttemptDeps, delivery: Delivery, failure: SlackFailure | null): boolean {
  if (failure?.kind === 'invalid-message' && !failure.isFileNotReady) return true;
  return deps.nowMs() - delivery.createdAt.getTime() > deps.timings.giveUpAfterMs;
}

async function giveUp(deps: AttemptDeps, delivery: Delivery, lastError: string): Promise<void> {
  await settleAs(deps, delivery, { state: 'failed', attemptStartedAt: null, lastError });
  await failThread(deps.database.client, delivery.id, lastError);
  await deps.hooks.onGivenUp(delivery, lastError);
}
