/** What is being typed that can be completed. */
export interface CompletionQuery {
  readonly kind: 'command' | 'person' | 'channel';
  /** Where it begins, its sign included. */
  readonly start: number;
  /** With its sign: `/co`, `@ana`, `#gro`. */
  readonly typed: string;
}

/** What can be taken instead of what was typed. */
export interface Completion {
  readonly key: string;
  /** Takes the typed text's place, followed by a space. */
  readonly insert: string;
  readonly label: string;
  /** Beside the label: how a command is used, a handle. */
  readonly hint: string;
  readonly detail: string;
  /** Other words it is found by. */
  readonly also: readonly string[];
}

/** As many as one can look over. */
const most = 8;

const signs = { '@': 'person', '#': 'channel' } as const;

/** What stands before the caret, if it can be completed: a command only at the very beginning, a mention after white space. */
export function completionQuery(text: string, caret: number): CompletionQuery | null {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return { kind: 'command', start: 0, typed: before };
  const mention = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!mention) return null;
  const sign = mention[1] as keyof typeof signs;
  const typed = sign + (mention[2] ?? '');
  return { kind: signs[sign], start: caret - typed.length, typed };
}

/** The completions that fit, those that begin as typed before those that only contain it; at most eight. */
export function matchCompletions(typed: string, completions: readonly Completion[]): readonly Completion[] {
  const wanted = plain(typed.slice(1));
  const ranked = completions.map((completion) => ({ completion, rank: rankOf(wanted, completion) }));
  return ranked
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ completion }) => completion);
}

function rankOf(wanted: string, { insert, label, also }: Completion): number {
  const names = [insert.slice(1), label, ...also].map(plain);
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (names.some((name) => name.split(/[\s._-]+/).some((word) => word.startsWith(wanted)))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : 3;
}

/** Accents and capitals are not typed by everybody. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The text with a completion taken, and where the caret goes then. */
export function takeCompletion(
  text: string,
  query: CompletionQuery,
  completion: Completion,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(query.start + query.typed.length).replace(/^ /, '');
  const start = `${text.slice(0, query.start)}${completion.insert} `;
  return { text: start + after, caret: start.length };
}
