import type { CalendarDate } from '../../../kernel/calendar.js';
import { listPeople, type Person } from '../../../organisation/people/people.js';
import { isWorkedBy, morningWithin } from '../../../organisation/people/rhythm.js';
import { readRhythms } from '../../../organisation/people/rhythms.js';
import { enqueue, knownKeys } from '../../../platform/outbox/stored-deliveries.js';
import type { ApprovalDeps } from '../approval-deps.js';
import { sweepDelegations, type TurningDeps } from '../delegations/sweep.js';
import { waitingFor } from '../waiting-for.js';
import { lookAfterCards } from './channel-cards.js';
import { waitingMessage } from './messages.js';
import { anythingWaits, moveSweptUntil, readSweptUntil } from './stored-waiting.js';

export type WaitingSweepDeps = Pick<
  ApprovalDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'kick' | 'holidaysIn' | 'copies' | 'log'
> &
  TurningDeps;

/** More than anybody decides in one morning; what ends first comes first. */
const approvalsPerMessage = 50;

type Waking = { readonly person: Person & { readonly slackUserId: string }; readonly day: CalendarDate };

/**
 * Puts into the outbox what waits for the decision of everybody whose morning has come since the last sweep: one message
 * a person and day they work, none where nothing waits. What waits is drawn again where a vote went to a colleague or
 * came back with the day, and in each channel in the morning. Mornings before the very first sweep are left alone; a
 * crash in the middle leaves the rest to the next sweep, and nothing goes twice.
 */
export async function sweepWaiting(deps: WaitingSweepDeps, stopping?: AbortSignal): Promise<void> {
  const { database, workspaceId } = deps;
  const now = deps.clock.now();
  const after = await readSweptUntil(database.client, workspaceId);
  if (after !== null) await sweepDelegations(deps, { after, now });
  if (after !== null && (await anythingWaits(database.client, workspaceId))) {
    await lookAfterCards(deps, { after, now });
    const people = await listPeople(database.client, workspaceId);
    const waking = people.filter(isReachable).flatMap((person) => wakingWithin(person, { after, now }));
    if (!(await tellAll(deps, waking, stopping))) return;
  }
  await moveSweptUntil(database.client, workspaceId, now);
}

function isReachable(person: Person): person is Waking['person'] {
  return person.slackUserId !== null && person.leftAt === null && !person.isGuest;
}

function wakingWithin(person: Waking['person'], moment: { after: Date; now: Date }): Waking[] {
  const day = morningWithin(moment, person);
  return day === null ? [] : [{ person, day }];
}

/** False where the process stopped in between. */
async function tellAll(deps: WaitingSweepDeps, waking: readonly Waking[], stopping?: AbortSignal): Promise<boolean> {
  if (waking.length === 0) return true;
  const rhythms = await readRhythms(
    deps,
    waking.map(({ person }) => person),
  );
  for (const one of waking) {
    if (stopping?.aborted) return false;
    const rhythm = rhythms.get(one.person.key);
    if (rhythm && isWorkedBy(one.day, rhythm)) await tell(deps, one);
  }
  deps.kick();
  return true;
}

async function tell(deps: WaitingSweepDeps, { person, day }: Waking): Promise<void> {
  const { database, workspaceId } = deps;
  const { key: personKey, slackUserId } = person;
  const waiting = await waitingFor(database.client, { workspaceId, personKey, at: deps.clock.now() });
  if (waiting.length === 0) return;
  const approvalIds = waiting.slice(0, approvalsPerMessage).map(({ id }) => id);
  const message = waitingMessage({ workspaceId, slackUserId, personKey, day, approvalIds });
  await database.transaction(async (transaction) => {
    if ((await knownKeys(transaction, [message.key])).size > 0) return;
    await enqueue(transaction, [message], { newId: deps.newId, now: new Date(deps.nowMs()) });
  });
}
