import { storable } from '../../kernel/well-formed.js';

/** Makes text safe to stand in a message: it says what it says, and never pings, links, formats or cuts a block short. */

/** An invisible character that keeps Slack from reading two neighbours as one command. */
const invisible = '\u200B';

/** Escapes the three characters Slack's mrkdwn and top-level text give a meaning to; nothing else may be escaped there. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What `escapeMrkdwn` escaped, as it was: for words that are shown as plain text after all. */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * People's own text, to stand inside mrkdwn: escaped, and without the power to format (`*_~` and back-ticks, a quote
 * at the start of a line) or to call (`@here`, `#channel`). Slack has no escape for those, so an invisible character
 * stands on both sides of each: whichever side Slack looks at, it finds no word there.
 */
export function plainInMrkdwn(text: string): string {
  return escapeMrkdwn(text)
    .replaceAll(/[*_~`]/g, `${invisible}$&${invisible}`)
    .replaceAll(/[@#](?=\S)/g, `$&${invisible}`)
    .replaceAll(/^([ \t]*)(&gt;)/gm, `$1${invisible}$2`);
}

/**
 * At most `max` UTF-16 units, ending in … where something was cut off. Never cuts through a character outside the
 * basic plane, an entity such as `&amp;`, or a `<…|…>` link or mention.
 */
export function clampText(whole: string, max: number): string {
  // What an older version stored may hold half a character, for which Slack refuses the message.
  const text = storable(whole);
  if (text.length <= max) return text;
  if (max < 1) return '';
  return `${text.slice(0, cutBefore(text, max - 1)).trimEnd()}…`;
}

function cutBefore(text: string, end: number): number {
  const entity = /&(?:amp|lt|gt|am|a|l|g)?$/.exec(text.slice(Math.max(0, end - 4), end));
  if (entity && /^&(?:amp|lt|gt);/.test(text.slice(end - entity[0].length))) return end - entity[0].length;
  const opened = text.lastIndexOf('<', end - 1);
  if (opened > text.lastIndexOf('>', end - 1) && text.indexOf('>', end) >= 0) return opened;
  return isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
