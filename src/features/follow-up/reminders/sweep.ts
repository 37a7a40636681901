import { addDays, type CalendarDate } from '../../../kernel/calendar.js';
import { listPeople, type Person } from '../../../organisation/people/people.js';
import { isWorkedBy, morningWithin, type WorkRhythm } from '../../../organisation/people/rhythm.js';
import { readRhythms } from '../../../organisation/people/rhythms.js';
import { enqueue, knownKeys } from '../../../platform/outbox/stored-deliveries.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { ReminderPayload, reminderMessage, reminderSubject, silenceMessage } from './messages.js';
import { planReminder, soonUntil } from './policy.js';
import { type Leaders, planSilence } from './silence.js';
import {
  countReminders,
  listLeaders,
  listRemindable,
  listSilent,
  moveSweptUntil,
  newestReminder,
  readSweptUntil,
  readTraces,
  recordTold,
} from './stored-reminders.js';

export type ReminderSweepDeps = Pick<
  FollowUpDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'log' | 'kick' | 'holidaysIn'
>;

/** More than anybody reads in one message; the oldest come first, the others on the days after. */
const itemsPerMessage = 100;

/** A silence that its chair was away for longer than this is seen in the review by then. */
const silenceLookBackDays = 31;

type Waking = { readonly person: Person & { readonly slackUserId: string }; readonly day: CalendarDate };

/**
 * Puts into the outbox what everybody has to hear whose morning has come since the last sweep. Only their items are
 * read, so a minute in which nobody's day begins costs two small queries, however many items there are. Mornings before
 * the very first sweep are left alone; a crash in the middle leaves the rest to the next sweep, and nothing goes twice.
 */
export async function sweepReminders(deps: ReminderSweepDeps, stopping?: AbortSignal): Promise<void> {
  const { database, workspaceId } = deps;
  const now = deps.clock.now();
  const after = await readSweptUntil(database.client, workspaceId);
  const people = await listPeople(database.client, workspaceId);
  const reachable = people.filter(isReachable);
  const waking = after === null ? [] : reachable.flatMap((person) => wakingWithin(person, { after, now }));
  if (waking.length > 0) {
    const rhythms = await readRhythms(
      deps,
      waking.map(({ person }) => person),
    );
    const leaders = await readLeaders(deps, new Set(reachable.map(({ key }) => key)));
    for (const one of waking) {
      if (stopping?.aborted) return;
      const rhythm = rhythms.get(one.person.key);
      if (!rhythm || !isWorkedBy(one.day, rhythm)) continue;
      await remind(deps, one, rhythm);
      await tellOfSilence(deps, one, leaders);
    }
    deps.kick();
  }
  await moveSweptUntil(database.client, workspaceId, now);
}

function isReachable(person: Person): person is Waking['person'] {
  return person.slackUserId !== null && person.leftAt === null;
}

function wakingWithin(person: Waking['person'], moment: { after: Date; now: Date }): Waking[] {
  const day = morningWithin(moment, person);
  return day === null ? [] : [{ person, day }];
}

async function readLeaders(
  { database, workspaceId }: ReminderSweepDeps,
  reachable: ReadonlySet<string>,
): Promise<Leaders> {
  const leaders = new Map<string, string[]>();
  for (const { committeeId, personKey } of await listLeaders(database.client, workspaceId)) {
    if (!reachable.has(personKey)) continue;
    leaders.set(committeeId, [...new Set([...(leaders.get(committeeId) ?? []), personKey])]);
  }
  return leaders;
}

async function remind(deps: ReminderSweepDeps, { person, day }: Waking, rhythm: WorkRhythm): Promise<void> {
  const { database, workspaceId } = deps;
  await countArrived(deps, person.key);
  const items = await listRemindable(database.client, {
    workspaceId,
    ownerKey: person.key,
    day,
    until: soonUntil(day, rhythm),
    limit: itemsPerMessage,
  });
  const planned = planReminder({ personKey: person.key, rhythm }, day, items);
  if (planned === null) return;
  const message = reminderMessage({ workspaceId, slackUserId: person.slackUserId, ...planned });
  await database.transaction(async (transaction) => {
    if ((await knownKeys(transaction, [message.key])).size > 0) return;
    await enqueue(transaction, [message], { newId: deps.newId, now: new Date(deps.nowMs()) });
  });
}

/** A process may end between Slack's answer and the counting: what Slack took last is counted now, if it was not. */
async function countArrived({ database, workspaceId, clock }: ReminderSweepDeps, personKey: string): Promise<void> {
  const arrived = await newestReminder(database.client, { subject: reminderSubject(personKey), isSent: true });
  if (!arrived) return;
  const { day, itemIds } = ReminderPayload.parse(JSON.parse(arrived.payload));
  await countReminders(database, { workspaceId, personKey, day, itemIds, at: clock.now() });
}

async function tellOfSilence(deps: ReminderSweepDeps, { person, day }: Waking, leaders: Leaders): Promise<void> {
  const { database, workspaceId } = deps;
  const led = [...leaders].filter(([, keys]) => keys.includes(person.key)).map(([committeeId]) => committeeId);
  if (led.length === 0) return;
  const since = addDays(day, -silenceLookBackDays);
  const items = await listSilent(database.client, { committeeIds: led, day, since, limit: 5 * itemsPerMessage });
  if (items.length === 0) return;
  const traces = await readTraces(database.client, { workspaceId, itemIds: items.map(({ id }) => id) });
  const silent = planSilence({ personKey: person.key, day, leaders }, items, traces).slice(0, itemsPerMessage);
  if (silent.length === 0) return;
  const { slackUserId } = person;
  const itemIds = silent.map(({ id }) => id);
  const message = silenceMessage({ workspaceId, personKey: person.key, slackUserId, day, itemIds });
  await database.transaction(async (transaction) => {
    if ((await knownKeys(transaction, [message.key])).size > 0) return;
    await enqueue(transaction, [message], { newId: deps.newId, now: new Date(deps.nowMs()) });
    for (const { id, reminders } of silent) {
      const at = deps.clock.now();
      await recordTold(transaction, { workspaceId, itemId: id, personKey: person.key, reminders, at });
    }
  });
}
