import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { context } from '../blocks.js';
import type { SectionModule, SectionView } from '../message.js';
import { dateText } from '../wording.js';

/** As of when, when next, and how to read the board. */
export const footer: SectionModule = {
  parent(view) {
    const dates = datesText(view);
    const guide = view.items.length > 0 ? view.say('digests.footer.guide') : '';
    return { lines: [dates].filter(Boolean), blocks: [dates, guide].filter(Boolean).map(context) };
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
