import { ExternalError } from '../../kernel/errors.js';
import { cutText, storable } from '../../kernel/well-formed.js';
import { SlackFailure } from '../slack/slack-failure.js';
import { isSlackAway, restMs } from './backoff.js';
import { beginThreadAnew } from './begin-thread-anew.js';
import type { Delivery } from './delivery.js';
import type { OutboxDeps } from './outbox-deps.js';
import { failThread, type Outcome, settle } from './stored-deliveries.js';

/** Nobody can tell yet whether an attempt arrived; until somebody does, nothing may be posted. */
export class UnknownOutcome extends Error {
  readonly failure: unknown;

  constructor(failure: unknown) {
    super('the outcome of an attempt is unknown', { cause: failure });
    this.failure = failure;
  }
}

/** The program ended each time it made this message, so it is not made again. */
export class DeadlyMessage extends Error {
  constructor() {
    super('Copil ended again and again while it made this message');
  }
}

/** What is no fault of Slack's, of a picture or of the store is in the message; each time takes longer, five minutes in all. */
const throwsAtMost = 10;

/** Looking in the channel soon after a post of unknown outcome is cheap: most such messages are there. */
const lookWithinMs = 2_000;

type Failed = {
  readonly error: unknown;
  readonly failure: SlackFailure | null;
  /** A post may have arrived. */
  readonly isUncertain: boolean;
  readonly lastError: string;
};

/** Stores what is to be done after an attempt that failed, and tells whoever can mend it. False when it is not stored. */
export async function settleFailure(deps: OutboxDeps, delivery: Delivery, thrown: unknown): Promise<boolean> {
  const failed = lookAt(delivery, thrown);
  const { failure, lastError } = failed;
  if (isMessageGone(delivery, failure)) {
    // Somebody deleted the message: there is nothing left to edit nor to bring, and posting it anew would be noise, unless its kind knows better.
    await deps.hooks.onMessageGone?.(delivery);
    const whole = { fullness: 'full', lackReason: null } as const;
    const isStored = await settleAs(deps, delivery, { state: 'sent', attempts: 0, lastError, ...whole });
    await deps.hooks.onSettled(delivery, 'sent');
    return isStored;
  }
  const isRefused = failure?.kind === 'place' && delivery.destination.kind === 'person';
  if (isRefused && (await deps.hooks.isNobody?.(delivery, failure))) {
    const outcome = { state: 'withheld', attemptStartedAt: null, lastError: null } as const;
    const isStored = await settleAs(deps, delivery, outcome);
    await deps.hooks.onSettled(delivery, 'withheld');
    return isStored;
  }
  if (isThreadGone(delivery, failure) && (await beginThreadAnew(deps.database, delivery, new Date(deps.nowMs())))) {
    return settleAs(deps, delivery, { state: 'pending', attemptStartedAt: null, lastError });
  }
  if (isHopeless(deps, delivery, failed)) return giveUp(deps, delivery, failed);
  const { attempts } = delivery;
  const rest = restMs(failed.error, { attempts, maxMs: deps.timings.maxBackoffMs });
  const restsFor = failed.isUncertain && failure?.kind === 'unknown-outcome' ? Math.min(rest, lookWithinMs) : rest;
  const isStored = await settleAs(deps, delivery, {
    ...(failed.isUncertain ? { state: 'sending' } : { state: 'pending', attemptStartedAt: null }),
    attempts: { increment: 1 },
    nextAttemptAt: new Date(deps.nowMs() + restsFor),
    lastError,
  });
  if (failure?.kind === 'token') await deps.hooks.onTokenRefused(failure);
  const isForeignThreadGone = failure?.kind === 'gone' && delivery.threadTs !== null;
  if (failure?.kind === 'place' || (failure && isForeignThreadGone)) await deps.hooks.onPlaceRefused(delivery, failure);
  return isStored;
}

function lookAt(delivery: Delivery, thrown: unknown): Failed {
  const error = thrown instanceof UnknownOutcome ? thrown.failure : thrown;
  const failure = error instanceof SlackFailure ? error : null;
  // An edit may be made twice.
  const isPost = delivery.slackTs === null;
  return {
    error,
    failure,
    isUncertain: isPost && (thrown instanceof UnknownOutcome || failure?.kind === 'unknown-outcome'),
    lastError: storable(cutText(error instanceof Error ? error.message : String(error), 500)),
  };
}

function isMessageGone(delivery: Delivery, failure: SlackFailure | null): boolean {
  return delivery.slackTs !== null && failure?.kind === 'gone' && failure.method === 'chat.update';
}

/** Somebody deleted the message that the thread hangs on, and the thread went with it. */
function isThreadGone({ parentId, threadTs, slackTs }: Delivery, failure: SlackFailure | null): boolean {
  if ((parentId === null && threadTs === null) || slackTs !== null || failure?.kind !== 'gone') return false;
  return failure.method === 'chat.postMessage' || failure.method === 'conversations.replies';
}

/** Beginning our own thread a second time would undo what somebody did; for one of theirs its kind knows better. */
function isOwnThreadGone(delivery: Delivery, failure: SlackFailure | null): boolean {
  return delivery.parentId !== null && isThreadGone(delivery, failure);
}

function isHopeless(deps: OutboxDeps, delivery: Delivery, { failure, error, isUncertain }: Failed): boolean {
  if (isOwnThreadGone(delivery, failure)) return true;
  if (failure?.kind === 'invalid-message' && !failure.isFileNotReady) return true;
  if (failure && isSlackAway(failure.kind)) return false;
  if (!failure && !isUncertain && isOfTheMessage(error, delivery.attempts + 1)) return true;
  return deps.nowMs() - delivery.createdAt.getTime() > deps.timings.giveUpAfterMs;
}

function isOfTheMessage(error: unknown, times: number): boolean {
  if (error instanceof DeadlyMessage) return true;
  return times >= throwsAtMost && !(error instanceof ExternalError && error.isRetryable);
}

async function giveUp(deps: OutboxDeps, delivery: Delivery, failed: Failed): Promise<boolean> {
  const { lastError } = failed;
  await deps.hooks.onGivenUp(delivery, lastError, { isSlackReason: failed.failure !== null });
  if (isOwnThreadGone(delivery, failed.failure) && delivery.parentId) {
    await failThread(deps.database.client, delivery.parentId, lastError);
  } else if (delivery.parentId === null && !delivery.slackTs) {
    await failThread(deps.database.client, delivery.id, lastError);
  }
  // Where a post may have arrived after all, a later attempt with new content must look for it first.
  const certainty = failed.isUncertain ? {} : { attemptStartedAt: null };
  const isStored = await settleAs(deps, delivery, { state: 'failed', ...certainty, lastError });
  await deps.hooks.onSettled(delivery, 'failed');
  return isStored;
}

function settleAs(deps: OutboxDeps, delivery: Delivery, outcome: Outcome): Promise<boolean> {
  return settle(deps.database.client, { ...delivery, holder: deps.holder }, outcome);
}
