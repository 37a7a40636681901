import type { Block } from '@slack/types';
import { loadTemplates } from '../../../src/digest-sections.js';
import { composeMessages } from '../../../src/features/digests/compose.js';
import type { DigestContent } from '../../../src/features/digests/digest.js';
import { type ChartBlock, isChartBlock, type MessageDraft } from '../../../src/features/digests/message.js';
import { shownChart } from '../../../src/features/digests/shown-chart.js';
import type { AccessLevel } from '../../../src/organisation/access-level.js';
import { imageBlock } from '../../../src/platform/outbox/pictures.js';
import { loadTexts } from '../../../src/platform/texts.js';

export const texts = loadTexts();
const template = loadTemplates().get('weekly-operational');

export function composed(content: DigestContent, clearance: AccessLevel = 'restricted'): MessageDraft[] {
  return composeMessages(content, { template, texts, readers: { clearance, hasOutsiders: false } });
}

/** As it reads where another company reads along, whatever the level of the channel would be. */
export function composedForOutsiders(content: DigestContent): MessageDraft[] {
  return composeMessages(content, { template, texts, readers: { clearance: 'public', hasOutsiders: true } });
}

export function partOf(drafts: readonly MessageDraft[], name: string): MessageDraft {
  const found = drafts.find(({ part }) => part === name);
  if (!found) throw new Error(`no part ${name} among ${drafts.map(({ part }) => part).join(', ')}`);
  return found;
}

export function parentOf(content: DigestContent): MessageDraft {
  return partOf(composed(content), 'parent');
}

/** Lines of the top-level text, with Intl's no-break spaces as plain ones. */
export function linesOf(draft: MessageDraft): string[] {
  return spaced(draft.text).split('\n');
}

export function spaced(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

export function chartsOf(drafts: readonly MessageDraft[]): ChartBlock['spec'][] {
  return drafts.flatMap(({ blocks }) => blocks.flatMap((block) => (isChartBlock(block) ? [block.spec] : [])));
}

/** The blocks as Slack would get them, with a file in place of each chart, or without any. */
export function sentBlocks({ blocks }: MessageDraft, { hasPictures = true } = {}): Block[] {
  return blocks.flatMap((block) =>
    isChartBlock(block) ? shownChart(block, hasPictures ? imageBlock(block.spec, 'F0PICTURE') : null) : [block],
  );
}
