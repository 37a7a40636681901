import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { context } from '../blocks.js';
import type { SectionModule } from '../message.js';
import { dateText } from '../wording.js';

/** As of when, when next, and how to read the chart. */
export const footer: SectionModule = {
  parent({ content, items, locale, say }) {
    const days = items.map((item) => item.figures.dataThrough).filter((day) => day !== null);
    const newest = days.sort().at(-1) ?? null;
    const parts = [say('digests.footer.asOf', { date: dateText(newest, locale) })];
    if (content.nextRunAt) {
      const { timeZone } = content.committee;
      const date = regionalInstant(new Date(content.nextRunAt), { locale, timeZone });
      parts.push(say('digests.footer.next', { date }));
    }
    const line = parts.join(' · ');
    return { lines: [line], blocks: [context(line), context(say('digests.footer.guide'))] };
  },
};
