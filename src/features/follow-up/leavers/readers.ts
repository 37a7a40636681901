import { localDate } from '../../../kernel/zoned-time.js';
import { membersOf } from '../../../organisation/committees/committees.js';
import { leads } from '../../../organisation/committees/seats.js';
import { listOperators, listPeople, type Person } from '../../../organisation/people/people.js';
import { mayBeWrittenTo, type WorkRhythm } from '../../../organisation/people/rhythm.js';
import { type RhythmDeps, readRhythms } from '../../../organisation/people/rhythms.js';
import { whoHandsOver } from './departure.js';

export type Reader = Person & { readonly slackUserId: string };

/** Chairs, then leads of a committee who can be written to. */
export async function leadersOf(deps: RhythmDeps, committeeId: string): Promise<Reader[]> {
  const { database, workspaceId } = deps;
  const members = await membersOf(database.client, { committeeId });
  const keys = members.filter(({ role }) => leads(role)).map(({ personKey }) => personKey);
  const people = new Map((await listPeople(database.client, workspaceId)).map((person) => [person.key, person]));
  return [...new Set(keys)].flatMap((key) => people.get(key) ?? []).filter(isReachable);
}

/**
 * Who is told that somebody left a committee: its chair, a lead where the chair is away or is the one who left, the
 * operators where nobody leads it; and whether they may be written to now.
 */
export async function readersOf(
  deps: RhythmDeps,
  { committeeId, personKey }: { readonly committeeId: string; readonly personKey: string },
): Promise<{ readonly readers: readonly Reader[]; readonly isTime: boolean }> {
  const now = deps.clock.now();
  const leaders = await leadersOf(deps, committeeId);
  const rhythms = await readRhythms(deps, leaders);
  const rhythmOf = (key: string) => rhythms.get(key);
  const candidates = leaders.map((person) => ({
    key: person.key,
    person,
    absences: rhythmOf(person.key)?.absences ?? [],
    today: localDate(now, person.timeZone),
  }));
  const leader = whoHandsOver(candidates, personKey)?.person;
  if (leader) return { readers: [leader], isTime: isTimeFor(now, [rhythmOf(leader.key)]) };
  const all = (await listOperators(deps.database.client, deps.workspaceId)).filter(isReachable);
  const operators = all.filter(({ key }) => key !== personKey);
  const theirs = await readRhythms(deps, operators);
  return {
    readers: operators,
    isTime: isTimeFor(
      now,
      operators.map(({ key }) => theirs.get(key)),
    ),
  };
}

function isReachable(person: Person): person is Reader {
  return person.slackUserId !== null && person.leftAt === null;
}

/** Operators hear of it together, once one of them works. */
function isTimeFor(now: Date, rhythms: readonly (WorkRhythm | undefined)[]): boolean {
  return rhythms.some((rhythm) => rhythm && mayBeWrittenTo(now, rhythm));
}
