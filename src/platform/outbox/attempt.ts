import { fitMessage } from '../slack/fit-message.js';
import type { OutgoingMessage } from '../slack/messenger.js';
import { SlackFailure } from '../slack/slack-failure.js';
import { type Delivery, type Fullness, PictureFailure } from './delivery.js';
import { DeadlyMessage, settleFailure, UnknownOutcome } from './failed-attempt.js';
import { holding } from './holding.js';
import { lackReasonOf, ownReasons, reduced } from './lack.js';
import type { OutboxDeps } from './outbox-deps.js';
import { beginAttempt, findDelivery, type Outcome, renewClaim, settle } from './stored-deliveries.js';

/**
 * The first process may be ended by what it made beside the message; the next two, which make it alone, by it. Drawing is
 * what can end a process, so the last of them draws nothing.
 */
const deathsAtMost = 3;
const deathsWithPictures = 2;

/**
 * Brings one claimed message to Slack, once. False when what became of it is not stored. The order is what makes it
 * once: everything that may be repeated (reading the place, drawing, uploading) comes first; then the attempt is stored;
 * then one post, never repeated without looking for the message in the channel's history.
 */
export async function attemptDelivery(deps: OutboxDeps, delivery: Delivery): Promise<boolean> {
  const log = deps.log.child({ delivery: delivery.key, attempt: delivery.attempts + 1 });
  let outcome: Outcome;
  try {
    outcome = await outcomeOf(deps, delivery);
  } catch (error) {
    log.warn('delivery did not succeed', { err: error instanceof UnknownOutcome ? error.failure : error });
    return settleFailure(deps, delivery, error);
  }
  // Should this fail, the row still says "sending", and the next attempt looks for the message before posting.
  const isStored = await settle(deps.database.client, { ...delivery, holder: deps.holder }, outcome);
  if (!isStored) log.warn('claim lost; another process has the message');
  else log.info('delivery settled', { state: outcome.state });
  const { state } = outcome;
  const isFinal = state !== 'pending' && state !== 'sending' && state !== 'closed';
  if (isStored && isFinal) await deps.hooks.onSettled(delivery, state);
  return isStored;
}

async function outcomeOf(deps: OutboxDeps, delivery: Delivery): Promise<Outcome> {
  const parent = delivery.parentId ? await findDelivery(deps.database.client, delivery.parentId) : null;
  if (delivery.parentId && !parent?.slackTs) return withoutParent(deps, parent);
  const threadTs = parent?.slackTs ?? delivery.threadTs;
  const thread = threadTs ? { threadTs, ...(delivery.isBroadcast ? { isBroadcast: true as const } : {}) } : {};
  const earlier = await earlierOutcome(deps, delivery, thread);
  if (earlier) return earlier;
  if (delivery.deaths >= deathsAtMost) throw new DeadlyMessage();
  const isDeadly = delivery.deaths >= deathsWithPictures;
  const whole = { fullness: 'full', lackReason: null } as const;
  const safe = { fullness: 'without-pictures', lackReason: ownReasons.endsProgram } as const;
  return bring(deps, delivery, { thread, ...(isDeadly ? safe : whole) });
}

/** A thread shares the fate of a parent that never left. */
function withoutParent(deps: OutboxDeps, parent: Delivery | null): Outcome {
  if (parent?.state === 'failed') return { state: 'failed', lastError: parent.lastError };
  if (parent?.state === 'withheld') return { state: 'withheld', lastError: null };
  if (parent?.state === 'closed') return { state: 'closed', lastError: parent.lastError };
  return { state: 'pending', nextAttemptAt: at(deps, 1_000) };
}

type Thread = { readonly threadTs?: string; readonly isBroadcast?: true };

async function channelOf(deps: OutboxDeps, { destination, slackChannelId }: Delivery): Promise<string> {
  if (slackChannelId) return slackChannelId;
  return destination.kind === 'channel' ? destination.id : deps.messenger.openDirectMessage(destination.id);
}

