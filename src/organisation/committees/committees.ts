import type { Locale } from '../../kernel/numbers.js';
import type { Transaction } from '../../platform/db/database.js';
import { type AccessLevel, AccessLevelName } from '../access-level.js';
import { type CommitteeCalendar, parseCommitteeCalendar } from '../calendar/committee-calendar.js';
import { type ApprovalRule, parseApprovalRule } from './approval-rule.js';

export const committeeLevels = ['operational', 'steering', 'strategic'] as const;
export type CommitteeLevel = (typeof committeeLevels)[number];

export const committeeRoles = ['chair', 'lead', 'member', 'approver'] as const;
export type CommitteeRole = (typeof committeeRoles)[number];

/** `withhold`: where a guest reads along, nothing above their level is shown. `allow`: it is all the same. */
export const guestRules = ['withhold', 'allow'] as const;
export type GuestRule = (typeof guestRules)[number];

/** A review body, as stored. */
export type Committee = {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly level: CommitteeLevel;
  /** Slack id; null when it has no channel, so that its digests go nowhere. */
  readonly channel: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly calendar: CommitteeCalendar;
  /** When its actions need an approval; null where it says nothing. */
  readonly approvals: ApprovalRule | null;
  /** What its digest and cards show where guests read along; null where nobody said it yet. */
  readonly guests: GuestRule | null;
  /** Name of the digest template. */
  readonly template: string;
  readonly parentKey: string | null;
  readonly activatedAt: Date;
  readonly sweptUntil: Date | null;
};

/** A person in a role of a committee; a person with two roles is there twice. */
export type Member = {
  readonly role: CommitteeRole;
  readonly personKey: string;
  readonly name: string;
  readonly email: string | null;
  /** Null until linked: such a person cannot be written to. */
  readonly slackUserId: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Owns nothing, and sees and changes only what they raised. */
  readonly isGuest: boolean;
  /** Since when their Slack account is deactivated; null while it is not. */
  readonly leftAt: Date | null;
};

type Row = {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly level: string;
  readonly slackChannelId: string | null;
  readonly locale: string;
  readonly timeZone: string;
  readonly calendar: string;
  readonly approvals: string | null;
  readonly guests: string | null;
  readonly template: string;
  readonly parentKey: string | null;
  readonly activatedAt: Date;
  readonly sweptUntil: Date | null;
};

/** A value no `copil.yml` could have written becomes the least that it may mean. */
function oneOf<const T extends string>(known: readonly T[], text: string, fallback: T): T {
  return known.find((value) => value === text) ?? fallback;
}

function asCommittee(row: Row): Committee {
  const { id, workspaceId, key, timeZone, template, parentKey, activatedAt, sweptUntil } = row;
  return {
    id,
    workspaceId,
    key,
    name: { en: row.nameEn, fr: row.nameFr },
    level: oneOf(committeeLevels, row.level, 'operational'),
    channel: row.slackChannelId,
    locale: oneOf(['en', 'fr'], row.locale, 'en'),
    timeZone,
    calendar: parseCommitteeCalendar(row.calendar),
    approvals: parseApprovalRule(row.approvals),
    guests: row.guests === null ? null : oneOf(guestRules, row.guests, 'withhold'),
    template,
    parentKey,
    activatedAt,
    sweptUntil,
  };
}

/** Committees in use, by key. */
export async function listCommittees(store: Transaction, workspaceId: string): Promise<Committee[]> {
  const rows = await store.committee.findMany({ where: { workspaceId, archivedAt: null }, orderBy: { key: 'asc' } });
  return rows.map(asCommittee);
}

export async function findCommitteeByKey(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly key: string },
): Promise<Committee | null> {
  const row = await store.committee.findFirst({ where: { ...ask, archivedAt: null } });
  return row === null ? null : asCommittee(row);
}

export async function findCommitteeById(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly id: string },
): Promise<Committee | null> {
  const row = await store.committee.findFirst({ where: { ...ask, archivedAt: null } });
  return row === null ? null : asCommittee(row);
}

