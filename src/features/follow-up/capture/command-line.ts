import type { ItemKind } from '../item.js';
import type { KnownKeys } from './tags.js';

export type ListScope = {
  readonly who: 'mine' | 'committee' | 'all';
  readonly overdue: boolean;
  /** As the workspace writes it, or as typed where there is no such project: the caller says so. */
  readonly projectKey?: string;
  readonly kpiKey?: string;
};

export type Command =
  | { readonly do: 'form' }
  | { readonly do: 'help' }
  | { readonly do: 'list'; readonly scope: ListScope }
  | { readonly do: 'show'; readonly number: number }
  | { readonly do: 'capture'; readonly text: string };

const letters: Record<ItemKind, string> = { blocker: 'b', action: 'a' };

/**
 * What the words after `/blocker` or `/action` ask for. A command is one only when the whole line fits its grammar:
 * "list the suppliers we lost" is something to capture, and so is everything else.
 */
export function readCommand(kind: ItemKind, text: string, known: KnownKeys): Command {
  const line = text.trim();
  if (!/[^\s\p{Cf}\p{Cc}]/u.test(line)) return { do: 'form' };
  if (line.length > longestCommand) return { do: 'capture', text: line };
  const words = plainWords(line);
  if (/^(?:help|aide|\?)$/.test(words)) return { do: 'help' };
  const number = /^([ab])([1-9]\d{0,6})$/.exec(words);
  if (number?.[1] === letters[kind]) return { do: 'show', number: Number(number[2]) };
  const scope = readList(kind, words, known);
  return scope ? { do: 'list', scope } : { do: 'capture', text: line };
}

const longestCommand = 300;

/** Slack turns "#cpl" into a channel where one of that name exists. */
function plainWords(line: string): string {
  const text = line.replaceAll(/<#[A-Z0-9]+\|([^<>]+)>/g, '#$1').normalize('NFC');
  return text.toLowerCase().split(/\s+/).join(' ');
}

type Part = { readonly name: 'who' | 'overdue' | 'projectKey' | 'kpiKey' | 'noun'; readonly value: string };
type PartShape = { readonly name: Part['name']; readonly shape: RegExp; readonly value?: ListScope['who'] };

const key = '([a-z0-9][a-z0-9_-]{0,62})';

const partShapes: readonly PartShape[] = [
  {
    name: 'who',
    value: 'committee',
    shape: /^(?:my |our |the |mon |notre |le |du |de mon |de notre )?(?:committee|comit[ée])$/,
  },
  { name: 'who', value: 'mine', shape: /^(?:mine|my|mes|(?:les )?(?:miens|miennes))$/ },
  { name: 'who', value: 'all', shape: /^(?:all|everything|tous|toutes|tout)$/ },
  { name: 'overdue', shape: /^(?:overdue|(?:en )?retard)$/ },
  { name: 'projectKey', shape: new RegExp(`^(?:project|projet) [+#]?${key}$`) },
  { name: 'kpiKey', shape: new RegExp(`^kpi #?${key}$`) },
];

const nounShapes: Record<ItemKind, PartShape> = {
  blocker: { name: 'noun', shape: /^(?:the |les )?(?:blockers?|blocages?)$/ },
  action: { name: 'noun', shape: /^(?:the |les )?actions?$/ },
};

/** Null unless every word after "list" has its place and nothing is said twice. */
function readList(kind: ItemKind, line: string, known: KnownKeys): ListScope | null {
  const [verb = '', ...words] = line.split(' ');
  if (verb !== 'list' && verb !== 'liste') return null;
  const said = new Map<Part['name'], string>();
  for (let at = 0; at < words.length; ) {
    const found = partAt([...partShapes, nounShapes[kind]], words.slice(at, at + longestPart));
    if (!found || said.has(found.part.name)) return null;
    said.set(found.part.name, found.part.value);
    at += found.length;
  }
  return scopeOf(said, known);
}

const longestPart = 3;

/** The longest part that these words begin with: "my committee" before "my". */
function partAt(shapes: readonly PartShape[], words: readonly string[]): { part: Part; length: number } | null {
  for (let length = words.length; length > 0; length -= 1) {
    const text = words.slice(0, length).join(' ');
    for (const { name, shape, value } of shapes) {
      const match = shape.exec(text);
      if (match) return { part: { name, value: value ?? match[1] ?? '' }, length };
    }
  }
  return null;
}

/** A project or KPI is asked about as a whole unless somebody is named; any other list is one's own. */
function scopeOf(said: ReadonlyMap<Part['name'], string>, known: KnownKeys): ListScope {
  const [projectKey, kpiKey] = [said.get('projectKey'), said.get('kpiKey')];
  const isAbout = projectKey !== undefined || kpiKey !== undefined;
  const who = said.get('who');
  return {
    who: who === 'mine' || who === 'committee' || who === 'all' ? who : isAbout ? 'all' : 'mine',
    overdue: said.has('overdue'),
    ...(projectKey === undefined ? {} : { projectKey: asKnown(projectKey, known.projectKeys) }),
    ...(kpiKey === undefined ? {} : { kpiKey: asKnown(kpiKey, known.kpiKeys) }),
  };
}

function asKnown(typed: string, keys: readonly string[]): string {
  return keys.find((each) => each.toLowerCase() === typed) ?? typed;
}
