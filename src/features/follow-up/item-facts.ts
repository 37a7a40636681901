import type { CalendarDate } from '../../kernel/calendar.js';
import type { Locale } from '../../kernel/numbers.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { AccessLevel } from '../../organisation/access-level.js';
import { type HolidayCalendar, workingDaysBetween } from '../../organisation/calendar/working-days.js';
import { type Committee, listCommittees } from '../../organisation/committees/committees.js';
import { peopleOfKeys } from '../../organisation/people/people.js';
import type { Transaction } from '../../platform/db/database.js';
import { kpisOfKeys } from '../kpis/public.js';
import type { FollowUpDeps } from './follow-up-deps.js';
import type { Item } from './item.js';

type Names = Readonly<Record<Locale, string>>;

/** The names an item's keys stand for, as the store has them now. A key whose name is gone stands for itself. */
export type Facts = {
  readonly today: CalendarDate;
  personName(key: string | null): string;
  slackUserOf(key: string): string | null;
  committee(id: string): Committee | undefined;
  committeeByKey(key: string): Committee | undefined;
  kpi(key: string | null): { readonly name: Names; readonly accessLevel: AccessLevel } | undefined;
  projectName(key: string | null): Names | undefined;
  /** Working days since it was raised, up to its closing, by the calendar of its committee. */
  ageOf(item: Item): number;
};

export type FactsDeps = Pick<FollowUpDeps, 'database' | 'workspaceId' | 'clock' | 'holidaysIn'>;

/** Reads the names that some items need, in a handful of queries however many items there are. */
export async function readFacts(deps: FactsDeps, items: readonly Item[], timeZone: string): Promise<Facts> {
  const { workspaceId } = deps;
  const store: Transaction = deps.database.client;
  const keysOf = (of: (item: Item) => readonly (string | null)[]) => [
    ...new Set(items.flatMap(of).filter((key) => key !== null)),
  ];
  const [personKeys, kpiKeys, projectKeys] = [
    keysOf(peopleOf),
    keysOf(({ kpiKey }) => [kpiKey]),
    keysOf(({ projectKey }) => [projectKey]),
  ];
  const names = { key: true, nameEn: true, nameFr: true } as const;
  const [people, kpis, projects, committees] = await Promise.all([
    peopleOfKeys(store, { workspaceId, keys: personKeys }),
    kpisOfKeys(store, { workspaceId, keys: kpiKeys }),
    // Most items name none: a question less for each card.
    projectKeys.length > 0
      ? store.project.findMany({ where: { workspaceId, key: { in: projectKeys } }, select: names })
      : [],
    listCommittees(store, workspaceId),
  ]);
  const holidays = await holidaysOf(deps, committees, items);
  const committee = new Map(committees.map((one) => [one.id, one]));
  const project = new Map(projects.map(({ key, nameEn, nameFr }) => [key, { en: nameEn, fr: nameFr }]));
  return {
    today: localDate(deps.clock.now(), timeZone),
    personName: (key) => (key === null ? '' : (people.get(key)?.name ?? key)),
    slackUserOf: (key) => people.get(key)?.slackUserId ?? null,
    committee: (id) => committee.get(id),
    committeeByKey: (key) => committees.find((one) => one.key === key),
    kpi: (key) => (key === null ? undefined : kpis.get(key)),
    projectName: (key) => (key === null ? undefined : project.get(key)),
    ageOf(item) {
      const home = committee.get(item.committeeId);
      const zone = home?.timeZone ?? timeZone;
      const until = localDate(item.closedAt ?? deps.clock.now(), zone);
      return workingDaysBetween(localDate(item.raisedAt, zone), until, holidays(home));
    },
  };
}

function peopleOf(item: Item): (string | null)[] {
  const { ownerKey, raisedByKey, closedByKey } = item;
  return [ownerKey, raisedByKey, closedByKey, item.kind === 'blocker' ? item.unblockerKey : null];
}

/** The public holidays each of these committees keeps; loaded for those alone that the items belong to. */
async function holidaysOf(
  deps: FactsDeps,
  committees: readonly Committee[],
  items: readonly Item[],
): Promise<(committee: Committee | undefined) => HolidayCalendar> {
  const ids = new Set(items.map(({ committeeId }) => committeeId));
  const countryOf = (committee: Committee | undefined) => committee?.calendar.schedule.country;
  const countries = [...new Set(committees.filter(({ id }) => ids.has(id)).map(countryOf))];
  const calendars = await Promise.all([...countries, undefined].map((country) => deps.holidaysIn(country)));
  const none = calendars[countries.length];
  return (committee) => {
    const found = calendars[countries.indexOf(countryOf(committee))] ?? none;
    if (!found) throw new Error('there is a calendar for no country at least');
    return found;
  };
}
