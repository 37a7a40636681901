import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import { section } from '../blocks.js';
import type { SectionModule } from '../message.js';

/** A line per source whose late data arrived after the digest had left. */
export const landed: SectionModule = {
  thread({ content, locale, say }) {
    return content.landed.map((source) => {
      const text = escapeMrkdwn(say('digests.landed.line', { source: source.name[locale] }));
      return { part: `landed:${source.key}`, text, blocks: [section(text)] };
    });
  },
};
