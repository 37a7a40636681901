import { listPeople, type Person } from '../../organisation/people/people.js';
import { isWorkedBy, morningWithin } from '../../organisation/people/rhythm.js';
import { readRhythms } from '../../organisation/people/rhythms.js';
import { moveMark, readMark } from '../../platform/scheduler/stored-marks.js';
import { morningKey } from './message.js';
import type { MorningPart, Reachable, Waking } from './part.js';
import { type PlanDeps, plannersOf, plansFor, queuePlans } from './plans.js';
import { noteSent } from './sent.js';
import { listMornings } from './stored-mornings.js';

export type MorningSweepDeps = PlanDeps & {
  /** Something was put into the outbox. */
  readonly kick: () => void;
};

const mark = 'mornings.swept-until';
/** What versions moved that told each thing by itself: nobody is told twice at an upgrade. */
const olderMarks = ['reminders.swept-until', 'approvals.swept-until'];

/**
 * Puts into the outbox what everybody has to hear whose morning has come since the last sweep: one message a person and
 * day they work, none where nothing is to be said. A minute in which nobody's day begins costs two small queries,
 * whatever there is to tell. Mornings before the very first sweep are left alone; a crash in the middle leaves the rest to
 * the next sweep, and nothing goes twice, however many processes sweep. What one part fails to plan waits for the next
 * morning, and the others go.
 * @throws ExternalError where the store does not answer; the next sweep goes on
 */
export async function sweepMornings(
  deps: MorningSweepDeps,
  parts: readonly MorningPart[],
  stopping?: AbortSignal,
): Promise<void> {
  const { database, workspaceId } = deps;
  const now = deps.clock.now();
  const after = await readMark(database.client, { workspaceId, names: [mark, ...olderMarks] });
  const reachable = (await listPeople(database.client, workspaceId)).filter(isReachable);
  const waking = after === null ? [] : await wakingAmong(deps, reachable, { after, now });
  if (waking.length > 0) {
    const planners = await plannersOf(deps, parts, { now, reachable });
    for (const one of waking) {
      if (stopping?.aborted) return;
      const { slackUserId } = one.person;
      const [newest] = await listMornings(database.client, { slackUserId, take: 1 });
      if (newest?.key === morningKey(slackUserId, one.day)) continue;
      // A process may have ended between Slack's answer and the noting.
      if (newest?.isSent) await noteSent(deps, parts, newest);
      await queuePlans(deps, one, await plansFor(deps, one, planners));
    }
    deps.kick();
  }
  await moveMark(database.client, { workspaceId, name: mark, until: now });
}

function isReachable(person: Person): person is Reachable {
  return person.slackUserId !== null && person.leftAt === null;
}

async function wakingAmong(
  deps: MorningSweepDeps,
  reachable: readonly Reachable[],
  moment: { readonly after: Date; readonly now: Date },
): Promise<Waking[]> {
  const begun = reachable.flatMap((person) => {
    const day = morningWithin(moment, person);
    return day === null ? [] : [{ person, day }];
  });
  if (begun.length === 0) return [];
  const rhythms = await readRhythms(
    deps,
    begun.map(({ person }) => person),
  );
  return begun.flatMap(({ person, day }) => {
    const rhythm = rhythms.get(person.key);
    return rhythm && isWorkedBy(day, rhythm) ? [{ person, day, rhythm }] : [];
  });
}