/** What committees are called, by id; those not in use any more too. */
export async function namesOfCommittees(
  store: Transaction,
  { workspaceId, ids }: { readonly workspaceId: string; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, Committee['name']>> {
  const rows = await store.committee.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] } },
    select: { id: true, nameEn: true, nameFr: true },
  });
  return new Map(rows.map(({ id, nameEn, nameFr }) => [id, { en: nameEn, fr: nameFr }]));
}

/** The approval rules of committees in use, by id; null for one that says nothing. */
export async function approvalRulesOf(
  store: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ApprovalRule | null>> {
  const rows = await store.committee.findMany({
    where: { id: { in: [...new Set(ids)] }, archivedAt: null },
    select: { id: true, approvals: true },
  });
  return new Map(rows.map(({ id, approvals }) => [id, parseApprovalRule(approvals)]));
}

/** The committee that meets in a channel; of several that share it, the first by key. */
export async function findCommitteeByChannel(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly slackChannelId: string },
): Promise<Committee | null> {
  const row = await store.committee.findFirst({ where: { ...ask, archivedAt: null }, orderBy: { key: 'asc' } });
  return row === null ? null : asCommittee(row);
}

/** Members in use, chair first, then leads, members, approvers, each by key; those of one role when it is given. */
export async function membersOf(
  store: Transaction,
  ask: { readonly committeeId: string; readonly role?: CommitteeRole },
): Promise<Member[]> {
  const { committeeId, role } = ask;
  const rows = await store.membership.findMany({
    where: { committeeId, person: { archivedAt: null }, ...(role === undefined ? {} : { role }) },
    include: { person: true },
    orderBy: { person: { key: 'asc' } },
  });
  return rows
    .map(({ role: name, person }) => ({
      role: oneOf(committeeRoles, name, 'member'),
      personKey: person.key,
      name: person.name,
      email: person.email,
      slackUserId: person.slackUserId,
      locale: oneOf(['en', 'fr'], person.locale, 'en'),
      timeZone: person.timeZone,
      // Whoever is no member in Slack is a guest here, whatever the file says.
      isGuest: person.isGuest || person.slackStanding !== null,
      leftAt: person.leftAt,
    }))
    .sort((a, b) => committeeRoles.indexOf(a.role) - committeeRoles.indexOf(b.role));
}

/** The roles a person has, by id of the committee in use; empty for somebody who sits in none. */
export async function seatsOf(
  store: Transaction,
  { workspaceId, personKey }: { readonly workspaceId: string; readonly personKey: string },
): Promise<Map<string, CommitteeRole[]>> {
  const seats = await seatsOfEach(store, { workspaceId, personKeys: [personKey] });
  return seats.get(personKey) ?? new Map();
}

/** The same for several people, by their key. */
export async function seatsOfEach(
  store: Transaction,
  { workspaceId, personKeys }: { readonly workspaceId: string; readonly personKeys: readonly string[] },
): Promise<Map<string, Map<string, CommitteeRole[]>>> {
  if (personKeys.length === 0) return new Map();
  const keys = personKeys.map((_, index) => `$${index + 2}`);
  // In one statement, where Prisma makes two of it: whoever says something is looked up by this first.
  const rows: { readonly personKey: string; readonly committeeId: string; readonly role: string }[] =
    await store.$queryRawUnsafe(
      `SELECT p."key" AS "personKey", m."committeeId", m."role"
         FROM "Person" p JOIN "Membership" m ON m."personId" = p."id" JOIN "Committee" c ON c."id" = m."committeeId"
        WHERE p."workspaceId" = $1 AND p."key" IN (${keys.join(', ')})
          AND p."archivedAt" IS NULL AND c."archivedAt" IS NULL`,
      workspaceId,
      ...personKeys,
    );
  const found = new Map(personKeys.map((one) => [one, new Map<string, CommitteeRole[]>()]));
  for (const { committeeId, role, personKey } of rows) {
    const seats = found.get(personKey);
    seats?.set(committeeId, [...(seats.get(committeeId) ?? []), oneOf(committeeRoles, role, 'member')]);
  }
  return found;
}

/** What a channel may show, or null when nobody said it: then only public figures may go there. */
export async function channelAccessOf(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly slackId: string },
): Promise<AccessLevel | null> {
  const row = await store.channel.findUnique({ where: { workspaceId_slackId: ask } });
  return row === null ? null : AccessLevelName.parse(row.accessLevel);
}
