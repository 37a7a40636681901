import { periodLabelText } from '../../../kernel/period-text.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { header } from '../../../platform/slack/elements.js';
import { clampText } from '../../../platform/slack/escape.js';
import { asText, prose } from '../blocks.js';
import { isUnknown, lastingSignal, needsAttention } from '../digest.js';
import type { DigestSection, DigestView } from '../section.js';
import { continuingText } from '../signal-wording.js';
import { findingText } from '../wording.js';

/** So that a long name leaves room for the period within the 150 characters of a header. */
const committeeNameAtMost = 90;

/** Whose digest, of when, and the finding in one sentence. */
export const headline: DigestSection = {
  name: 'headline',
  parent(view) {
    const title = digestTitle(view);
    const finding = [{ bold: headlineText(view) }];
    return { lines: [asText([[title]]), asText([finding])], blocks: [header(title), prose([finding])] };
  },
};

/** "Croissance : semaine 46 (9–15 novembre 2026)". */
function digestTitle({ content, locale, say }: DigestView): string {
  const period = periodLabelText(parsePeriod(content.period), locale);
  const committee = clampText(content.committee.name[locale], committeeNameAtMost);
  const title = say('digests.title', { committee, period });
  return content.isDraft ? say('digests.draft', { title }) : title;
}

function headlineText(view: DigestView): string {
  const { items, say } = view;
  const [first, ...others] = items.filter(needsAttention);
  if (first) {
    const finding = findingText(first, view);
    return others.length > 0
      ? say('digests.headline.more', { finding, count: others.length })
      : say('digests.headline.one', { finding });
  }
  if (items.length === 0) return say('digests.headline.empty');
  const unknown = items.filter(isUnknown).length;
  const total = items.length;
  const [lasting, ...lastingToo] = items.filter(lastingSignal);
  const signal = lasting && lastingSignal(lasting);
  if (lasting && signal) {
    return say('digests.headline.continuing', {
      finding: findingText(lasting, view),
      signal: continuingText(signal, lasting.figures, view),
      count: lastingToo.length,
      missing: unknown,
    });
  }
  if (unknown === 0) return say('digests.headline.calm');
  return say(`digests.headline.${unknown === total ? 'unknown' : 'partlyKnown'}`, { unknown, total });
}
