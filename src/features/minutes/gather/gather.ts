import { localDate } from '../../../kernel/zoned-time.js';
import { type AccessLevel, mayShow } from '../../../organisation/access-level.js';
import { channelAccessOf } from '../../../organisation/committees/committees.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { ReadDeps } from '../../../surface/app-deps.js';
import { decisionsForMinutes, type MeetingSpan } from '../../decisions/public.js';
import { findSnapshot } from '../../digests/public.js';
import { type Item, itemName } from '../../follow-up/public.js';
import { kpisOfKeys, type NamedKpi } from '../../kpis/public.js';
import {
  type MinutedApproval,
  type MinutedItem,
  type MinutedKpi,
  type MinutesContent,
  parseContent,
} from '../content.js';
import { spanOf } from '../meetings.js';
import type { Meeting } from '../minutes.js';
import { seatedIn } from '../rights.js';
import { attendanceOf, correctionsOf, readersOf } from '../stored-minutes.js';
import { type DecidedApproval, findApprovalsIn, findClosedIn, findLate, findRaisedIn } from './minuted-facts.js';

/** What the minutes of a meeting say: what was kept when they were closed, else what the store says now. */
export async function contentOf(deps: ReadDeps, meeting: Meeting): Promise<MinutesContent> {
  const { minutes } = meeting;
  if (minutes?.state === 'closed' && minutes.content !== null) return parseContent(minutes.content);
  return gatherContent(deps, meeting);
}

/** Reads the whole of a meeting. KPIs that its channel may not see are not named. */
export async function gatherContent(deps: ReadDeps, meeting: Meeting): Promise<MinutesContent> {
  const store = deps.database.client;
  const { committee, digestId } = meeting;
  const span = await spanOf(store, meeting);
  const decisions = await decisionsForMinutes(deps, span);
  const clearance = await clearanceOf(store, meeting);
  const withoutHidden = <T extends { readonly kpi: MinutedKpi | null }>(one: T): T => ({
    ...one,
    kpi: one.kpi && mayShow(one.kpi.accessLevel, clearance) ? one.kpi : null,
  });
  const snapshot = await findSnapshot(store, { digestId });
  const items = await itemsOf(deps, meeting, span);
  return {
    format: 1,
    committee: { key: committee.key, name: committee.name, locale: committee.locale, timeZone: committee.timeZone },
    period: meeting.period,
    publishedAt: meeting.publishedAt.toISOString(),
    since: span.since.toISOString(),
    until: span.until?.toISOString() ?? null,
    ...(await peopleFacts(deps, meeting)),
    decided: decisions.made.map(withoutHidden),
    requested: decisions.requested.map(withoutHidden),
    raised: items.raised.map(withoutHidden),
    closed: items.closed.map(withoutHidden),
    late: items.late.map(withoutHidden),
    approvals: items.approvals,
    auditHead: snapshot?.content.auditHead ?? null,
  };
}

/** Without a channel nobody vouched for anything: public KPIs only. */
async function clearanceOf(store: Transaction, { workspaceId, committee }: Meeting): Promise<AccessLevel> {
  const { channel: slackId } = committee;
  return (slackId === null ? null : await channelAccessOf(store, { workspaceId, slackId })) ?? 'public';
}

type PeopleFacts = Pick<MinutesContent, 'attendance' | 'members' | 'membersWhoRead' | 'readers' | 'corrections'>;

