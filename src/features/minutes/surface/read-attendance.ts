import type { Member } from '../../../organisation/committees/committees.js';
import { findPeopleBySlackIds } from '../../../organisation/people/people.js';
import { findPerson } from '../../../organisation/people/who.js';
import type { ViewValues } from '../../../platform/slack/view-values.js';
import type { Say } from '../../../platform/texts.js';
import type { AppDeps } from '../../../surface/app-deps.js';

export type AttendanceRead = {
  readonly values: ViewValues;
  readonly say: Say;
  /** The members of whom it is said. */
  readonly seated: readonly Member[];
};

export type Chosen = { readonly present: readonly string[]; readonly excused: readonly string[] };

type Found = { readonly key: string; readonly name: string };

/** Reads the two lists as keys of people; every fault at once, each at its field. */
export async function readAttendance(
  deps: AppDeps,
  { values, say, seated }: AttendanceRead,
): Promise<Chosen | { readonly errors: Readonly<Record<string, string>> }> {
  const errors: Record<string, string> = {};
  const listed = async (id: 'present' | 'excused'): Promise<Found[]> => {
    const { found, unknown } = await peopleOf(deps, values.users(id));
    if (unknown.length > 0) errors[id] = say('minutes.attend.errors.unknown', { names: unknown.join(', ') });
    return found;
  };
  // Only members are listed by name: whatever else a form sends is nobody's.
  const named = (id: string): Found[] =>
    seated
      .filter(({ personKey }) => values.choices(id).includes(personKey))
      .map(({ personKey: key, name }) => ({ key, name }));
  const present = [...(await listed('present')), ...named('unlinkedPresent')];
  const excused = await listed('excused');
  const unlinkedExcused = named('unlinkedExcused');
  const isPresent = ({ key }: Found) => present.some((one) => one.key === key);
  const isSeated = ({ key }: Found) => seated.some(({ personKey }) => personKey === key);
  const refuse = (id: string, reason: string, people: readonly Found[]) => {
    if (people.length === 0 || errors[id] !== undefined) return;
    errors[id] = say(`minutes.attend.errors.${reason}`, { names: people.map(({ name }) => name).join(', ') });
  };
  refuse('excused', 'twice', excused.filter(isPresent));
  refuse(
    'excused',
    'notSeated',
    excused.filter((one) => !isSeated(one)),
  );
  refuse('unlinkedExcused', 'twice', unlinkedExcused.filter(isPresent));
  if (Object.keys(errors).length > 0) return { errors };
  const keys = (people: readonly Found[]) => [...new Set(people.map(({ key }) => key))];
  return { present: keys(present), excused: keys([...excused, ...unlinkedExcused]) };
}

/** Those Copil knows, or can link by their e-mail address; of the others the name they have in Slack. */
async function peopleOf(
  deps: AppDeps,
  slackUserIds: readonly string[],
): Promise<{ readonly found: Found[]; readonly unknown: string[] }> {
  const { database, workspaceId } = deps;
  const known = await findPeopleBySlackIds(database.client, { workspaceId, slackUserIds });
  const found: Found[] = [];
  const unknown: string[] = [];
  for (const id of slackUserIds) {
    const person = known.get(id) ?? (await findPerson(deps, id).catch(() => null));
    if (person) found.push(person);
    else unknown.push(await nameInSlack(deps, id));
  }
  return { found, unknown };
}

async function nameInSlack({ messenger }: AppDeps, slackUserId: string): Promise<string> {
  const facts = await messenger.userFacts(slackUserId).catch(() => null);
  return facts?.name ?? slackUserId;
}
