/** A line as Slack sends it (`<@U1>`, `<#C1|name>`, `<https://x|label>`, `&amp;`) cut into words that can be read one by one. */

/**
 * `text` is what a title shows: entities decoded, links as their label. `core` is for reading: lower case, no
 * punctuation around it; empty for emoji, dashes and anything too long to be a word of a date or a tag.
 */
export type SlackWord = {
  readonly kind: 'word' | 'person' | 'channel' | 'fixed';
  readonly text: string;
  readonly core: string;
  /** Slack's id of a person; a channel's name. */
  readonly ref: string;
  /** No white space stands before it: "<@U1>'s". */
  readonly isGlued: boolean;
  readonly startsClause: boolean;
  readonly endsClause: boolean;
};

type Bare = Pick<SlackWord, 'kind' | 'text' | 'ref'>;

/** Longer words are no dates and no tags; leaving them unread keeps hostile text cheap. */
const longestRead = 80;

const clauseMark = /[,;:.!?…()[\]{}«»"“”|]/u;

/** Reads any text without throwing; control characters count as white space. */
export function slackWords(text: string): SlackWord[] {
  const words: SlackWord[] = [];
  let isGlued = false;
  for (const part of text.split(/(<[^<>]*>)/)) {
    const token = slackToken(part);
    if (token) {
      words.push({ ...token, core: '', isGlued, startsClause: false, endsClause: false });
      isGlued = true;
    } else if (part !== '') {
      pushPlainWords(words, part, isGlued);
      isGlued = !/[\s\p{Cc}]$/u.test(part);
    }
  }
  return words;
}

function pushPlainWords(words: SlackWord[], part: string, isGlued: boolean): void {
  const pieces = part.split(/([\s\p{Cc}]+)/u);
  let isNewLine = false;
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) isNewLine = piece.includes('\n');
    else if (piece !== '') {
      const word = plainWord(decoded(piece));
      words.push({ ...word, isGlued: index === 0 && isGlued, startsClause: word.startsClause || isNewLine });
      isNewLine = false;
    }
  }
}

function plainWord(text: string): SlackWord {
  const bare = { kind: 'word', text, ref: '', isGlued: false } as const;
  const isSign = text.length > longestRead || /^:[a-z0-9_+-]+:$/.test(text);
  const [before = '', core = '', after = ''] = isSign ? [] : around(text.normalize('NFC'));
  return {
    ...bare,
    core: core.replaceAll(/[’ʼ]/g, "'").toLowerCase(),
    startsClause: clauseMark.test(before),
    endsClause: clauseMark.test(after),
  };
}

/** Punctuation before, the word, punctuation after. */
function around(text: string): readonly string[] {
  const core = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u.exec(text);
  return core ? [text.slice(0, core.index), core[0], text.slice(core.index + core[0].length)] : [text, '', ''];
}

function slackToken(part: string): Bare | null {
  if (!part.startsWith('<') || !part.endsWith('>')) return null;
  const bar = part.indexOf('|');
  const target = part.slice(1, bar < 0 ? -1 : bar);
  const label = bar < 0 ? '' : decoded(part.slice(bar + 1, -1)).trim();
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: 'person', text: target, ref: target.slice(1) };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { kind: 'channel', text: `#${label || target.slice(1)}`, ref: label };
  if (target.startsWith('!')) return { kind: 'fixed', text: label || `@${specialName(target)}`, ref: '' };
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return { kind: 'fixed', text: label || decoded(target), ref: '' };
  return null;
}

/** `!here` → here, `!subteam^S12` → S12. */
function specialName(target: string): string {
  return target.split('^')[1] || target.slice(1);
}

/** Slack escapes these three only; one pass, so that a typed "&lt;" stays what was typed. */
function decoded(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<' })[name] ?? '>');
}
