import type { Transaction } from '../../../platform/db/database.js';
import type { PlannedChange } from './plan.js';
import * as rows from './rows.js';
import type { StoredSubject, Subject, SubjectKind } from './subjects.js';

export type WriteContext = {
  readonly workspaceId: string;
  /** `production` or `sandbox`, for a workspace that is made now. */
  readonly workspaceKind: string;
  /** Business time. */
  readonly at: Date;
  /** Row id of everything the plan names, also of what is about to be made. */
  idOf(kind: SubjectKind, key: string): string;
};

type Link = { readonly ownerId: string; readonly subject: Subject };

async function createRows(store: Transaction, subjects: readonly Subject[], context: WriteContext): Promise<void> {
  const { workspaceId, at } = context;
  const of = <Row>(kind: SubjectKind, row: (fields: Subject['fields']) => Row) =>
    subjects
      .filter((subject) => subject.kind === kind)
      .map(({ key, fields }) => ({ ...row(fields), id: context.idOf(kind, key), key, workspaceId }));
  for (const { fields } of subjects.filter(({ kind }) => kind === 'workspace')) {
    const data = { ...rows.workspaceRow(fields), id: workspaceId, kind: context.workspaceKind, createdAt: at };
    await store.workspace.create({ data });
  }
  const channels = of('channel', rows.channelRow).map(({ accessLevel, key }) => ({
    accessLevel,
    slackId: key,
    workspaceId,
  }));
  await store.person.createMany({ data: of('person', rows.personRow) });
  await store.channel.createMany({ data: channels });
  await store.source.createMany({ data: of('source', rows.sourceRow) });
  await store.kpi.createMany({ data: of('kpi', rows.kpiRow) });
  await store.committee.createMany({
    data: of('committee', rows.committeeRow).map((row) => ({
      ...row,
      guests: row.guests ?? 'withhold',
      activatedAt: at,
    })),
  });
  await store.project.createMany({ data: of('project', rows.projectRow) });
}

async function updateRow(store: Transaction, change: PlannedChange, context: WriteContext): Promise<void> {
  const { id, kind } = change.stored;
  const { fields } = change.subject;
  const where = { id };
  const back = change.isRestored ? { archivedAt: null } : {};
  switch (kind) {
    case 'workspace':
      await store.workspace.update({ where, data: rows.workspaceRow(fields) });
      return;
    case 'person':
      await store.person.update({ where, data: { ...rows.personRow(fields), ...back } });
      return;
    case 'channel': {
      const key = { workspaceId: context.workspaceId, slackId: id };
      await store.channel.update({ where: { workspaceId_slackId: key }, data: rows.channelRow(fields) });
      return;
    }
    case 'source':
      await store.source.update({ where, data: { ...rows.sourceRow(fields), ...back } });
      return;
    case 'kpi':
      await store.kpi.update({ where, data: { ...rows.kpiRow(fields), ...back } });
      return;
    case 'committee':
      // `activatedAt` stays: moving it later would hide runs that are still owed.
      await store.committee.update({ where, data: { ...rows.committeeRow(fields), ...back } });
      return;
    case 'project':
      await store.project.update({ where, data: { ...rows.projectRow(fields), ...back } });
  }
}

async function writeLinks(store: Transaction, links: readonly Link[], context: WriteContext): Promise<void> {
  const of = (kind: SubjectKind) => links.filter(({ subject }) => subject.kind === kind);
  const sources = of('kpi').flatMap(({ ownerId, subject }) =>
    rows.kpiSources(subject.fields).map((key, position) => {
      return { kpiId: ownerId, sourceId: context.idOf('source', key), position };
    }),
  );
  const members = of('committee').flatMap(({ ownerId, subject }) =>
    rows.committeeMembers(subject.fields).map(({ personKey, role }) => {
      return { committeeId: ownerId, personId: context.idOf('person', personKey), role };
    }),
  );
  const kpis = of('committee').flatMap(({ ownerId, subject }) =>
    rows.committeeKpis(subject.fields).map((key, position) => {
      return { committeeId: ownerId, kpiId: context.idOf('kpi', key), position };
    }),
  );
  await store.kpiSource.createMany({ data: sources });
  await store.membership.createMany({ data: members });
  await store.committeeKpi.createMany({ data: kpis });
}

const linkFields: Partial<Record<SubjectKind, readonly string[]>> = {
  kpi: ['sources'],
  committee: ['kpis', 'chair', 'leads', 'members', 'approvers'],
};

/** Writes what is new and what differs, with its links. */
export async function writeSubjects(
  store: Transaction,
  plan: { readonly created: readonly Subject[]; readonly changed: readonly PlannedChange[] },
  context: WriteContext,
): Promise<void> {
  const moving = plan.changed.filter(({ fields }) => fields.some(({ field }) => field === 'slackUserId'));
  // Accounts are let go of first, so that two people may swap theirs.
  await store.person.updateMany({
    where: { id: { in: moving.map(({ stored }) => stored.id) } },
    // Whoever gets another account has not left, nor become a guest, with the old one.
    data: { slackUserId: null, leftAt: null, slackStanding: null, lookedAt: null },
  });
  await createRows(store, plan.created, context);
  for (const change of plan.changed) await updateRow(store, change, context);
  const relinked = plan.changed.filter(({ subject, fields }) =>
    fields.some(({ field }) => linkFields[subject.kind]?.includes(field)),
  );
  const ids = relinked.map(({ stored }) => stored.id);
  await store.kpiSource.deleteMany({ where: { kpiId: { in: ids } } });
  await store.membership.deleteMany({ where: { committeeId: { in: ids } } });
  await store.committeeKpi.deleteMany({ where: { committeeId: { in: ids } } });
  await writeLinks(
    store,
    [
      ...plan.created.map((subject) => ({ subject, ownerId: context.idOf(subject.kind, subject.key) })),
      ...relinked.map(({ subject, stored }) => ({ subject, ownerId: stored.id })),
    ],
    context,
  );
}

/** Archives rows; a channel has no archive, so its level goes, and with it the right to show anything but public figures. */
export async function archiveSubjects(
  store: Transaction,
  subjects: readonly StoredSubject[],
  context: WriteContext,
): Promise<void> {
  const archive = (kind: SubjectKind) => ({
    where: { id: { in: subjects.filter((subject) => subject.kind === kind).map(({ id }) => id) } },
    data: { archivedAt: context.at },
  });
  const channels = subjects.filter(({ kind }) => kind === 'channel').map(({ id }) => id);
  await store.person.updateMany(archive('person'));
  await store.source.updateMany(archive('source'));
  await store.kpi.updateMany(archive('kpi'));
  await store.committee.updateMany(archive('committee'));
  await store.project.updateMany(archive('project'));
  await store.channel.deleteMany({ where: { workspaceId: context.workspaceId, slackId: { in: channels } } });
}
