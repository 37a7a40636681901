import type { SectionBlock } from '@slack/types';
import { words } from './elements.js';
import { clampText } from './escape.js';

/** Below Slack's 3,000, so that nothing is cut through the middle. */
export const sectionAtMost = 2_900;

/** Lines in mrkdwn, packed into as few sections as hold them; a line that fills more than one is cut. */
export function wordsInLines(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < sectionAtMost) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(clampText(line, sectionAtMost));
  }
  return texts.map(words);
}

/** A long text in mrkdwn in as many sections as it takes, at most so many; what is beyond them is left out. */
export function longWords(text: string, sectionsAtMost: number): SectionBlock[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length && parts.length < sectionsAtMost; ) {
    const part = clampText(text.slice(from), sectionAtMost);
    const isCut = part.length < text.length - from;
    // Where it goes on in the next section, nothing was cut off.
    const shown = isCut ? part.slice(0, -1) : part;
    parts.push(shown);
    from += shown.length;
  }
  return parts.map(words);
}
