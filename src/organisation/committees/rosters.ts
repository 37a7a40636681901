import type { Database, Transaction } from '../../platform/db/database.js';
import { insertRows } from '../../platform/db/insert-rows.js';
import { type AccessLevel, AccessLevelName } from '../access-level.js';

/** What an account in a channel is, as Slack says it; `app` is no reader. */
export type MemberKind = 'member' | 'guest' | 'stranger' | 'app';

export type RosterPlace = { readonly workspaceId: string; readonly slackId: string };

/** Somebody who reads a channel without being a colleague: a guest, or somebody of another company. */
export type Outsider = {
  readonly slackUserId: string;
  /** Null where Copil does not know them. */
  readonly name: string | null;
  /** The highest level of what they may see. */
  readonly accessLevel: AccessLevel;
};

/** Replaces what is known of who is in a channel. */
export async function storeRoster(
  database: Database,
  { workspaceId, slackId }: RosterPlace,
  { members, readAt }: { readonly members: ReadonlyMap<string, MemberKind>; readonly readAt: Date },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const where = { workspaceId, slackId };
    const rows = await transaction.channelMember.findMany({ where, select: { slackUserId: true, kind: true } });
    const gone = rows.filter(({ slackUserId, kind }) => members.get(slackUserId) !== kind);
    const kept = new Set(rows.filter((row) => !gone.includes(row)).map(({ slackUserId }) => slackUserId));
    await transaction.channelMember.deleteMany({
      where: { ...where, slackUserId: { in: gone.map(({ slackUserId }) => slackUserId) } },
    });
    const fresh = [...members].filter(([slackUserId]) => !kept.has(slackUserId));
    await insertRows(
      transaction,
      'ChannelMember',
      fresh.map(([slackUserId, kind]) => ({ workspaceId, slackId, slackUserId, kind })),
    );
    await transaction.channelRoster.upsert({
      where: { workspaceId_slackId: where },
      create: { ...where, readAt },
      update: { readAt },
    });
  });
}

/** Somebody entered a channel whose members are known. */
export async function addToRoster(
  store: Transaction,
  place: RosterPlace,
  { slackUserId, kind }: { readonly slackUserId: string; readonly kind: MemberKind },
): Promise<void> {
  const key = { ...place, slackUserId };
  await store.channelMember.upsert({
    where: { workspaceId_slackId_slackUserId: key },
    create: { ...key, kind },
    update: { kind },
  });
}

/** Somebody left a channel, or was taken out of it. */
export async function removeFromRoster(store: Transaction, place: RosterPlace, slackUserId: string): Promise<void> {
  await store.channelMember.deleteMany({ where: { ...place, slackUserId } });
}

/** Slack says that an account is something else than it was, wherever it is. */
export async function changeKind(
  store: Transaction,
  { workspaceId, slackUserId, kind }: { workspaceId: string; slackUserId: string; kind: MemberKind },
): Promise<void> {
  await store.channelMember.updateMany({ where: { workspaceId, slackUserId }, data: { kind } });
}

/** When the members of a channel were read; null where they never were. */
export async function rosterReadAt(store: Transaction, place: RosterPlace): Promise<Date | null> {
  const row = await store.channelRoster.findUnique({ where: { workspaceId_slackId: place } });
  return row?.readAt ?? null;
}

/** Who reads a channel without being a colleague, by Slack or by `copil.yml`, as far as its members are known. */
export async function outsidersIn(store: Transaction, { workspaceId, slackId }: RosterPlace): Promise<Outsider[]> {
  const guests = await store.person.findMany({
    where: {
      workspaceId,
      archivedAt: null,
      slackUserId: { not: null },
      OR: [{ isGuest: true }, { slackStanding: { not: null } }],
    },
    select: { slackUserId: true, name: true, accessLevel: true, isGuest: true, slackStanding: true },
  });
  const known = new Map(guests.map((guest) => [guest.slackUserId ?? '', guest]));
  const rows = await store.channelMember.findMany({
    where: {
      workspaceId,
      slackId,
      OR: [{ kind: { in: ['guest', 'stranger'] } }, { slackUserId: { in: [...known.keys()] } }],
    },
    orderBy: { slackUserId: 'asc' },
  });
  return rows.map(({ slackUserId, kind }) => {
    const guest = known.get(slackUserId);
    const isStranger = kind === 'stranger' || guest?.slackStanding === 'stranger';
    const isMeant = guest?.isGuest === true && !isStranger;
    return {
      slackUserId,
      name: guest?.name ?? null,
      accessLevel: isMeant ? AccessLevelName.parse(guest.accessLevel) : 'public',
    };
  });
}

/** Colleagues in a channel with what they may see; those whom Copil does not know have no level of their own. */
export async function colleaguesIn(
  store: Transaction,
  { workspaceId, slackId }: RosterPlace,
): Promise<{ readonly key: string | null; readonly accessLevel: AccessLevel }[]> {
  const rows = await store.channelMember.findMany({ where: { workspaceId, slackId, kind: 'member' } });
  const people = await store.person.findMany({
    where: { workspaceId, archivedAt: null, slackUserId: { not: null } },
    select: { key: true, slackUserId: true, accessLevel: true, isGuest: true },
  });
  const known = new Map(people.map((person) => [person.slackUserId, person]));
  return rows.flatMap(({ slackUserId }) => {
    const person = known.get(slackUserId);
    if (person?.isGuest) return [];
    return [
      {
        key: person?.key ?? null,
        accessLevel: person ? AccessLevelName.parse(person.accessLevel) : ('internal' as const),
      },
    ];
  });
}

/** What the committees that meet in a channel say of guests there; null for one that was there before it could say so. */
export async function guestRulesIn(
  store: Transaction,
  { workspaceId, slackId }: RosterPlace,
): Promise<(string | null)[]> {
  const rows = await store.committee.findMany({
    where: { workspaceId, slackChannelId: slackId, archivedAt: null },
    select: { guests: true },
  });
  return rows.map(({ guests }) => guests);
}

/** Says it for a committee that has not said it, with the event of the change in the caller's hands. True when it had not. */
export async function settleGuestRule(
  store: Transaction,
  { committeeId, rule }: { readonly committeeId: string; readonly rule: 'withhold' | 'allow' },
): Promise<boolean> {
  const { count } = await store.committee.updateMany({
    where: { id: committeeId, guests: null },
    data: { guests: rule },
  });
  return count > 0;
}
