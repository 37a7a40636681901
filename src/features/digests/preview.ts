import type { Block } from '@slack/types';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import { imageBlock } from '../../platform/outbox/pictures.js';
import { fitMessage } from '../../platform/slack/fit-message.js';
import type { Texts } from '../../platform/texts.js';
import { composeMessages } from './compose.js';
import type { DigestContent } from './digest.js';
import { isChartBlock } from './message.js';
import { withCharts } from './shown-chart.js';
import type { DigestTemplates } from './template.js';

/** One message as Slack would be asked to post it; `thread` is null or the index of the parent message. */
export type PreviewMessage = {
  readonly channel: string;
  readonly thread: number | null;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly { readonly id: string; readonly name: string }[];
};

export type Preview = {
  readonly messages: readonly PreviewMessage[];
  readonly pictures: readonly { readonly id: string; readonly name: string; readonly png: Uint8Array }[];
};

/** Exactly what would be sent for a content, with pictures drawn and nothing sent. */
export async function previewDigest(
  deps: { readonly charts: ChartRenderer; readonly templates: DigestTemplates; readonly texts: Texts },
  ask: { readonly content: DigestContent; readonly channel: string },
): Promise<Preview> {
  const { content, channel } = ask;
  const template = deps.templates.get(content.template);
  const drafts = composeMessages(content, { template, texts: deps.texts });
  // All at once: the threads draw them side by side, and each is drawn once.
  await Promise.all(
    drafts.flatMap(({ blocks }) => blocks.filter(isChartBlock).map(({ spec }) => deps.charts.render(spec))),
  );
  const pictures: { id: string; name: string; png: Uint8Array }[] = [];
  const messages: PreviewMessage[] = [];
  for (const draft of drafts) {
    const files: { id: string; name: string }[] = [];
    const blocks = await withCharts(draft, async ({ spec }) => {
      const { png } = await deps.charts.render(spec);
      const id = `F${String(pictures.length + 1).padStart(8, '0')}`;
      const name = `${draft.part.replace(/[^a-z0-9_-]+/gi, '-')}.png`;
      pictures.push({ id, name, png });
      files.push({ id, name });
      return imageBlock(spec, id);
    });
    const fitted = fitMessage({ text: draft.text, blocks });
    messages.push({ channel, thread: messages.length === 0 ? null : 0, ...fitted, files });
  }
  return { messages, pictures };
}
