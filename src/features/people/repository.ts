import type { Locale } from '../../kernel/numbers.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';
import { type AccessLevel, AccessLevelName } from '../kpis/public.js';
import { parseWorkingHours, usualHours, type WorkingHours } from './working-hours.js';

/** A person Copil knows: by key in `copil.yml`, and by Slack id once linked. */
export type Person = {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: string;
  readonly name: string;
  readonly email: string | null;
  readonly slackUserId: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly isOperator: boolean;
  readonly accessLevel: AccessLevel;
  /** Sees and changes only what they raised, and owns nothing. */
  readonly isGuest: boolean;
  /** ISO 3166 code of the public holidays they keep, such as `FR` or `DE-BY`. */
  readonly country: string | null;
  /** Outside these hours nobody writes to them. */
  readonly workingHours: WorkingHours;
  /** Since when their Slack account is deactivated; null while it is not. */
  readonly leftAt: Date | null;
};

export type Workspace = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'production' | 'sandbox';
  readonly slackTeamId: string | null;
  /** ISO 4217 code in which costs are given. */
  readonly currency: string;
  readonly tokenRevokedAt: Date | null;
};

type PersonRow = Omit<Person, 'locale' | 'accessLevel' | 'workingHours'> & {
  readonly locale: string;
  readonly accessLevel: string;
  readonly workHours: string | null;
};

function asPerson(row: PersonRow): Person {
  const { id, workspaceId, key, name, email, slackUserId, timeZone, isOperator, isGuest, country, leftAt } = row;
  return {
    id,
    workspaceId,
    key,
    name,
    email,
    slackUserId,
    locale: row.locale === 'fr' ? 'fr' : 'en',
    timeZone,
    isOperator,
    accessLevel: AccessLevelName.parse(row.accessLevel),
    isGuest,
    country,
    workingHours: row.workHours === null ? usualHours : parseWorkingHours(row.workHours),
    leftAt,
  };
}

/** E-mail addresses are compared without case; they are stored as this gives them. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** The company this database belongs to, or null before an organisation was applied. */
export async function findWorkspace(store: Transaction): Promise<Workspace | null> {
  const row = await store.workspace.findFirst({ orderBy: { createdAt: 'asc' } });
  if (row === null) return null;
  const { id, name, slackTeamId, currency, tokenRevokedAt } = row;
  return { id, name, slackTeamId, currency, tokenRevokedAt, kind: row.kind === 'sandbox' ? 'sandbox' : 'production' };
}

export async function findPersonBySlackId(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly slackUserId: string },
): Promise<Person | null> {
  const row = await store.person.findFirst({ where: { ...ask, archivedAt: null } });
  return row === null ? null : asPerson(row);
}

/** The same for several accounts, by Slack id; whoever is nobody's is left out. */
export async function findPeopleBySlackIds(
  store: Transaction,
  { workspaceId, slackUserIds }: { readonly workspaceId: string; readonly slackUserIds: readonly string[] },
): Promise<Map<string, Person>> {
  const rows = await store.person.findMany({
    where: { workspaceId, slackUserId: { in: [...slackUserIds] }, archivedAt: null },
  });
  return new Map(rows.flatMap((row) => (row.slackUserId ? [[row.slackUserId, asPerson(row)]] : [])));
}

export async function findPersonByKey(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly key: string },
): Promise<Person | null> {
  const row = await store.person.findFirst({ where: { ...ask, archivedAt: null } });
  return row === null ? null : asPerson(row);
}

export async function listPeople(store: Transaction, workspaceId: string): Promise<Person[]> {
  const rows = await store.person.findMany({ where: { workspaceId, archivedAt: null }, orderBy: { key: 'asc' } });
  return rows.map(asPerson);
}

/** Those who hear of what no chair can be told, by key. */
export async function listOperators(store: Transaction, workspaceId: string): Promise<Person[]> {
  const rows = await store.person.findMany({
    where: { workspaceId, archivedAt: null, isOperator: true },
    orderBy: { key: 'asc' },
  });
  return rows.map(asPerson);
}

