import { periodLabelText } from '../../../kernel/period-text.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import { header, section } from '../blocks.js';
import { needsAttention } from '../digest.js';
import type { SectionModule, SectionView } from '../message.js';
import { findingText } from '../wording.js';

/** Whose digest, of when, and the finding in one sentence. */
export const headline: SectionModule = {
  parent(view) {
    const title = digestTitle(view);
    const finding = headlineText(view);
    return { lines: [title, finding], blocks: [header(title), section(`*${escapeMrkdwn(finding)}*`)] };
  },
};

/** "Croissance : semaine 46 (9–15 novembre 2026)". */
export function digestTitle({ content, locale, say }: SectionView): string {
  const period = periodLabelText(parsePeriod(content.period), locale);
  return say('digests.title', { committee: content.committee.name[locale], period });
}

function headlineText(view: SectionView): string {
  const { items, say } = view;
  const [first, ...others] = items.filter(needsAttention);
  if (first) {
    const finding = findingText(first, view);
    return others.length > 0
      ? say('digests.headline.more', { finding, count: others.length })
      : say('digests.headline.one', { finding });
  }
  if (items.length === 0) return say('digests.headline.empty');
  const without = items.filter((item) => item.figures.current.value === null || item.figures.greyReason === 'late');
  return without.length > 0
    ? say('digests.headline.calmWithGrey', { count: without.length })
    : say('digests.headline.calm');
}
