import { asText, prose } from '../blocks.js';
import type { DigestSection } from '../section.js';

/** A line per source whose late data arrived after the digest had left, where one of its KPIs is shown. */
export const landed: DigestSection = {
  name: 'landed',
  thread({ content, items, withheld, locale, say }) {
    const isShown = (key: string) =>
      withheld === 0 || items.some(({ sources }) => sources.some((source) => source.key === key));
    return content.landed
      .filter(({ key }) => isShown(key))
      .map((source) => {
        const lines = [[say('digests.landed.line', { source: source.name[locale] })]];
        return { part: `landed:${source.key}`, text: asText(lines), blocks: [prose(lines)] };
      });
  },
};
