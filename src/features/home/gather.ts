import type { KnownBlock } from '@slack/types';
import { localDate } from '../../kernel/zoned-time.js';
import { mayShow } from '../../organisation/access-level.js';
import { occurrences } from '../../organisation/calendar/schedule.js';
import { listCommittees, seatsOf } from '../../organisation/committees/committees.js';
import { absencesOf } from '../../organisation/people/absences.js';
import type { Person } from '../../organisation/people/people.js';
import { createItemMarks, delegationsIn, idsOfHeld, readHomeApprovals } from '../approvals/public.js';
import { readHomeDecisions } from '../decisions/public.js';
import { type DigestContent, findSnapshot, newestPublished } from '../digests/public.js';
import { readFacts } from '../follow-up/public.js';
import { type AnsweredKpi, listAnsweredKpis } from '../kpis/public.js';
import type { Count, HomeContent, HomeKpi, HomeReader, ItemGroup, Meeting } from './content.js';
import type { HomeDeps } from './home-deps.js';
import { countedUpTo, countOpen, findGroup, type GroupQuery, shownAtMost } from './shown-items.js';

const meetingsAtMost = 5;
const absencesAtMost = 5;

export async function readerOf(deps: HomeDeps, person: Person): Promise<HomeReader> {
  const { database, workspaceId } = deps;
  const [seats, committees] = await Promise.all([
    seatsOf(database.client, { workspaceId, personKey: person.key }),
    listCommittees(database.client, workspaceId),
  ]);
  return {
    person,
    seats,
    committees: committees.filter(({ id }) => seats.has(id)),
    locale: person.locale,
    say: deps.texts.in(person.locale),
    today: localDate(deps.clock.now(), person.timeZone),
  };
}

/** Everything a person's Home shows, in a number of small queries that does not grow with what is stored. */
export async function gatherHome(deps: HomeDeps, reader: HomeReader): Promise<HomeContent> {
  const { workspaceId, database } = deps;
  const { person, today } = reader;
  const [approvals, decisions, items, kpis, meetings, absences, others] = await Promise.all([
    person.isGuest ? null : readHomeApprovals(deps, person.key, { today }),
    person.isGuest ? null : readHomeDecisions({ ...deps, delegationsIn }, reader, today),
    person.isGuest ? itemsOfGuest(deps, reader) : itemsOf(deps, reader),
    person.isGuest ? [] : kpisOf(deps, reader),
    person.isGuest ? [] : meetingsOf(deps, reader),
    absencesOf(database.client, { workspaceId, personKeys: [person.key], from: today }),
    othersOf(deps, reader),
  ]);
  const shown = shownIn(items);
  const { marksOf } = createItemMarks(deps);
  const proposed = items.waiting.proposed.items.map(({ id }) => id);
  return {
    ...items,
    approvals,
    decisions,
    others,
    kpis,
    meetings,
    absences: absences.slice(0, absencesAtMost),
    facts: await readFacts(deps, shown, person.timeZone),
    marks: await marksOf(database.client, proposed),
  };
}

async function othersOf({ sections }: HomeDeps, reader: HomeReader): Promise<KnownBlock[]> {
  const shown = sections.filter(({ isForGuests }) => isForGuests || !reader.person.isGuest);
  return (await Promise.all(shown.map((section) => section.blocksFor(reader)))).flat();
}

type Items = Pick<HomeContent, 'waiting' | 'actions' | 'held' | 'blockers' | 'more'>;

async function itemsOf(deps: HomeDeps, { person, today }: HomeReader): Promise<Items> {
  const { workspaceId } = deps;
  const { client } = deps.database;
  const mine: GroupQuery = { workspaceId, ownerKey: person.key };
  const group = (query: GroupQuery) => findGroup(client, query);
  const heldIds = await idsOfHeld(client, { workspaceId, ownerKey: person.key });
  const [proposed, held, lateActions, lateBlockers, unblock, actions, blockers] = await Promise.all([
    group({ ...mine, isProposed: true, notAmong: heldIds }),
    heldIds.length === 0 ? nothing : group({ ...mine, isProposed: true, among: heldIds }),
    group({ ...mine, kind: 'action', isProposed: false, dueBefore: today }),
    group({ ...mine, kind: 'blocker', dueBefore: today }),
    group({ workspaceId, kind: 'blocker', unblockerKey: person.key, notOwnerKey: person.key }),
    group({ ...mine, kind: 'action', isProposed: false, dueFrom: today }),
    group({ ...mine, kind: 'blocker', dueFrom: today }),
  ]);
  const overdue = merged(lateActions, lateBlockers);
  const shown = { waiting: { proposed, overdue, unblock }, actions, held, blockers };
  return { ...shown, more: await moreOf(deps, mine, [proposed, held, overdue, actions, blockers]) };
}

