/** A line as Slack sends it (`<@U1>`, `<#C1|name>`, `<https://x|label>`, `&amp;`) cut into words that can be read one by one. */

/**
 * `text` is what a title shows: entities decoded, links as their label. `core` is for reading: lower case, no
 * punctuation around it; empty for emoji, dashes and anything too long to be a word of a date or a tag.
 */
export type SlackWord = {
  readonly kind: 'word' | 'person' | 'channel' | 'fixed';
  readonly text: string;
  readonly core: string;
  /** Slack's id of a person; a channel's name; that it is a user group. */
  readonly ref: string;
  /** No white space stands before it: "<@U1>'s". */
  readonly isGlued: boolean;
  readonly startsClause: boolean;
  readonly endsClause: boolean;
};

/** What `SlackWord.ref` is of a user group. */
export const groupRef = 'group';

/** A word that was taken out of the line already (owner, tags) is null: a date may stand before it as before the end. */
export type LineWords = readonly (SlackWord | null)[];

/** Longer words are no dates and no tags; leaving them unread keeps hostile text cheap. */
const longestRead = 80;

const clauseMark = /[,;:.!?…()[\]{}«»"“”|]/u;

/** What was between angle brackets, or anything up to white space; an angle that nothing closes is a letter. */
const pieces = /<[^<>]*>|(?:[^\s\p{Cc}<]|<(?![^<>]*>))+/gu;

/** Reads any text without throwing; control characters count as white space. */
export function slackWords(text: string): SlackWord[] {
  const words: SlackWord[] = [];
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    const [piece] = match;
    const isGlued = match.index === end && end > 0;
    const isNewLine = !isGlued && text.slice(end, match.index).includes('\n');
    const isToken = piece.startsWith('<') && piece.endsWith('>');
    words.push(isToken ? slackToken(piece, { isGlued }) : plainWord(decoded(piece), { isGlued, isNewLine }));
    end = match.index + piece.length;
  }
  return words;
}

type Before = { readonly isGlued: boolean; readonly isNewLine: boolean };

function plainWord(text: string, { isGlued, isNewLine }: Before): SlackWord {
  // Most words are plain, and classes of all the world's letters are slow to match.
  if (text.length <= longestRead && /^[a-z0-9]+$/i.test(text)) {
    const core = text.toLowerCase();
    return { kind: 'word', text, core, ref: '', isGlued, startsClause: isNewLine, endsClause: false };
  }
  const isSign = text.length > longestRead || /^:[a-z0-9_+-]+:$/.test(text);
  const [before = '', core = '', after = ''] = isSign ? [] : around(text.normalize('NFC'));
  return {
    kind: 'word',
    text,
    core: core.replaceAll(/[’ʼ]/g, "'").toLowerCase(),
    ref: '',
    isGlued,
    startsClause: isNewLine || clauseMark.test(before),
    endsClause: clauseMark.test(after),
  };
}

/** Punctuation before, the word, punctuation after. */
function around(text: string): readonly string[] {
  const core = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u.exec(text);
  return core ? [text.slice(0, core.index), core[0], text.slice(core.index + core[0].length)] : [text, '', ''];
}

/** Anything in angle brackets: what Slack put there, or text of somebody who writes past Slack. */
function slackToken(piece: string, { isGlued }: Pick<Before, 'isGlued'>): SlackWord {
  const bar = piece.indexOf('|');
  const target = piece.slice(1, bar < 0 ? -1 : bar);
  const label = bar < 0 ? '' : onOneLine(decoded(piece.slice(bar + 1, -1)));
  const isLink = /^[a-z][a-z0-9+.-]*:/i.test(target);
  if (/^@[UW][A-Z0-9]+$/.test(target)) return unread({ kind: 'person', text: target, ref: target.slice(1), isGlued });
  if (/^#[CGD][A-Z0-9]+$/.test(target)) {
    return unread({ kind: 'channel', text: `#${label || target.slice(1)}`, ref: label, isGlued });
  }
  const special = target.startsWith('!') ? label || `@${specialName(target)}` : null;
  const shown = special ?? (isLink ? label || decoded(target) : decoded(piece));
  const ref = target.startsWith('!subteam') ? groupRef : '';
  return unread({ kind: 'fixed', text: onOneLine(shown), ref, isGlued });
}

/** Field by field: spreading objects costs ten times as much, and pasted text has thousands of words. */
function unread({ kind, text, ref, isGlued }: Pick<SlackWord, 'kind' | 'text' | 'ref' | 'isGlued'>): SlackWord {
  return { kind, text, core: '', ref, isGlued, startsClause: false, endsClause: false };
}

function onOneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** `!here` → here, `!subteam^S12` → S12. */
function specialName(target: string): string {
  return target.split('^')[1] || target.slice(1);
}

/** Slack escapes these three only; one pass, so that a typed "&lt;" stays what was typed. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<' })[name] ?? '>');
}
