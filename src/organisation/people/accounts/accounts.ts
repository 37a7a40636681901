import type { Database, Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { UserFacts } from '../../../platform/slack/messenger.js';
import { affiliationOf, asPerson, type Person } from '../people.js';

/** What Slack says of an account, as far as Copil goes by it. */
export type AccountFacts = Pick<UserFacts, 'id' | 'isDeleted' | 'affiliation'>;

export type AccountChange = { readonly workspaceId: string; readonly slackUserId: string; readonly at: Date };

/** What became of somebody, and who they are since. */
export type AccountNews = {
  readonly what: 'left' | 'back' | 'guest' | 'stranger' | 'member';
  readonly person: Person;
};

/** Is called in the transaction of the change, so that what tells of it is there with it. */
export type TellOf = (transaction: Transaction, news: AccountNews) => Promise<void>;

/** Notes, with an event, that a person's Slack account was deactivated; null when nobody has it, or it was noted before. */
export function markLeft(database: Database, change: AccountChange, tell?: TellOf): Promise<Person | null> {
  return changeAccount(database, change, { what: 'left', where: { leftAt: null }, data: { leftAt: change.at }, tell });
}

/** Notes, with an event, that a person's Slack account is in use again; null when nobody has it, or it never was out of use. */
export function markBack(database: Database, change: AccountChange, tell?: TellOf): Promise<Person | null> {
  return changeAccount(database, change, {
    what: 'back',
    where: { leftAt: { not: null } },
    data: { leftAt: null },
    tell,
  });
}

/** Notes, with an event, what Slack says that somebody is in the workspace; null when nobody has it, or it was noted before. */
export function markAffiliation(
  database: Database,
  change: AccountChange & { readonly affiliation: UserFacts['affiliation'] },
  tell?: TellOf,
): Promise<Person | null> {
  const { affiliation, ...account } = change;
  const slackStanding = affiliation === 'member' ? null : affiliation;
  const where = affiliation === 'member' ? { slackStanding: { not: null } } : { NOT: { slackStanding: affiliation } };
  const isNew = affiliation === 'member' ? where : { OR: [{ slackStanding: null }, where] };
  return changeAccount(database, account, { what: affiliation, where: isNew, data: { slackStanding }, tell });
}

type Fields = { readonly leftAt?: Date | null; readonly slackStanding?: string | null };

function changeAccount(
  database: Database,
  { workspaceId, slackUserId, at }: AccountChange,
  change: { what: AccountNews['what']; where: object; data: Fields; tell: TellOf | undefined },
): Promise<Person | null> {
  const { what, where, data, tell } = change;
  return database.transaction(async (transaction) => {
    const row = await transaction.person.findUnique({
      where: { workspaceId_slackUserId: { workspaceId, slackUserId } },
    });
    if (row === null) return null;
    const { count } = await transaction.person.updateMany({ where: { id: row.id, ...where }, data });
    if (count === 0) return null;
    const side = ({ leftAt, slackStanding }: Fields) =>
      'leftAt' in data ? { leftAt: leftAt?.toISOString() ?? null } : { slackStanding: slackStanding ?? null };
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: `person.${what}`,
      subjectKind: 'person',
      subjectId: row.key,
      before: side(row),
      after: side(data),
      surface: 'slack',
      at,
    });
    const person = asPerson({ ...row, ...data });
    await tell?.(transaction, { what, person });
    return person;
  });
}

/** Whoever has one of these accounts, archived people too, as far as `AccountFacts` may change them. */
export async function accountsOf(
  store: Transaction,
  { workspaceId, slackUserIds }: { readonly workspaceId: string; readonly slackUserIds?: readonly string[] },
): Promise<Map<string, { readonly hasLeft: boolean; readonly affiliation: UserFacts['affiliation'] }>> {
  const rows = await store.person.findMany({
    where: { workspaceId, slackUserId: slackUserIds ? { in: [...slackUserIds] } : { not: null } },
    select: { slackUserId: true, leftAt: true, slackStanding: true },
  });
  return new Map(
    rows.map(({ slackUserId, leftAt, slackStanding }) => [
      slackUserId ?? '',
      { hasLeft: leftAt !== null, affiliation: affiliationOf(slackStanding) },
    ]),
  );
}

/** Notes that Slack was asked about these accounts. */
export async function noteLooked(
  store: Transaction,
  { workspaceId, slackUserIds, at }: { workspaceId: string; slackUserIds: readonly string[]; at: Date },
): Promise<void> {
  const where = { workspaceId, slackUserId: { in: [...slackUserIds] } };
  await store.person.updateMany({ where, data: { lookedAt: at } });
}

/** Whom Copil linked by e-mail since a moment, the earliest first. */
export async function linkedSince(
  store: Transaction,
  { workspaceId, from, until }: { readonly workspaceId: string; readonly from: Date; readonly until: Date },
): Promise<{ readonly key: string; readonly name: string; readonly slackUserId: string }[]> {
  const events = await store.event.findMany({
    where: { workspaceId, what: 'person.linked', at: { gte: from, lt: until } },
    orderBy: { sequence: 'asc' },
    select: { subjectId: true, after: true },
  });
  const keys = [...new Set(events.map(({ subjectId }) => subjectId))];
  const people = await store.person.findMany({
    where: { workspaceId, key: { in: keys } },
    select: { key: true, name: true },
  });
  const names = new Map(people.map(({ key, name }) => [key, name]));
  return events.map(({ subjectId: key, after }) => {
    const { slackUserId } = JSON.parse(after ?? '{}') as { readonly slackUserId?: unknown };
    return { key, name: names.get(key) ?? key, slackUserId: String(slackUserId ?? '') };
  });
}

/** Keeps which Slack workspace the token belongs to, for when Slack cannot be asked. */
export async function storeTeam(
  store: Transaction,
  { workspaceId, teamId }: { readonly workspaceId: string; readonly teamId: string },
): Promise<void> {
  const isAnother = { OR: [{ slackTeamId: null }, { NOT: { slackTeamId: teamId } }] };
  await store.workspace.updateMany({ where: { id: workspaceId, ...isAnother }, data: { slackTeamId: teamId } });
}
