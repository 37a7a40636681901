import { z } from 'zod';
import { settledPart } from '../../../src/surface/morning/compose.js';
import { morningDelivery } from '../../../src/surface/morning/delivery.js';
import type { MorningPart } from '../../../src/surface/morning/part.js';
import { type MorningSweepDeps, sweepMornings } from '../../../src/surface/morning/sweep.js';
import type { Databases } from '../../support/databases.js';
import { deliver, startWorld } from '../follow-up/reminders-organisation.js';

const Plan = z.object({ ids: z.array(z.string()) });
type Plan = z.infer<typeof Plan>;
export type Part = MorningPart<Plan>;

/** A part that tells Ana and Ben the same every morning, and notes what it was asked. */
export function aPart(name: string, of: Partial<Part> = {}) {
  const noted: string[] = [];
  const part: Part = {
    name,
    order: 1,
    plan: Plan,
    planning:
      async () =>
      async ({ person }) =>
        ['ana', 'ben'].includes(person.key) ? { ids: [person.key] } : null,
    compose: async ({ ids }, { say }, { isPosted }) => ({
      ...settledPart(`${name} for ${ids.join()}${isPosted ? ' again' : ''}`, { heading: null }),
      opening: say('reminders.allDone'),
    }),
    onSent: async ({ ids }, { personKey, day }) => void noted.push(`sent ${ids.join()} ${personKey} ${day}`),
    ...of,
  };
  return { part, noted };
}

/** A team whose first sweep is over, with these parts. */
export async function open(databases: Databases, parts: readonly MorningPart[], url?: string) {
  const database = await databases.open(url);
  // Sunday; Paris wakes at seven, London at eight.
  const team = await startWorld(database, '2026-11-15T08:00:00Z');
  const errors: unknown[] = [];
  const error = (_: string, fields?: object) => void errors.push(fields);
  const deps = { ...team.deps, log: { ...team.deps.log, error } };
  const sweep = (more: Partial<MorningSweepDeps> = {}, others = parts) => sweepMornings({ ...deps, ...more }, others);
  await sweep();
  return {
    ...team,
    errors,
    deps,
    sweep,
    at: async (instant: string) => {
      team.moveTo(instant);
      await sweep();
    },
    leave: (others = parts) => deliver(database, { morning: morningDelivery(deps, others) }),
    keys: async () =>
      (await database.client.delivery.findMany({ orderBy: { key: 'asc' } })).map(({ key }) =>
        key.replace('morning:', ''),
      ),
  };
}

export const monday = { paris: '2026-11-16T07:00:10Z', london: '2026-11-16T08:00:10Z' };
export const tuesday = { paris: '2026-11-17T07:00:10Z', london: '2026-11-17T08:00:10Z' };
