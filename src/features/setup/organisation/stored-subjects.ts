import { parseCommitteeCalendar } from '../../../organisation/calendar/committee-calendar.js';
import { parseWorkingHours } from '../../../organisation/calendar/working-hours.js';
import { parseApprovalRule } from '../../../organisation/committees/approval-rule.js';
import type { Transaction } from '../../../platform/db/database.js';
import { parseKpiCard } from '../../kpis/public.js';
import { SourceFreshness } from '../../sources/public.js';
import { type StoredSubject, type SubjectKind, sorted, workspaceKey } from './subjects.js';

type NamedRow = {
  readonly id: string;
  readonly key: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly archivedAt: Date | null;
};

function named(kind: SubjectKind, row: NamedRow, fields: Record<string, unknown>): StoredSubject {
  const name = { en: row.nameEn, fr: row.nameFr };
  return { kind, id: row.id, key: row.key, isArchived: row.archivedAt !== null, fields: { name, ...fields } };
}

async function storedPeople(store: Transaction, workspaceId: string): Promise<StoredSubject[]> {
  const people = await store.person.findMany({ where: { workspaceId } });
  return people.map(({ id, key, archivedAt, accessLevel, workHours, ...row }) => {
    const { name, email, slackUserId, locale, timeZone, isOperator, isGuest, country } = row;
    const workingHours = workHours === null ? null : parseWorkingHours(workHours);
    const links = { email, slackUserId };
    const place = { locale, timeZone, country, workingHours };
    const fields = { name, ...links, ...place, isOperator, isGuest, access: accessLevel };
    return { kind: 'person', id, key, isArchived: archivedAt !== null, fields };
  });
}

async function storedChannels(store: Transaction, workspaceId: string): Promise<StoredSubject[]> {
  const channels = await store.channel.findMany({ where: { workspaceId } });
  return channels.map(({ slackId, accessLevel }) => ({
    kind: 'channel',
    id: slackId,
    key: slackId,
    isArchived: false,
    fields: { access: accessLevel },
  }));
}

async function storedSources(store: Transaction, workspaceId: string): Promise<StoredSubject[]> {
  const sources = await store.source.findMany({ where: { workspaceId } });
  return sources.map((row) =>
    named('source', row, {
      owner: row.ownerKey,
      timeZone: row.timeZone,
      daysAhead: row.daysAhead,
      freshness: SourceFreshness.parse(JSON.parse(row.freshness)),
    }),
  );
}

async function storedKpis(store: Transaction, workspaceId: string): Promise<StoredSubject[]> {
  const kpis = await store.kpi.findMany({
    where: { workspaceId },
    include: { sources: { orderBy: { position: 'asc' }, select: { source: { select: { key: true } } } } },
  });
  return kpis.map((row) =>
    named('kpi', row, {
      domain: row.domain,
      access: row.accessLevel,
      owner: row.ownerKey,
      sources: row.sources.map(({ source }) => source.key),
      ...parseKpiCard(row.card),
    }),
  );
}

async function storedCommittees(store: Transaction, workspaceId: string): Promise<StoredSubject[]> {
  const committees = await store.committee.findMany({
    where: { workspaceId },
    include: {
      memberships: { select: { role: true, person: { select: { key: true } } } },
      kpis: { orderBy: { position: 'asc' }, select: { kpi: { select: { key: true } } } },
    },
  });
  return committees.map((row) => {
    const inRole = (wanted: string) =>
      sorted(row.memberships.filter(({ role }) => role === wanted).map(({ person }) => person.key));
    return named('committee', row, {
      level: row.level,
      channel: row.slackChannelId,
      locale: row.locale,
      timeZone: row.timeZone,
      template: row.template,
      parent: row.parentKey,
      kpis: row.kpis.map(({ kpi }) => kpi.key),
      ...parseCommitteeCalendar(row.calendar),
      approvals: parseApprovalRule(row.approvals),
      guests: row.guests,
      minutes: { correctionDays: row.correctionDays },
      chair: inRole('chair'),
      leads: inRole('lead'),
      members: inRole('member'),
      approvers: inRole('approver'),
    });
  });
}

async function storedProjects(store: Transaction, workspaceId: string): Promise<StoredSubject[]> {
  const projects = await store.project.findMany({ where: { workspaceId } });
  return projects.map((row) => named('project', row, { committee: row.committeeKey, lead: row.leadKey }));
}

/** Everything an organisation file may own, archived things too; empty before the first apply. */
export async function readStoredSubjects(store: Transaction): Promise<StoredSubject[]> {
  const workspace = await store.workspace.findFirst({ orderBy: { createdAt: 'asc' } });
  if (workspace === null) return [];
  const { id, name, currency } = workspace;
  // One after the other: a transaction has one connection.
  return [
    { kind: 'workspace', id, key: workspaceKey, isArchived: false, fields: { name, currency } },
    ...(await storedPeople(store, id)),
    ...(await storedChannels(store, id)),
    ...(await storedSources(store, id)),
    ...(await storedKpis(store, id)),
    ...(await storedCommittees(store, id)),
    ...(await storedProjects(store, id)),
  ];
}