export type EmailLink = {
  readonly workspaceId: string;
  readonly email: string;
  readonly slackUserId: string;
  readonly at: Date;
};

/**
 * Links the one person of that e-mail address to a Slack account, and leaves an event. Null when nobody has the address,
 * when several do, when that person is linked already, or when another person holds the account: a link that somebody
 * made is never taken over by a guess.
 */
export function linkPersonByEmail(database: Database, link: EmailLink): Promise<Person | null> {
  const { workspaceId, slackUserId } = link;
  return database.transaction(async (transaction) => {
    const found = await transaction.person.findMany({
      where: { workspaceId, email: normaliseEmail(link.email), archivedAt: null },
    });
    const person = found.length === 1 ? found[0] : undefined;
    if (person === undefined || person.slackUserId !== null) return null;
    const holders = await transaction.person.count({ where: { workspaceId, slackUserId } });
    if (holders > 0) return null;
    await transaction.person.update({ where: { id: person.id }, data: { slackUserId } });
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'person.linked',
      subjectKind: 'person',
      subjectId: person.key,
      before: { slackUserId: null },
      after: { slackUserId },
      surface: 'slack',
      at: link.at,
    });
    return asPerson({ ...person, slackUserId });
  });
}

export type AccountChange = { readonly workspaceId: string; readonly slackUserId: string; readonly at: Date };

/** Notes, with an event, that a person's Slack account was deactivated; null when nobody has it, or it was noted before. */
export function markLeft(database: Database, change: AccountChange): Promise<Person | null> {
  return noteAccount(database, change, { what: 'person.left', leftAt: change.at });
}

/** Notes, with an event, that a person's Slack account is in use again; null when nobody has it, or it never was out of use. */
export function markBack(database: Database, change: AccountChange): Promise<Person | null> {
  return noteAccount(database, change, { what: 'person.back', leftAt: null });
}

function noteAccount(
  database: Database,
  { workspaceId, slackUserId, at }: AccountChange,
  { what, leftAt }: { what: string; leftAt: Date | null },
): Promise<Person | null> {
  return database.transaction(async (transaction) => {
    const row = await transaction.person.findUnique({
      where: { workspaceId_slackUserId: { workspaceId, slackUserId } },
    });
    if (row === null) return null;
    const { count } = await transaction.person.updateMany({
      where: { id: row.id, leftAt: leftAt === null ? { not: null } : null },
      data: { leftAt },
    });
    if (count === 0) return null;
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what,
      subjectKind: 'person',
      subjectId: row.key,
      before: { leftAt: row.leftAt?.toISOString() ?? null },
      after: { leftAt: leftAt?.toISOString() ?? null },
      surface: 'slack',
      at,
    });
    return asPerson({ ...row, leftAt });
  });
}

/** What is known of people by their keys, those who left and archived ones too; a key that nobody has is left out. */
export async function peopleOfKeys(
  store: Transaction,
  { workspaceId, keys }: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<ReadonlyMap<string, { readonly name: string; readonly slackUserId: string | null }>> {
  const rows = await store.person.findMany({
    where: { workspaceId, key: { in: [...new Set(keys)] } },
    select: { key: true, name: true, slackUserId: true },
  });
  return new Map(rows.map((row) => [row.key, row]));
}

/** ISO 4217 code of the currency in which costs are given. */
export async function currencyOf(store: Transaction): Promise<string> {
  return (await findWorkspace(store))?.currency ?? 'EUR';
}

/** Slack ids of people by their key; those who are not linked, or left, are left out. */
export async function slackIdsOf(
  store: Transaction,
  { workspaceId, keys }: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await store.person.findMany({
    where: { workspaceId, key: { in: [...keys] }, archivedAt: null, leftAt: null },
    select: { key: true, slackUserId: true },
  });
  return new Map(rows.flatMap(({ key, slackUserId }) => (slackUserId ? [[key, slackUserId]] : [])));
}
