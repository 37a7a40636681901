import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { periodLabelText } from '../../../kernel/period-text.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import { context } from '../blocks.js';
import type { SectionModule, SectionView } from '../message.js';

/** What a reader must know before trusting the message: it is late, something was missed, something is withheld. */
export const notices: SectionModule = {
  parent(view) {
    const lines = noticeLines(view);
    return { lines, blocks: lines.map((line) => context(escapeMrkdwn(line))) };
  },
};

function noticeLines({ content, withheld, locale, say }: SectionView): string[] {
  const lines: string[] = [];
  if (content.isSampleData) lines.push(say('digests.notices.sample'));
  if (content.isLate) {
    const { timeZone } = content.committee;
    const due = regionalInstant(new Date(content.scheduledFor), { locale, timeZone });
    lines.push(say('digests.notices.late', { due }));
  }
  if (content.missedPeriods.length > 0) {
    const periods = content.missedPeriods.map((label) => periodLabelText(parsePeriod(label), locale)).join(', ');
    lines.push(say('digests.notices.missed', { periods }));
  }
  if (withheld > 0) lines.push(say('digests.notices.withheld', { count: withheld }));
  return lines;
}