/**
 * After an attempt whose outcome nobody stored, only the channel itself knows whether the message is there.
 * Null when there was no such attempt, or when it certainly did not arrive.
 * @throws UnknownOutcome when Slack does not tell.
 */
async function earlierOutcome(deps: OutboxDeps, delivery: Delivery, thread: Thread): Promise<Outcome | null> {
  const { attemptStartedAt, createdAt: since, key } = delivery;
  if (delivery.slackTs) return null;
  if (!attemptStartedAt) return outcomeBeforeBackup(deps, delivery, thread);
  const invisibleFor = deps.nowMs() - attemptStartedAt.getTime();
  try {
    const channel = await channelOf(deps, delivery);
    const ts = await deps.messenger.findByKey({ channel, key, since, ...thread });
    if (ts) {
      deps.log.info('found a message whose outcome was not stored', { delivery: key, ts });
      return adopted(deps, delivery, { channel, ts });
    }
  } catch (error) {
    // A reply whose thread is gone may still show up in the channel, and is then to be taken back.
    const isThreadGone = error instanceof SlackFailure && error.kind === 'gone';
    if (!isThreadGone || invisibleFor >= deps.timings.visibilityMs) throw new UnknownOutcome(error);
  }
  if (invisibleFor >= deps.timings.visibilityMs) return null;
  // Too early to be sure: the message may still show up.
  return { state: 'sending', attemptStartedAt, nextAttemptAt: at(deps, deps.timings.visibilityMs - invisibleFor) };
}

/** A database that was restored from a backup does not know what left since. */
async function outcomeBeforeBackup(deps: OutboxDeps, delivery: Delivery, thread: Thread): Promise<Outcome | null> {
  const channel = await channelOf(deps, delivery);
  const ts = await deps.arrivals.find(delivery, { channel, ...thread });
  return ts === null ? null : sent(deps, delivery, { ...delivery, channel, ts });
}

/** What was found is what the attempt had sent; the content may have changed since, and is then still to be edited. */
function adopted(deps: OutboxDeps, delivery: Delivery, where: { channel: string; ts: string }): Outcome {
  const outcome = sent(deps, delivery, { ...delivery, ...where });
  if (delivery.sentHash === delivery.payloadHash) return outcome;
  const now = at(deps, 0);
  return { ...outcome, state: 'pending', sentHash: delivery.sentHash, nextAttemptAt: now };
}

type Manner = { readonly thread: Thread } & Lack;

/** How much of the message it is, and why not all. */
type Lack = Pick<Delivery, 'fullness' | 'lackReason'>;

async function bring(deps: OutboxDeps, delivery: Delivery, manner: Manner): Promise<Outcome> {
  const channel = await channelOf(deps, delivery);
  const method = delivery.slackTs ? 'chat.update' : 'chat.postMessage';
  const wait = deps.gate.waitMs({ method, place: channel });
  if (wait > 0) return { state: 'pending', attemptStartedAt: null, nextAttemptAt: at(deps, wait) };
  try {
    return await composeAndSend(deps, delivery, { ...manner, channel });
  } catch (error) {
    const failure = error instanceof PictureFailure ? error.failure : error;
    if (failure instanceof SlackFailure) deps.gate.remember({ method: failure.method, place: channel }, failure);
    const fullness = lessFull(deps, delivery, { error, tried: manner.fullness });
    if (!fullness) throw failure;
    const lack = { fullness, lackReason: lackReasonOf(error) };
    deps.log.warn('a message is tried with less in it', { delivery: delivery.key, ...lack, err: failure });
    if (standsSo(delivery, fullness)) return sent(deps, delivery, { channel, ts: delivery.slackTs, ...lack });
    return bring(deps, delivery, { ...manner, ...lack });
  }
}

