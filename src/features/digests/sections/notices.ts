import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { periodLabelText } from '../../../kernel/period-text.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { asText, context } from '../blocks.js';
import type { DigestSection, DigestView } from '../section.js';
import { listText } from '../wording.js';

/** After a long absence the newest are named and the others counted. */
const missedAtMost = 3;

/** What a reader must know before trusting the message: it is late, something was missed, something is withheld. */
export const notices: DigestSection = {
  name: 'notices',
  parent(view) {
    const lines = noticeLines(view);
    return { lines: lines.map((line) => asText([[line]])), blocks: lines.map(context) };
  },
};

function noticeLines({ content, withheld, withheldItems, locale, say }: DigestView): string[] {
  const lines: string[] = [];
  if (content.isDraft) {
    lines.push(say('digests.notices.draft', { period: periodLabelText(parsePeriod(content.period), locale) }));
  }
  if (content.isSampleData) lines.push(say('digests.notices.sample'));
  if (content.isLate) {
    const { timeZone } = content.committee;
    const due = regionalInstant(new Date(content.scheduledFor), { locale, timeZone, near: content.period.slice(0, 4) });
    lines.push(say('digests.notices.late', { due }));
  }
  if (content.missedPeriods.length > 0) {
    lines.push(say('digests.notices.missed', { periods: missedText({ content, locale, say }) }));
  }
  if (withheld > 0) lines.push(say('digests.notices.withheld', { count: withheld }));
  if (withheldItems > 0) lines.push(say('digests.notices.withheldItems', { count: withheldItems }));
  return lines;
}

function missedText({ content, locale, say }: Pick<DigestView, 'content' | 'locale' | 'say'>): string {
  const { missedPeriods } = content;
  const named = missedPeriods.slice(-missedAtMost).map((label) => periodLabelText(parsePeriod(label), locale));
  const count = missedPeriods.length - named.length;
  return count > 0 ? say('digests.notices.missedMore', { newest: named.join(', '), count }) : listText(named, locale);
}
