import { z } from 'zod';
import { addDays } from '../../../kernel/calendar.js';
import { listLeaders } from '../../../organisation/committees/seats.js';
import type { MorningPart, Mornings, Waking } from '../../../surface/morning/part.js';
import { type ComposeDeps, reminderPart } from './compose-reminder.js';
import { silencePart } from './compose-silence.js';
import { planReminder, soonUntil } from './policy.js';
import { type Leaders, planSilence } from './silence.js';
import { countReminders, listRemindable, listSilent, readItems, readTraces, recordTold } from './stored-reminders.js';

/** More than anybody reads in one message; the oldest come first, the others on the days after. */
const itemsPerMessage = 100;

/** A silence that its chair was away for longer than this is seen in the review by then. */
const silenceLookBackDays = 31;

const ItemsPlan = z.object({ itemIds: z.array(z.string()) });
type ItemsPlan = z.infer<typeof ItemsPlan>;

/** What waits for whoever owns it; a reminder counts when Slack took it. */
export function remindersInMorning(deps: ComposeDeps): MorningPart<ItemsPlan> {
  const { database, workspaceId } = deps;
  return {
    name: 'reminders',
    order: 30,
    plan: ItemsPlan,
    async planning() {
      return async ({ person, day, rhythm }) => {
        const items = await listRemindable(database.client, {
          workspaceId,
          ownerKey: person.key,
          day,
          until: soonUntil(day, rhythm),
          limit: itemsPerMessage,
        });
        const planned = planReminder({ personKey: person.key, rhythm }, day, items);
        return planned && { itemIds: [...planned.itemIds] };
      };
    },
    compose: ({ itemIds }, reader, { isPosted }) => reminderPart(deps, reader, { itemIds, isPosted }),
    onSent: ({ itemIds }, told) => countReminders(database, { workspaceId, itemIds, ...told }),
  };
}

/** Owners who stay silent, for who leads their committee: each silence once, as it is written down with the message. */
export function silenceInMorning(deps: ComposeDeps): MorningPart<ItemsPlan> {
  const { workspaceId } = deps;
  return {
    name: 'silence',
    order: 40,
    plan: ItemsPlan,
    async planning({ reachable }) {
      const leaders = await readLeaders(deps, reachable);
      return leaders.size === 0 ? null : (waking) => planSilenceFor(deps, waking, leaders);
    },
    async onQueued(transaction, { itemIds }, { personKey, at }) {
      for (const { item } of await readItems(transaction, itemIds)) {
        await recordTold(transaction, { workspaceId, itemId: item.id, personKey, reminders: item.reminders, at });
      }
    },
    compose: ({ itemIds }, reader, { isPosted }) => silencePart(deps, reader, { itemIds, isPosted }),
  };
}

async function readLeaders({ database, workspaceId }: ComposeDeps, reachable: Mornings['reachable']): Promise<Leaders> {
  const keys = new Set(reachable.map(({ key }) => key));
  const leaders = new Map<string, string[]>();
  for (const { committeeId, personKey } of await listLeaders(database.client, workspaceId)) {
    if (!keys.has(personKey)) continue;
    leaders.set(committeeId, [...new Set([...(leaders.get(committeeId) ?? []), personKey])]);
  }
  return leaders;
}

async function planSilenceFor(
  { database, workspaceId }: ComposeDeps,
  { person, day }: Waking,
  leaders: Leaders,
): Promise<ItemsPlan | null> {
  const led = [...leaders].filter(([, keys]) => keys.includes(person.key)).map(([committeeId]) => committeeId);
  if (led.length === 0) return null;
  const since = addDays(day, -silenceLookBackDays);
  const items = await listSilent(database.client, { committeeIds: led, day, since, limit: 5 * itemsPerMessage });
  if (items.length === 0) return null;
  const traces = await readTraces(database.client, { workspaceId, itemIds: items.map(({ id }) => id) });
  const silent = planSilence({ personKey: person.key, day, leaders }, items, traces).slice(0, itemsPerMessage);
  return silent.length === 0 ? null : { itemIds: silent.map(({ id }) => id) };
}