/** Who was there, who has read it, and who corrects what; names in the order of the alphabet. */
async function peopleFacts({ database }: ReadDeps, meeting: Meeting): Promise<PeopleFacts> {
  const store = database.client;
  const { minutes, workspaceId, committee, digestId } = meeting;
  const attendance = await attendanceOf(store, minutes?.id);
  const corrections = await correctionsOf(store, minutes?.id);
  const readers = await readersOf(store, digestId);
  const seated = new Set((await seatedIn(store, meeting)).map(({ personKey }) => personKey));
  const nameOf = await namesOf(store, workspaceId, [
    ...attendance.map(({ personKey }) => personKey),
    ...readers.map(({ personKey }) => personKey),
    ...corrections.map(({ authorKey }) => authorKey),
    ...(minutes?.confirmedByKey ? [minutes.confirmedByKey] : []),
  ]);
  const day = (at: Date) => localDate(at, committee.timeZone);
  const who = (presence: string) =>
    attendance
      .filter((one) => one.presence === presence)
      .map(({ personKey }) => nameOf(personKey))
      .toSorted(byName);
  const { confirmedByKey, confirmedAt, correctableUntil } = minutes ?? {};
  return {
    attendance:
      confirmedByKey && confirmedAt && correctableUntil
        ? {
            confirmedBy: nameOf(confirmedByKey),
            confirmedOn: day(confirmedAt),
            correctableUntil,
            present: who('present'),
            excused: who('excused'),
            absent: who('absent'),
            guests: who('guest'),
          }
        : null,
    members: seated.size,
    membersWhoRead: readers.filter(({ personKey }) => seated.has(personKey)).length,
    readers: readers.map(({ personKey, readAt }) => ({ name: nameOf(personKey), on: day(readAt) })),
    corrections: corrections.map(({ number, authorKey, at, text }) => ({
      number,
      author: nameOf(authorKey),
      on: day(at),
      text,
    })),
  };
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, 'fr');
}

type ItemFacts = {
  readonly raised: readonly MinutedItem[];
  readonly closed: readonly MinutedItem[];
  readonly late: readonly MinutedItem[];
  readonly approvals: readonly MinutedApproval[];
};

async function itemsOf(deps: ReadDeps, meeting: Meeting, span: MeetingSpan): Promise<ItemFacts> {
  const store = deps.database.client;
  const { timeZone } = meeting.committee;
  const at = span.until ?? deps.clock.now();
  const raised = await findRaisedIn(store, span);
  const closed = await findClosedIn(store, span);
  const late = await findLate(store, span, { day: localDate(at, timeZone), at });
  const approvals = await findApprovalsIn(store, span);
  const all = [...raised, ...closed, ...late, ...approvals.map(({ item }) => item)];
  const { workspaceId } = meeting;
  const keys = all.flatMap(({ kpiKey }) => kpiKey ?? []);
  const kpis = await kpisOfKeys(store, { workspaceId, keys });
  const voters = approvals.flatMap(({ votes }) => votes.flatMap((vote) => [vote.approverKey, vote.castByKey]));
  const nameOf = await namesOf(store, workspaceId, [...all.map(({ ownerKey }) => ownerKey), ...voters]);
  const minuted = (item: Item) => minutedItem(item, { nameOf, kpis });
  return {
    raised: raised.map(minuted),
    closed: closed.map(minuted),
    late: late.map(minuted),
    approvals: approvals.map((one) => minutedApproval(one, { nameOf, timeZone })),
  };
}

type NameOf = (key: string) => string;

function minutedItem(
  item: Item,
  { nameOf, kpis }: { readonly nameOf: NameOf; readonly kpis: ReadonlyMap<string, NamedKpi> },
): MinutedItem {
  const { title, state, ownerKey, dueOn, outcome, kpiKey } = item;
  const kpi = kpiKey === null ? null : (kpis.get(kpiKey) ?? null);
  return { name: itemName(item), title, state, owner: nameOf(ownerKey), dueOn, outcome: outcome ?? '', kpi };
}

/** The votes that made the outcome: those for it, or against. */
function minutedApproval(
  { item, state, decidedAt, outcome, votes }: DecidedApproval,
  { nameOf, timeZone }: { readonly nameOf: NameOf; readonly timeZone: string },
): MinutedApproval {
  const wanted = { approved: 'approve', rejected: 'reject' }[state];
  const deciding = votes.filter(({ choice }) => choice === wanted);
  return {
    name: itemName(item),
    title: item.title,
    state,
    on: localDate(decidedAt, timeZone),
    votes: deciding.map(({ approverKey, castByKey }) => ({
      name: nameOf(approverKey),
      by: castByKey === approverKey ? null : nameOf(castByKey),
    })),
    reason: outcome ?? '',
  };
}

/** A key whose name is gone stands for itself. */
async function namesOf(store: Transaction, workspaceId: string, keys: readonly string[]): Promise<NameOf> {
  const names = await peopleOfKeys(store, { workspaceId, keys: [...new Set(keys)] });
  return (key) => names.get(key)?.name ?? key;
}