/** Guests own nothing: theirs is what they raised, late or not. */
async function itemsOfGuest(deps: HomeDeps, { person }: HomeReader): Promise<Items> {
  const { workspaceId } = deps;
  const raised: GroupQuery = { workspaceId, raisedByKey: person.key };
  const [actions, blockers] = await Promise.all([
    findGroup(deps.database.client, { ...raised, kind: 'action' }),
    findGroup(deps.database.client, { ...raised, kind: 'blocker' }),
  ]);
  const waiting = { proposed: nothing, overdue: nothing, unblock: nothing };
  return { waiting, actions, held: nothing, blockers, more: await moreOf(deps, raised, [actions, blockers]) };
}

/** The first of both, by due date. */
function merged(a: ItemGroup, b: ItemGroup): ItemGroup {
  const items = [...a.items, ...b.items].sort((x, y) => x.dueOn.localeCompare(y.dueOn)).slice(0, shownAtMost);
  const value = Math.min(a.count.value + b.count.value, countedUpTo);
  return { items, count: { value, isMore: a.count.isMore || b.count.isMore || value < a.count.value + b.count.value } };
}

const nothing: ItemGroup = { items: [], count: { value: 0, isMore: false } };

/** What of theirs is open and stands in none of the groups. Where every group is whole, nothing has to be counted. */
async function moreOf(deps: HomeDeps, query: GroupQuery, groups: readonly ItemGroup[]): Promise<HomeContent['more']> {
  const left = async (kind: 'action' | 'blocker'): Promise<Count> => {
    if (groups.every(({ items, count }) => !count.isMore && count.value === items.length)) return nothing.count;
    const shown = groups.flatMap(({ items }) => items).filter((item) => item.kind === kind).length;
    const all = await countOpen(deps.database.client, { ...query, kind });
    return { value: Math.max(0, all.value - shown), isMore: all.isMore };
  };
  return { action: await left('action'), blocker: await left('blocker') };
}

function shownIn({ waiting, actions, held, blockers }: Items) {
  const { proposed, overdue, unblock } = waiting;
  return [proposed, overdue, unblock, actions, held, blockers].flatMap(({ items }) => items);
}

/** As the newest digest told them: a Home computes no figures, or it would open as slowly as a digest is drawn. */
async function kpisOf(deps: HomeDeps, { person, seats }: HomeReader): Promise<HomeKpi[]> {
  const { workspaceId, database } = deps;
  const answered = await listAnsweredKpis(database.client, { workspaceId, ownerKey: person.key, take: shownAtMost });
  const seen = answered.filter(({ accessLevel }) => mayShow(accessLevel, person.accessLevel));
  const followerOf = ({ committeeIds }: AnsweredKpi) => committeeIds.find((id) => seats.has(id)) ?? committeeIds[0];
  const followers = [...new Set(seen.map(followerOf))].filter((id) => id !== undefined);
  const newest = new Map(await Promise.all(followers.map(async (id) => [id, await contentOf(deps, id)] as const)));
  return seen.map((kpi) => {
    const content = newest.get(followerOf(kpi) ?? '');
    const told = content?.items.find(({ figures }) => figures.kpi.key === kpi.key) ?? null;
    return { key: kpi.key, name: kpi.name, told };
  });
}

async function contentOf({ database }: HomeDeps, committeeId: string): Promise<DigestContent | null> {
  const digestId = await newestPublished(database.client, committeeId);
  const snapshot = digestId === null ? null : await findSnapshot(database.client, { digestId });
  return snapshot?.content ?? null;
}

/** The next digest of each committee in which the person sits, soonest first. */
async function meetingsOf(deps: HomeDeps, { committees }: HomeReader): Promise<Meeting[]> {
  const served = committees.filter(({ template }) => deps.templates.has(template));
  const found = await Promise.all(
    served.map(async ({ name, calendar: { schedule } }) => {
      const counting = 'workingDay' in schedule ? { holidays: await deps.holidaysIn(schedule.country) } : {};
      const runs = occurrences(schedule, { after: deps.clock.now(), count: 1, ...counting });
      return runs.map((at): Meeting => ({ at, committee: name }));
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, meetingsAtMost);
}
