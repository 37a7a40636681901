import type { Clock } from '../../kernel/clock.js';
import { canonicalJson } from '../../kernel/json.js';
import { contentOf, type Subject } from './content-of.js';
import { type DigestContent, isLate } from './digest.js';
import { withExplanations } from './explanations.js';
import type { GatherDeps } from './gather.js';
import { isSince, type News } from './news.js';
import { correctDigest, type PublishDeps } from './publish.js';
import { type ComposedDigest, findSnapshot, type Snapshot } from './stored-digests.js';

export type CorrectionDeps = PublishDeps & GatherDeps & { readonly clock: Clock };

type Composed = Subject & { readonly digest: ComposedDigest };

/** Edits digests that have left. */
export interface Corrections {
  /**
   * Brings a digest up to date where readings that it lacked have arrived, or somebody explained one of its figures. Reads
   * nothing where there is no news since the digest was composed, or none since the last look.
   */
  correct(subject: Composed, news: News): Promise<void>;
}

export function createCorrections(deps: CorrectionDeps): Corrections {
  /** Of which snapshot, and what there was, at the last look at each committee's newest digest. */
  const looked = new Map<string, string>();
  return {
    async correct(subject, news) {
      const { id, committeeId, newest } = subject.digest;
      if (!Object.values(news).some((kind) => isSince(kind, newest.createdAt))) return;
      const seen = `${id} ${newest.number} ${news.imports.count} ${news.explanations.count}`;
      if (looked.get(committeeId) === seen) return;
      await correctNewest(deps, subject, news);
      looked.set(committeeId, seen);
    },
  };
}

async function correctNewest(deps: CorrectionDeps, subject: Composed, { imports }: News): Promise<void> {
  const at = deps.clock.now();
  const previous = await findSnapshot(deps.database.client, { digestId: subject.digest.id });
  if (!previous) return;
  const late = isSince(imports, previous.createdAt) ? await withLateData(deps, subject, previous.content) : null;
  const content = late ?? (await explainedAnew(deps, subject, previous));
  if (!content) return;
  await correctDigest(deps, { ...subject, content, previous, at, actorKey: null, surface: 'schedule' });
}

/** The content with readings that were late and have arrived, and says so; null where none has. */
async function withLateData(
  deps: CorrectionDeps,
  subject: Subject,
  before: DigestContent,
): Promise<DigestContent | null> {
  if (!before.items.some(isLate)) return null;
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
