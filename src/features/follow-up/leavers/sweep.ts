import { listCommittees } from '../../../organisation/committees/committees.js';
import { sitsIn } from '../../../organisation/committees/seats.js';
import { findPersonBySlackId } from '../../../organisation/people/people.js';
import { isGone } from '../../../organisation/people/presence.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import { optionsOf } from '../../../surface/cards/copies.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Departure } from './departure.js';
import {
  listGoneOwners,
  listRecordedDepartures,
  moveMark,
  newestEvent,
  ownsSomething,
  readMark,
  recordChannelLeft,
  wasTold,
} from './departures.js';
import { leaverMessage } from './messages.js';
import { readersOf } from './readers.js';

export type LeaverSweepDeps = Pick<
  FollowUpDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'log' | 'kick' | 'holidaysIn'
>;

const eventsAtOnce = 1_000;

/**
 * Tells who leads a committee of those who left it with things open, once for each departure, in the reader's hours.
 * What stays with people who left and what the record of events has to say is all that is read.
 */
export async function sweepLeavers(deps: LeaverSweepDeps): Promise<void> {
  const { database, workspaceId } = deps;
  for (const departure of await listGoneOwners(database.client, workspaceId)) await tell(deps, departure);
  const after = await readMark(database.client, workspaceId);
  if (after === null) {
    await moveMark(database.client, workspaceId, await newestEvent(database.client, workspaceId));
    return;
  }
  const ask = { workspaceId, after, limit: eventsAtOnce };
  const { found, last } = await listRecordedDepartures(database.client, ask);
  const waiting: number[] = [];
  for (const { sequence, departure } of found) {
    if (!(await hasLeft(deps, departure))) continue;
    if ((await tell(deps, departure)) === 'waits') waiting.push(sequence);
  }
  // Whoever waits for the reader's hours is looked at again. Nothing comes into the record before what was read.
  const until = Math.min(last, ...waiting.map((sequence) => sequence - 1));
  if (until > after) await moveMark(database.client, workspaceId, until);
}

/** Somebody who got their seat back, or another one, has not left; of who is gone for good it is told without the record. */
async function hasLeft({ database, workspaceId }: LeaverSweepDeps, departure: Departure): Promise<boolean> {
  if (await isGone(database.client, workspaceId, departure.personKey)) return false;
  if (departure.cause === 'committee' && (await sitsIn(database.client, departure))) return false;
  return ownsSomething(database.client, departure);
}

async function tell(deps: LeaverSweepDeps, departure: Departure): Promise<'told' | 'waits'> {
  const { database, workspaceId } = deps;
  if (await wasTold(database.client, departure)) return 'told';
  const { readers, isTime } = await readersOf(deps, departure);
  if (!isTime) return 'waits';
  const messages = readers.map(({ slackUserId }) => leaverMessage(departure, { workspaceId, slackUserId }));
  await database.transaction(async (transaction) => {
    if (await wasTold(transaction, departure)) return;
    await enqueue(transaction, messages, optionsOf(deps));
  });
  deps.kick();
  return 'told';
}

/**
 * Notes that a person left a channel, for each committee that meets there and has open items of theirs; the next sweep
 * tells who leads it. The same event of Slack's twice is one departure.
 */
export async function noteChannelLeft(
  deps: Pick<LeaverSweepDeps, 'database' | 'workspaceId' | 'clock'>,
  left: { readonly slackUserId: string; readonly channel: string; readonly eventTs: string },
): Promise<void> {
  const { database, workspaceId } = deps;
  const { slackUserId, channel, eventTs } = left;
  const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId });
  if (!person) return;
  const committees = await listCommittees(database.client, workspaceId);
  for (const { id, key } of committees.filter((committee) => committee.channel === channel)) {
    if (!(await ownsSomething(database.client, { committeeId: id, personKey: person.key }))) continue;
    await database.transaction((transaction) =>
      recordChannelLeft(transaction, {
        workspaceId,
        committeeKey: key,
        personKey: person.key,
        eventTs,
        at: deps.clock.now(),
      }),
    );
  }
}
