import type { CalendarDate } from '../../../kernel/calendar.js';
import { type Database, readUnopened, type Transaction } from '../../../platform/db/database.js';

/** First day of the newest reading of each source, by source key; a source without readings has no entry. */
export async function findNewestStarts(store: Transaction, workspaceId: string): Promise<Map<string, CalendarDate>> {
  const sources = await store.source.findMany({ where: { workspaceId }, select: { id: true, key: true } });
  const newest = await store.reading.groupBy({
    by: ['sourceId'],
    where: { sourceId: { in: sources.map(({ id }) => id) }, import: { state: 'committed' } },
    _max: { start: true },
  });
  const keys = new Map(sources.map(({ id, key }) => [id, key]));
  return new Map(newest.flatMap(({ sourceId, _max }) => (_max.start ? [[keys.get(sourceId) ?? '', _max.start]] : [])));
}

/** What the event is called that says how a sample was made. */
export const sampleMade = 'sample.made';

/** How the sample of a sandbox was made. */
export type SampleMade = {
  readonly seed: string;
  /** The day on which its clock began; null for real time. */
  readonly startDay: CalendarDate | null;
};

/** Null where a version that did not write it down made the sample, or nobody did. */
export async function findSampleMade(store: Transaction, workspaceId: string): Promise<SampleMade | null> {
  const where = { workspaceId, subjectKind: 'workspace', subjectId: workspaceId, what: sampleMade };
  const event = await store.event.findFirst({ where, orderBy: { sequence: 'asc' } });
  return event?.after ? (JSON.parse(event.after) as SampleMade) : null;
}

/** The newest business time at which the runs of any committee were looked at; null before the first sweep. */
export async function findSweptUntil(store: Transaction, workspaceId: string): Promise<Date | null> {
  const { _max } = await store.committee.aggregate({ where: { workspaceId }, _max: { sweptUntil: true } });
  return _max.sweptUntil;
}

/** Whether a database is another's than a sandbox's; the names of such workspaces. */
export async function listForeignWorkspaces(store: Transaction): Promise<string[]> {
  const rows = await store.workspace.findMany({ where: { kind: { not: 'sandbox' } } });
  return rows.map(({ name }) => name);
}

/** The same of a database that is not opened, and stays as it is. */
export async function peekForeignWorkspaces(databaseUrl: string): Promise<string[]> {
  const rows = await readUnopened(databaseUrl, `SELECT name FROM "Workspace" WHERE kind <> 'sandbox'`);
  return rows.map(([name]) => String(name));
}

/** A message that the store believes to stand in Slack. */
export type PostedMessage = { readonly id: string; readonly channel: string; readonly ts: string };

export async function listPosted(store: Transaction, workspaceId: string): Promise<PostedMessage[]> {
  const rows = await store.delivery.findMany({
    where: { workspaceId, slackTs: { not: null }, slackChannelId: { not: null } },
    select: { id: true, slackChannelId: true, slackTs: true },
  });
  return rows.map(({ id, slackChannelId, slackTs }) => ({ id, channel: slackChannelId ?? '', ts: slackTs ?? '' }));
}

/** Lets messages that Slack lost leave again, with everything that stood in their threads. */
export async function postAgain(database: Database, ids: readonly string[], now: Date): Promise<void> {
  const due = {
    state: 'pending',
    slackTs: null,
    slackChannelId: null,
    sentHash: null,
    attemptStartedAt: null,
    claimedBy: null,
    leaseUntil: null,
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
  };
  await database.transaction(async (transaction) => {
    const where = { OR: [{ id: { in: [...ids] } }, { parentId: { in: [...ids] } }], slackTs: { not: null } };
    await transaction.delivery.updateMany({ where, data: due });
  });
}

/** Forgets uploads of which Slack does not know the file any more, so that they are made again. */
export async function forgetUploadsBut(
  database: Database,
  { workspaceId, fileIds }: { readonly workspaceId: string; readonly fileIds: readonly string[] },
): Promise<void> {
  const rows = await database.client.uploadedFile.findMany({ where: { workspaceId }, select: { slackFileId: true } });
  const known = new Set(fileIds);
  const lost = rows.map(({ slackFileId }) => slackFileId).filter((id) => !known.has(id));
  if (lost.length > 0)
    await database.client.uploadedFile.deleteMany({ where: { workspaceId, slackFileId: { in: lost } } });
}

/** Forgets every digest and message of a sandbox: the Slack they were posted to is gone. */
export function forgetSlack(database: Database, workspaceId: string): Promise<void> {
  return database.transaction(async (transaction) => {
    await transaction.delivery.deleteMany({ where: { workspaceId, parentId: { not: null } } });
    await transaction.delivery.deleteMany({ where: { workspaceId } });
    await transaction.uploadedFile.deleteMany({ where: { workspaceId } });
    await transaction.digestSnapshot.deleteMany({ where: { digest: { workspaceId } } });
    await transaction.digest.deleteMany({ where: { workspaceId } });
  });
}
