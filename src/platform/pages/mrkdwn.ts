/**
 * Slack's own markup. It is close to Markdown and not the same: `*bold*`, no headings, no lists, no link syntax, and a
 * mark counts only beside white space or punctuation. (The library that draws other blocks reads it as Markdown and so
 * loses the colons of `10:30:45` and whole lines that begin with `#`.)
 */

export type MrkdwnNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly MrkdwnNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'user' | 'channel' | 'usergroup'; readonly id: string; readonly label: string | null }
  | { readonly kind: 'broadcast'; readonly range: string }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly link: string | null;
      readonly fallback: string;
    }
  | { readonly kind: 'link'; readonly url: string; readonly label: string | null }
  | { readonly kind: 'emoji'; readonly name: string };

export type MrkdwnPart =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly MrkdwnNode[] }
  | { readonly kind: 'pre'; readonly text: string };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const wordCharacter = /[\p{L}\p{N}]/u;

/** Reads mrkdwn into parts in order. Anything that is not markup stays as the text it is; it never throws. */
export function parseMrkdwn(source: string): readonly MrkdwnPart[] {
  return source
    .split(/(```[\s\S]+?```)/)
    .flatMap((piece, index) => (index % 2 === 1 ? preformatted(piece.slice(3, -3)) : textParts(piece)));
}

function preformatted(piece: string): MrkdwnPart[] {
  const text = decodeEntities(piece.replace(/^\n|\n$/g, ''));
  return text === '' ? [] : [{ kind: 'pre', text }];
}

function textParts(text: string): MrkdwnPart[] {
  const groups: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:>|&gt;) ?/.exec(line);
    const last = groups.at(-1);
    const content = quoted ? line.slice(quoted[0].length) : line;
    if (last && last.isQuote === Boolean(quoted)) last.lines.push(content);
    else groups.push({ isQuote: Boolean(quoted), lines: [content] });
  }
  return groups
    .map(({ isQuote, lines }) => ({
      isQuote,
      text: isQuote ? lines.join('\n') : lines.join('\n').replace(/^\n|\n$/g, ''),
    }))
    .filter((group) => group.text.trim() !== '')
    .map((group) => ({ kind: group.isQuote ? 'quote' : 'paragraph', children: parseInline(group.text) }));
}

/** Reads one run of text; marks do not reach over a line's end, as in Slack. */
function parseInline(source: string): readonly MrkdwnNode[] {
  const nodes: MrkdwnNode[] = [];
  const unclosed: Unclosed = new Map();
  let plain = '';
  let at = 0;
  while (at < source.length) {
    const found = nodeAt(source, at, unclosed);
    if (found) {
      if (plain) nodes.push({ kind: 'text', text: decodeEntities(plain) });
      plain = '';
      nodes.push(found.node);
      at += found.length;
    } else {
      plain += source.charAt(at);
      at += 1;
    }
  }
  if (plain) nodes.push({ kind: 'text', text: decodeEntities(plain) });
  return nodes;
}

interface Found {
  readonly node: MrkdwnNode;
  readonly length: number;
}

/** For each mark, the end of the line on which no other one closes it: a text full of single marks is read in one go. */
type Unclosed = Map<string, number>;

function nodeAt(source: string, at: number, unclosed: Unclosed): Found | null {
  switch (source.charAt(at)) {
    case '<':
      return angleAt(source, at);
    case '`':
      return codeAt(source, at);
    case ':':
      return emojiAt(source, at);
    case 'h':
      return bareLinkAt(source, at);
    case '*':
    case '_':
    case '~':
      return markedAt(source, at, unclosed);
    default:
      return null;
  }
}

function codeAt(source: string, at: number): Found | null {
  const code = /^`([^`\n]+)`/.exec(source.slice(at));
  return code ? { node: { kind: 'code', text: decodeEntities(code[1] ?? '') }, length: code[0].length } : null;
}

/** The name may be nobody's emoji, as in `10:30:45`: whoever draws it then puts the colons back. */
function emojiAt(source: string, at: number): Found | null {
  const emoji = /^:([a-z0-9_+'-]+):/.exec(source.slice(at, at + 80));
  return emoji ? { node: { kind: 'emoji', name: emoji[1] ?? '' }, length: emoji[0].length } : null;
}

function bareLinkAt(source: string, at: number): Found | null {
  if (at > 0 && wordCharacter.test(source.charAt(at - 1))) return null;
  const link = /^https?:\/\/[^\s<>|*`]+[^\s<>|*`.,;:!?)'"]/.exec(source.slice(at));
  return link ? { node: { kind: 'link', url: decodeEntities(link[0]), label: null }, length: link[0].length } : null;
}

function markedAt(source: string, at: number, unclosed: Unclosed): Found | null {
  const mark = source.charAt(at) as keyof typeof marks;
  if (at < (unclosed.get(mark) ?? 0) || isWordAt(source, at - 1) || isSpaceAt(source, at + 1)) return null;
  let end = at + 1;
  for (; end < source.length && source.charAt(end) !== '\n'; end += Math.max(1, skippable(source, end))) {
    if (source.charAt(end) === mark && end > at + 1 && !isSpaceAt(source, end - 1) && !isWordAt(source, end + 1)) {
      return { node: { kind: marks[mark], children: parseInline(source.slice(at + 1, end)) }, length: end - at + 1 };
    }
  }
  unclosed.set(mark, end);
  return null;
}

/** A mark inside code or inside a link closes nothing. */
function skippable(source: string, at: number): number {
  const character = source.charAt(at);
  if (character === '`') return codeAt(source, at)?.length ?? 0;
  return character === '<' ? (angleAt(source, at)?.length ?? 0) : 0;
}

function isWordAt(source: string, at: number): boolean {
  return wordCharacter.test(source.charAt(at));
}

function isSpaceAt(source: string, at: number): boolean {
  return at >= source.length || /\s/.test(source.charAt(at));
}

function angleAt(source: string, at: number): Found | null {
  const token = /^<([^<>\n]+)>/.exec(source.slice(at));
  if (!token) return null;
  const node = angleNode(token[1] ?? '');
  return node ? { node, length: token[0].length } : null;
}

function angleNode(inner: string): MrkdwnNode | null {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : decodeEntities(inner.slice(bar + 1));
  const id = target.slice(1);
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return { kind: 'user', id, label };
  if (/^#[CG][A-Z0-9]+$/.test(target)) return { kind: 'channel', id, label };
  if (target.startsWith('!')) return commandNode(id, label);
  if (/^(?:https?|mailto|tel):/i.test(target)) return { kind: 'link', url: decodeEntities(target), label };
  return null;
}

function commandNode(command: string, label: string | null): MrkdwnNode | null {
  if (/^(?:here|channel|everyone)$/.test(command)) return { kind: 'broadcast', range: command };
  const [name, first = '', format = '', link] = command.split('^');
  if (name === 'subteam') return { kind: 'usergroup', id: first, label };
  if (name !== 'date' || !/^-?\d{1,12}$/.test(first)) return null;
  return { kind: 'date', seconds: Number(first), format, link: link ?? null, fallback: label ?? '' };
}

/** The three characters Slack escapes, and no other entity. */
function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
