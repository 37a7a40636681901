import { listCommittees } from '../../../organisation/committees/committees.js';
import { enqueueForOperators, type Notice, type Reader } from '../../../organisation/people/notices.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Logger } from '../../../platform/log.js';
import type { Metrics } from '../../../platform/metrics.js';
import { kindOf } from '../../../platform/outbox/delivery.js';
import type { Say } from '../../../platform/texts.js';
import { digestPlaces, type NoticeDeps } from '../delivery/notices.js';
import { findDigestById } from '../stored-digests.js';
import { isHopeless, lackPlaces, nextStep } from './lack.js';
import {
  beginLack,
  forgetWhole,
  giveLackUp,
  type LackingMessage,
  listLacking,
  setToldReason,
  tryAgain,
} from './stored-lacks.js';

export type LackDeps = NoticeDeps & { readonly metrics: Metrics; readonly log: Logger };

/**
 * Brings what messages in Slack still lack (pictures, or blocks that Slack refused) on the same messages, for a day, and
 * tells operators once for each digest and reason. Safe in several processes at once, and at any time again.
 */
export async function bringWhatLacks(deps: LackDeps): Promise<void> {
  const { client } = deps.database;
  await forgetWhole(client, deps.workspaceId);
  const lacking = await listLacking(client, deps.workspaceId);
  for (const message of lacking) await lookAt(deps, message);
  deps.metrics.messagesLack(lacking.filter(({ lack }) => !lack?.givenUpAt).length);
}

async function lookAt(deps: LackDeps, message: LackingMessage): Promise<void> {
  const { lack, reason } = message;
  const now = deps.clock.now();
  if (!lack) return begin(deps, message, now);
  if (lack.toldReason !== reason && !lack.givenUpAt) {
    await tell(deps, message, { about: 'told', change: (transaction) => setToldReason(transaction, message) });
  }
  const step = nextStep(lack, now);
  if (step === 'give-up') {
    deps.log.warn('what a message lacks is not tried any more', { delivery: message.key, reason });
    await tell(deps, message, { about: 'givenUp', change: (transaction) => giveLackUp(transaction, message.id, now) });
  } else if (step === 'try') {
    const at = { now, nowMs: deps.nowMs() };
    await deps.database.transaction((transaction) => tryAgain(transaction, { ...lack, id: message.id }, at));
  }
}

async function begin(deps: LackDeps, message: LackingMessage, now: Date): Promise<void> {
  const { reason } = message;
  deps.log.warn('a message stands in Slack with less than all of it', { delivery: message.key, reason });
  const lack = { since: now, givenUpAt: isHopeless(reason) ? now : null };
  await tell(deps, message, { about: 'told', change: (transaction) => beginLack(transaction, message, lack) });
}

type Telling = {
  readonly about: 'told' | 'givenUp';
  /** Stored with the news. */
  readonly change: (transaction: Transaction) => Promise<unknown>;
};

/** Operators hear once of a digest and reason, however many of its messages it is about. */
async function tell(deps: LackDeps, message: LackingMessage, { about, change }: Telling): Promise<void> {
  const notice = await noticeOf(deps, message, about);
  await deps.database.transaction(async (transaction) => {
    await change(transaction);
    await enqueueForOperators(transaction, deps, notice);
  });
}

async function noticeOf(deps: LackDeps, message: LackingMessage, about: Telling['about']): Promise<Notice> {
  const { digestId, reason, key } = message;
  const digest = digestId === null ? null : await findDigestById(deps.database.client, digestId);
  const committees = digest ? await listCommittees(deps.database.client, deps.workspaceId) : [];
  const committee = committees.find(({ id }) => id === digest?.committeeId);
  const places = (say: Say) => lackWords(say, reason);
  if (!digest || !committee) {
    return {
      key: `lacks:${about}:${kindOf(message)}:${reason}:${deps.clock.now().toISOString().slice(0, 10)}`,
      wording: (say) => say(`delivery.lack.${about}Message`, { ...places(say), key }),
    };
  }
  return {
    key: `lacks:${about}:${digest.id}:${reason}`,
    wording: (say, reader: Reader) =>
      say(`delivery.lack.${about}`, { ...digestPlaces(committee, digest, reader), ...places(say) }),
  };
}

/** Why it lacks, and what to do, in words. */
export function lackWords(say: Say, reason: string): { reason: string; advice: string; kind: string } {
  const places = lackPlaces(reason);
  return {
    reason: say('delivery.lack.reason', places),
    advice: say('delivery.lack.advice', places),
    kind: places.kind,
  };
}
