import type { Locale } from '../../kernel/numbers.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';
import type { Affiliation } from '../../platform/slack/messenger.js';
import { type AccessLevel, AccessLevelName } from '../access-level.js';
import { parseWorkingHours, usualHours, type WorkingHours } from '../calendar/working-hours.js';

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
  /** Of somebody who is no member in Slack, and of whom `copil.yml` does not say so, only what is public. */
  readonly accessLevel: AccessLevel;
  /** Sees and changes only what they raised, and owns nothing: `copil.yml` says so, or Slack does. */
  readonly isGuest: boolean;
  /** Whether `copil.yml` says so. */
  readonly isNamedGuest: boolean;
  /** What Slack says of their account. */
  readonly affiliation: Affiliation;
  /** ISO 3166 code of the public holidays they keep, such as `FR` or `DE-BY`. */
  readonly country: string | null;
  /** Outside these hours nobody writes to them. */
  readonly workingHours: WorkingHours;
  /** Since when their Slack account is deactivated; null while it is not. */
  readonly leftAt: Date | null;
  /** When Slack was last asked about their account. */
  readonly lookedAt: Date | null;
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

type PersonRow = Omit<Person, 'locale' | 'accessLevel' | 'workingHours' | 'isNamedGuest' | 'affiliation'> & {
  readonly locale: string;
  readonly slackStanding: string | null;
  readonly accessLevel: string;
  readonly workHours: string | null;
};

/** As it is stored; null stands for a member. */
export function affiliationOf(text: string | null): Affiliation {
  return text === 'guest' || text === 'stranger' ? text : 'member';
}

export function asPerson(row: PersonRow): Person {
  const { id, workspaceId, key, name, email, slackUserId, timeZone, isOperator, isGuest, country, leftAt } = row;
  const affiliation = affiliationOf(row.slackStanding);
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
    accessLevel: levelOf(row, affiliation),
    isGuest: isGuest || affiliation !== 'member',
    isNamedGuest: isGuest,
    affiliation,
    country,
    workingHours: row.workHours === null ? usualHours : parseWorkingHours(row.workHours),
    leftAt,
    lookedAt: row.lookedAt,
  };
}

/** What `copil.yml` grants to a colleague is not meant for the guest they became; nobody of another company gets any. */
function levelOf({ accessLevel, isGuest }: PersonRow, affiliation: Affiliation): AccessLevel {
  const isMeant = affiliation === 'member' || (affiliation === 'guest' && isGuest);
  return isMeant ? AccessLevelName.parse(accessLevel) : 'public';
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
  readonly affiliation: Affiliation;
  readonly at: Date;
};

/**
 * Links the one person of that e-mail address to a Slack account, and leaves an event. Null when nobody has the address,
 * when several do, when that person is linked already, or when another person holds the account: a link that somebody
 * made is never taken over by a guess.
 */
export function linkPersonByEmail(
  database: Database,
  link: EmailLink,
  tell: (transaction: Transaction, person: Person) => Promise<void>,
): Promise<Person | null> {
  const { workspaceId, slackUserId, affiliation, at } = link;
  return database.transaction(async (transaction) => {
    const found = await transaction.person.findMany({
      where: { workspaceId, email: normaliseEmail(link.email), archivedAt: null },
    });
    const person = found.length === 1 ? found[0] : undefined;
    if (person === undefined || person.slackUserId !== null) return null;
    const holders = await transaction.person.count({ where: { workspaceId, slackUserId } });
    if (holders > 0) return null;
    const account = { slackUserId, slackStanding: affiliation === 'member' ? null : affiliation, lookedAt: at };
    await transaction.person.update({ where: { id: person.id }, data: account });
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'person.linked',
      subjectKind: 'person',
      subjectId: person.key,
      before: { slackUserId: null },
      after: { slackUserId },
      surface: 'slack',
      at,
    });
    const linked = asPerson({ ...person, ...account });
    await tell(transaction, linked);
    return linked;
  });
}

/** What is known of people by their keys, those who left and archived ones too; a key that nobody has is left out. */
export async function peopleOfKeys(
  store: Transaction,
  { workspaceId, keys }: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<ReadonlyMap<string, Pick<Person, 'name' | 'slackUserId' | 'leftAt'>>> {
  const rows = await store.person.findMany({
    where: { workspaceId, key: { in: [...new Set(keys)] } },
    select: { key: true, name: true, slackUserId: true, leftAt: true },
  });
  return new Map(rows.map((row) => [row.key, row]));
}

/** Names of people by their Slack id, those who left and archived ones too. */
export async function namesOfSlackIds(
  store: Transaction,
  { workspaceId, ids }: { readonly workspaceId: string; readonly ids: readonly string[] },
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await store.person.findMany({
    where: { workspaceId, slackUserId: { in: [...ids] } },
    select: { name: true, slackUserId: true },
  });
  return new Map(rows.flatMap(({ name, slackUserId }) => (slackUserId ? [[slackUserId, name]] : [])));
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
