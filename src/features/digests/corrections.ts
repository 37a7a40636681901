import type { Clock } from '../../kernel/clock.js';
import { canonicalJson } from '../../kernel/json.js';
import { contentOf, type Subject } from './content-of.js';
import { type DigestContent, isLate } from './digest.js';
import { withExplanations } from './explanations.js';
import type { GatherDeps } from './gather.js';
import { correctDigest, type PublishDeps } from './publish.js';
import { findSnapshot, hasImportSince, type Snapshot } from './stored-digests.js';

export type CorrectionDeps = PublishDeps & GatherDeps & { readonly clock: Clock };

/** Edits a digest that has left when late readings arrived, or somebody explained one of its figures. */
export async function correctNewest(deps: CorrectionDeps, subject: Subject): Promise<void> {
  const previous = await findSnapshot(deps.database.client, { digestId: subject.digest.id });
  if (!previous) return;
  const content = (await withLateData(deps, subject, previous)) ?? (await explainedAnew(deps, subject, previous));
  if (!content) return;
  const at = deps.clock.now();
  await correctDigest(deps, { ...subject, content, previous, at, actorKey: null, surface: 'schedule' });
}

/** The content with readings that were late and have arrived, and says so; null where none has. */
async function withLateData(
  deps: CorrectionDeps,
  subject: Subject,
  { content: before, createdAt }: Snapshot,
): Promise<DigestContent | null> {
  if (!before.items.some(isLate)) return null;
  if (!(await hasImportSince(deps.database.client, subject.digest.workspaceId, createdAt))) return null;
  const content = await contentOf(deps, subject, { landed: before.landed, corrected: before });
  const stillLate = new Set(content.items.filter(isLate).map(({ figures }) => figures.kpi.key));
  const arrived = before.items.filter((item) => isLate(item) && !stillLate.has(item.figures.kpi.key));
  if (arrived.length === 0) return null;
  const landed = new Map(
    [...before.landed, ...arrived.flatMap(({ sources }) => sources.slice(0, 1))].map((source) => [source.key, source]),
  );
  return { ...content, landed: [...landed.values()] };
}

/** The content with explanations given since it was composed, and nothing else changed; null where there are none. */
async function explainedAnew(
  { database }: CorrectionDeps,
  { digest }: Subject,
  { content }: Snapshot,
): Promise<DigestContent | null> {
  const { workspaceId, period } = digest;
  const items = await withExplanations(database.client, { workspaceId, period }, content.items);
  const said = (some: DigestContent['items']) => canonicalJson(some.map(({ explanation = null }) => explanation));
  return said(items) === said(content.items) ? null : { ...content, items };
}
