import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { context } from '../blocks.js';
import type { SectionModule, SectionView } from '../message.js';
import { dateText } from '../wording.js';

/** As of when, when next, how to read the board, and the head by which the record of events can be checked later. */
export const footer: SectionModule = {
  parent(view) {
    const dates = datesText(view);
    const guide = view.items.length > 0 ? view.say('digests.footer.guide') : '';
    const { auditHead } = view.content;
    const audit = auditHead === undefined ? '' : view.say('digests.footer.audit', { head: auditHead });
    return { lines: [dates, audit].filter(Boolean), blocks: [dates, guide, audit].filter(Boolean).map(context) };
  },
};

function datesText({ content, items, locale, say }: SectionView): string {
  const newest = items.reduce<string | null>(
    (latest, { figures }) => ((figures.dataThrough ?? '') > (latest ?? '') ? figures.dataThrough : latest),
    null,
  );
  const parts: string[] = [];
  if (newest) parts.push(say('digests.footer.asOf', { date: dateText(newest, items[0]?.figures, locale) }));
  if (content.nextRunAt) {
    const { timeZone } = content.committee;
    const near = content.scheduledFor.slice(0, 10);
    parts.push(
      say('digests.footer.next', { date: regionalInstant(new Date(content.nextRunAt), { locale, timeZone, near }) }),
    );
  }
  return parts.join(' · ');
}
