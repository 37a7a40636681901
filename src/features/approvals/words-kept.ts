import { clampText } from '../../platform/slack/escape.js';

/** What is kept of a text that people write about an approval, however long it is. */
const keptAtMost = 3_000;

/** A text as it is stored: trimmed, and not longer than a form takes. */
export function textKept(text: string): string {
  return clampText(text.trim(), keptAtMost);
}