/** An edit that would bring no more than what stands there is none. */
function standsSo(delivery: Delivery, fullness: Fullness): delivery is Delivery & { readonly slackTs: string } {
  const { slackTs, sentHash, payloadHash } = delivery;
  return slackTs !== null && sentHash === payloadHash && delivery.fullness === fullness;
}

async function composeAndSend(
  deps: OutboxDeps,
  delivery: Delivery,
  { channel, thread, fullness, lackReason }: Manner & { channel: string },
): Promise<Outcome> {
  const options = { channel, hasPictures: fullness === 'full' };
  const composed = await holding(deps, delivery, () => deps.hooks.compose(delivery, options));
  if (!composed) return { state: 'withheld', attemptStartedAt: null, lastError: null };
  const message = { channel, ...thread, key: delivery.key, ...fitMessage(reduced(composed, fullness)) };
  const lack = { fullness, lackReason };
  if (!(await isStillOurs(deps, { ...delivery, ...lack }))) return { state: 'pending', attemptStartedAt: null };
  if (delivery.slackTs) {
    await deps.messenger.update({ ...message, ts: delivery.slackTs });
    return sent(deps, delivery, { channel, ts: delivery.slackTs, ...lack });
  }
  const posted = await post(deps, message);
  deps.arrivals.began(posted);
  return sent(deps, delivery, { ...posted, ...lack });
}

async function post(deps: OutboxDeps, message: OutgoingMessage) {
  try {
    return await deps.messenger.post(message);
  } catch (error) {
    // Whatever went wrong after the attempt began, only Slack's word makes it certain that nothing was posted.
    throw error instanceof SlackFailure ? error : new UnknownOutcome(error);
  }
}

/**
 * Renews the claim, and stores that a post is begun: from here on its outcome is unknown until settled. False when
 * another process has the message, or when this one stood still so long that another may soon have it.
 */
async function isStillOurs(deps: OutboxDeps, delivery: Delivery): Promise<boolean> {
  const startedAt = deps.nowMs();
  const claim = { holder: deps.holder, now: new Date(startedAt), leaseUntil: at(deps, deps.timings.leaseMs) };
  const { client } = deps.database;
  const isMine = delivery.slackTs
    ? await renewClaim(client, delivery.id, claim)
    : await beginAttempt(client, delivery, claim);
  return isMine && deps.nowMs() - startedAt <= deps.timings.postWithinMs;
}

const lessThan: Readonly<Record<Fullness, Fullness | null>> = {
  full: 'without-pictures',
  'without-pictures': 'plain',
  plain: 'text-only',
  'text-only': null,
};

/** A message Slack refuses for its content is tried with less in it, down to its text: better plain than lost. */
function lessFull(
  deps: OutboxDeps,
  { createdAt }: Delivery,
  { error, tried }: { error: unknown; tried: Fullness },
): Fullness | null {
  const isPatient = deps.nowMs() - createdAt.getTime() < deps.timings.picturePatienceMs;
  if (error instanceof PictureFailure) {
    // Whoever refuses the token takes nothing at all.
    const isTokenDead = error.failure instanceof SlackFailure && error.failure.kind === 'token';
    return tried === 'full' && !isTokenDead && (error.isLasting || !isPatient) ? 'without-pictures' : null;
  }
  if (!(error instanceof SlackFailure) || error.kind !== 'invalid-message') return null;
  return error.isFileNotReady && isPatient ? null : lessThan[tried];
}

type Arrival = { readonly channel: string; readonly ts: string } & Lack;

function sent(deps: OutboxDeps, delivery: Delivery, where: Arrival): Outcome {
  const { fullness, lackReason } = where;
  return {
    state: 'sent',
    attempts: 0,
    attemptStartedAt: null,
    slackChannelId: where.channel,
    slackTs: where.ts,
    sentHash: delivery.payloadHash,
    fullness,
    lackReason,
    sentAt: at(deps, 0),
    lastError: null,
  };
}

function at(deps: OutboxDeps, fromNowMs: number): Date {
  return new Date(deps.nowMs() + fromNowMs);
}
