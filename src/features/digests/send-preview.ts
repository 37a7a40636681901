import type { NewId } from '../../kernel/ids.js';
import type { AccessLevel } from '../../organisation/access-level.js';
import { findPersonBySlackId } from '../../organisation/people/people.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import { pictureIfAny } from '../../platform/outbox/pictures.js';
import { createUploadedFiles } from '../../platform/outbox/uploaded-files.js';
import { fitMessage } from '../../platform/slack/fit-message.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { unstoredKey } from '../../platform/slack/unstored-keys.js';
import { whenSlackAllows } from '../../platform/slack/when-slack-allows.js';
import { composeMessages } from './compose.js';
import { isChartBlock } from './message.js';
import { contentFor, type DigestAsk } from './run.js';
import type { Readers } from './section.js';
import { withCharts } from './shown-chart.js';
import type { SweepDeps } from './sweep.js';

export type SendPreviewDeps = SweepDeps & {
  readonly messenger: Messenger;
  readonly charts: ChartRenderer;
  readonly newId: NewId;
};

/** Longest wait that is worth it to a person who asked for a preview; more, and they ask again. */
const patienceMs = 60_000;

type Reader = { readonly slackUserId: string; readonly accessLevel: AccessLevel };

/**
 * Sends a digest as it would read now to one person, by direct message, with what they may see. It stands in no
 * outbox: should the process die on the way, the person asks again.
 * @throws as `contentFor`; SlackFailure when Slack does not take it.
 */
export async function sendPreview(deps: SendPreviewDeps, ask: DigestAsk, reader: Reader): Promise<void> {
  const { content } = await contentFor(deps, ask);
  const template = deps.templates.get(content.template);
  const drafts = composeMessages(content, { template, texts: deps.texts, readers: await readersOf(deps, reader) });
  // All at once: the threads draw them side by side, and what is drawn is kept.
  await Promise.all(
    drafts.flatMap(({ blocks }) => blocks.filter(isChartBlock).map(({ spec }) => deps.charts.render(spec))),
  );
  const channel = await deps.messenger.openDirectMessage(reader.slackUserId);
  const run = deps.newId();
  const files = createUploadedFiles(deps.database, deps.workspaceId);
  let parent: string | undefined;
  for (const draft of drafts) {
    const blocks = await withCharts(draft, ({ spec }) => pictureIfAny({ ...deps, files }, spec));
    const fitted = fitMessage({ text: draft.text, blocks });
    const thread = parent ? { threadTs: parent } : {};
    const key = unstoredKey('preview', `${run}:${draft.part}`);
    const { ts } = await whenSlackAllows(() => deps.messenger.post({ channel, key, ...thread, ...fitted }), {
      patienceMs,
    });
    parent ??= ts;
  }
}

/** A guest sees of what people wrote only what they raised themselves, and that is in their lists. */
async function readersOf(deps: SendPreviewDeps, { slackUserId, accessLevel }: Reader): Promise<Readers> {
  const { workspaceId, database } = deps;
  const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId });
  return { clearance: accessLevel, hasOutsiders: person?.isGuest ?? true };
}
