import type { SlackWord } from '../../../platform/slack/slack-words.js';
import { type ActionType, actionTypes, type Severity, severities } from '../item.js';

/** The short marks of a line: `#kpi`, `+project`, `!high`, `!preventive`. */

export type Tags = {
  readonly kpiKey: string | null;
  readonly projectKey: string | null;
  readonly severity: Severity | null;
  readonly actionType: ActionType | null;
  /** As written, with their sign; they stay in the title. */
  readonly unknownTags: readonly string[];
  /** Places of the words that were understood. */
  readonly taken: ReadonlySet<number>;
};

export type KnownKeys = { readonly kpiKeys: readonly string[]; readonly projectKeys: readonly string[] };

type Mark = {
  readonly kpiKey?: string;
  readonly projectKey?: string;
  readonly severity?: Severity;
  readonly actionType?: ActionType;
  readonly unknownTag?: string;
};

/** Without accents. */
const severityWords: Record<Severity, readonly string[]> = {
  high: ['high', 'haute', 'haut', 'elevee', 'eleve', 'critical', 'critique'],
  medium: ['medium', 'moyenne', 'moyen'],
  low: ['low', 'basse', 'bas', 'faible'],
};

const actionTypeWords: Record<ActionType, readonly string[]> = {
  corrective: ['corrective', 'correctif'],
  preventive: ['preventive', 'preventif'],
  exploratory: ['exploratory', 'exploratoire'],
};

/** The first mark of each kind counts; a second one stays in the title, so that nothing written is lost. */
export function readTags(words: readonly SlackWord[], known: KnownKeys): Tags {
  const marks = words.map((word) => markOf(word, known));
  const taken = new Set<number>();
  function first<Kind extends keyof Mark>(kind: Kind): NonNullable<Mark[Kind]> | null {
    const place = marks.findIndex((mark) => mark?.[kind] !== undefined);
    if (place >= 0) taken.add(place);
    return marks[place]?.[kind] ?? null;
  }
  return {
    kpiKey: first('kpiKey'),
    projectKey: first('projectKey'),
    severity: first('severity'),
    actionType: first('actionType'),
    unknownTags: marks.flatMap((mark) => mark?.unknownTag ?? []),
    taken,
  };
}

function markOf(word: SlackWord, known: KnownKeys): Mark | null {
  // Slack turns #cpl into a channel where one of that name exists.
  if (word.kind === 'channel') return keyMark('#', word.ref, known);
  if (word.kind !== 'word' || !/[#+!]/.test(word.text)) return null;
  const [, sign = '', name = ''] =
    /^[^\p{L}\p{N}#+!]{0,4}([#+!])([\p{L}\p{N}][\p{L}\p{N}_-]{0,62})[^\p{L}\p{N}]{0,4}$/u.exec(word.text) ?? [];
  if (sign === '') return null;
  if (sign === '!') return wordMark(name);
  const mark = keyMark(sign, name, known);
  // "#1" and "+20" are ranks and amounts.
  return mark ?? (/^\p{N}/u.test(name) ? null : { unknownTag: `${sign}${name}` });
}

/** `#` names a KPI before a project, `+` only a project. */
function keyMark(sign: string, name: string, known: KnownKeys): Mark | null {
  const kpiKey = sign === '#' ? knownKey(name, known.kpiKeys) : undefined;
  if (kpiKey !== undefined) return { kpiKey };
  const projectKey = knownKey(name, known.projectKeys);
  return projectKey === undefined ? null : { projectKey };
}

function knownKey(name: string, keys: readonly string[]): string | undefined {
  return keys.find((key) => key.toLowerCase() === name.toLowerCase());
}

function wordMark(name: string): Mark | null {
  const word = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const severity = severities.find((each) => severityWords[each].includes(word));
  const actionType = actionTypes.find((each) => actionTypeWords[each].includes(word));
  if (severity) return { severity };
  return actionType ? { actionType } : null;
}
