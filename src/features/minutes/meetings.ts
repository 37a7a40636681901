import { parseCommitteeCalendar } from '../../organisation/calendar/committee-calendar.js';
import type { Client, Transaction } from '../../platform/db/database.js';
import type { MeetingSpan } from '../decisions/public.js';
import type { Meeting } from './minutes.js';
import { asMinutes } from './stored-minutes.js';

const withAll = { committee: true, minutes: true } as const;

type Row = Awaited<ReturnType<Client['digest']['findFirstOrThrow']>> & {
  readonly committee: Awaited<ReturnType<Client['committee']['findFirstOrThrow']>>;
  readonly minutes: Parameters<typeof asMinutes>[0] | null;
};

function asMeeting({ id, workspaceId, period, publishedAt, committee, minutes }: Row): Meeting | null {
  if (!publishedAt) return null;
  return {
    digestId: id,
    workspaceId,
    period,
    publishedAt,
    committee: {
      id: committee.id,
      key: committee.key,
      name: { en: committee.nameEn, fr: committee.nameFr },
      locale: committee.locale === 'fr' ? 'fr' : 'en',
      timeZone: committee.timeZone,
      channel: committee.slackChannelId,
      calendar: parseCommitteeCalendar(committee.calendar),
      correctionDays: committee.correctionDays,
    },
    minutes: minutes && asMinutes(minutes),
  };
}

/** The meeting over a digest; null where there is none, or it did not reach its committee. */
export async function findMeeting(
  store: Transaction,
  { workspaceId, digestId }: { readonly workspaceId: string; readonly digestId: string },
): Promise<Meeting | null> {
  const row = await store.digest.findFirst({ where: { id: digestId, workspaceId }, include: withAll });
  return row && asMeeting(row);
}

export async function findMeetingOf(
  store: Transaction,
  { committeeId, period }: { readonly committeeId: string; readonly period: string },
): Promise<Meeting | null> {
  const row = await store.digest.findUnique({
    where: { committeeId_period: { committeeId, period } },
    include: withAll,
  });
  return row && asMeeting(row);
}

/** The newest meetings of a committee, the newest first. */
export async function listMeetings(
  store: Transaction,
  { committeeId, take }: { readonly committeeId: string; readonly take: number },
): Promise<Meeting[]> {
  const rows = await store.digest.findMany({
    where: { committeeId, publishedAt: { not: null } },
    orderBy: [{ publishedAt: 'desc' }, { scheduledFor: 'desc' }],
    include: withAll,
    take,
  });
  return rows.flatMap((row) => asMeeting(row) ?? []);
}

/** Meetings over digests published after an instant of which nobody has said who was there, the oldest first. */
export async function listUnconfirmed(
  store: Transaction,
  { workspaceId, after }: { readonly workspaceId: string; readonly after: Date },
): Promise<Meeting[]> {
  const rows = await store.digest.findMany({
    where: {
      workspaceId,
      publishedAt: { gt: after },
      committee: { archivedAt: null },
      OR: [{ minutes: null }, { minutes: { state: 'open' } }],
    },
    orderBy: { publishedAt: 'asc' },
    include: withAll,
  });
  return rows.flatMap((row) => asMeeting(row) ?? []);
}

/** Meetings whose minutes are confirmed and not closed, the oldest first. */
export async function listConfirmed(store: Transaction, workspaceId: string): Promise<Meeting[]> {
  const rows = await store.minutes.findMany({
    where: { workspaceId, state: 'confirmed' },
    orderBy: [{ correctableUntil: 'asc' }, { id: 'asc' }],
    include: { digest: { include: { committee: true } } },
  });
  return rows.flatMap(({ digest, ...minutes }) => asMeeting({ ...digest, minutes }) ?? []);
}

/** As many as can have been published in one instant of a clock. */
const together = 20;

/**
 * What a meeting covers: from when its digest was published until the next one of the committee is, without an end as long
 * as there is none. Where the minutes before were closed earlier, from then on: what fell between belongs to no others.
 */
export async function spanOf(
  store: Transaction,
  { digestId, publishedAt, committee: { id: committeeId } }: Meeting,
): Promise<MeetingSpan> {
  const from = await store.digest.findMany({
    where: { committeeId, publishedAt: { gte: publishedAt } },
    orderBy: [{ publishedAt: 'asc' }, { scheduledFor: 'asc' }],
    select: { id: true, publishedAt: true },
    take: together,
  });
  const next = from[from.findIndex(({ id }) => id === digestId) + 1];
  const before = await store.digest.findFirst({
    where: { committeeId, publishedAt: { lt: publishedAt } },
    orderBy: [{ publishedAt: 'desc' }, { scheduledFor: 'desc' }],
    select: { minutes: { select: { closedAt: true } } },
  });
  const closedAt = before?.minutes?.closedAt ?? null;
  const since = closedAt && closedAt < publishedAt ? closedAt : publishedAt;
  return { committeeId, since, until: next?.publishedAt ?? null };
}

/** A digest as somebody reads it, from the moment it leaves on. */
export async function findReadable(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeKey: string; readonly period: string },
): Promise<{ readonly id: string; readonly committeeId: string; readonly isPublished: boolean } | null> {
  const { workspaceId, committeeKey: key, period } = ask;
  const row = await store.digest.findFirst({
    where: { period, committee: { workspaceId, key }, state: { in: ['approved', 'published'] } },
    select: { id: true, committeeId: true, publishedAt: true },
  });
  return row && { id: row.id, committeeId: row.committeeId, isPublished: row.publishedAt !== null };
}
