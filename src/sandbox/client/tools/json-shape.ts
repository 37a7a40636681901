/** One level of a JSON value, ready to be drawn; the levels below are read when they are opened. */
export type JsonShape =
  | { readonly kind: 'leaf'; readonly type: LeafType; readonly text: string; readonly isShortened: boolean }
  | {
      readonly kind: 'object' | 'list';
      readonly entries: readonly (readonly [key: string, value: unknown])[];
      /** Slack's forms carry some arguments as JSON inside a text; these are shown as what they mean. */
      readonly isFromText: boolean;
      /** One line that stands for the folded value. */
      readonly preview: string;
    };

type LeafType = 'string' | 'number' | 'boolean' | 'null';

const longestText = 280;
const longestPreview = 72;

/** Texts beyond 280 characters are cut, unless they are to be whole. */
export function shapeOf(value: unknown, { isWhole = false }: { readonly isWhole?: boolean } = {}): JsonShape {
  const inner = typeof value === 'string' ? parseContainer(value) : undefined;
  const container = inner ?? value;
  if (typeof container === 'object' && container !== null) {
    return {
      kind: Array.isArray(container) ? 'list' : 'object',
      entries: Object.entries(container).filter(([, entry]) => entry !== undefined),
      isFromText: inner !== undefined,
      preview: previewJson(container),
    };
  }
  const text = leafText(value);
  const isShortened = !isWhole && text.length > longestText;
  return { kind: 'leaf', type: leafType(value), text: isShortened ? `${cut(text, longestText)}…` : text, isShortened };
}

/** `{ type: "section", text: {…}, … }`: enough to recognise it by, in one line. */
export function previewJson(value: object): string {
  const isList = Array.isArray(value);
  const shown: string[] = [];
  let length = 0;
  let isWhole = true;
  for (const [key, entry] of Object.entries(value)) {
    const text = isList ? briefly(entry) : `${key}: ${briefly(entry)}`;
    if (length + text.length > longestPreview) {
      isWhole = false;
      break;
    }
    length += text.length + 2;
    shown.push(text);
  }
  if (!isWhole) shown.push('…');
  if (shown.length === 0) return isList ? '[]' : '{}';
  return isList ? `[${shown.join(', ')}]` : `{ ${shown.join(', ')} }`;
}

/** What the copy button takes: pretty, texts that hold JSON left as they were sent. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

function briefly(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  const text = leafText(value);
  return text.length > 30 ? `${cut(text, 28)}…"` : text;
}

function leafText(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function leafType(value: unknown): LeafType {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'null';
}

/** Never between the two halves of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

function parseContainer(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // A message may well begin with a bracket.
    return undefined;
  }
}
