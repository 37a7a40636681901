import { isDateWord } from '../../../kernel/spoken-days/date-vocabulary.js';
import type { SlackWord } from '../../../platform/slack/slack-words.js';

/** Names typed as `@First Last` without choosing anybody from Slack's list, so that Slack made no mention of them. */

export type Nameable = { readonly key: string; readonly name: string };

export type TypedName = {
  /** As typed, with its sign. */
  readonly said: string;
  /** Keys of those it may mean: none is nobody Copil knows. */
  readonly keys: readonly string[];
  /** It means the one key, and nobody else. */
  readonly isClear: boolean;
};

/** The words of a line in which each typed name is one word of kind `person`, and what each of these words names. */
export type NamedLine = { readonly words: readonly SlackWord[]; readonly names: ReadonlyMap<SlackWord, TypedName> };

const longestName = 5;

/** Longer words are no names; leaving them unread keeps hostile text cheap. */
const longestWord = 80;

/** Slack's words for all who read: nobody's name. */
const everybody: readonly string[] = ['channel', 'here', 'everyone'];

/** An `@` that begins a name: at the start of a word, behind a bracket or an elision, never inside an e-mail address. */
const typedAt = /^([^\p{L}\p{N}@]{0,4}(?:[dl]['’])?)@(?=[\p{L}\p{N}])/iu;

/** Whether people have to be looked up to read this text. */
export function hasTypedName(text: string): boolean {
  return /(?:^|[^\p{L}\p{N}._<@-])@[\p{L}\p{N}]/u.test(text);
}

export function withTypedNames(words: readonly SlackWord[], people: readonly Nameable[]): NamedLine {
  const names = new Map<SlackWord, TypedName>();
  if (!words.some(isTypedName)) return { words, names };
  const read: SlackWord[] = [];
  const known = namesOf(people);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) continue;
    const name = isTypedName(word) ? nameAt(words, at, known) : null;
    if (!name) read.push(word);
    else {
      const last = words[at + name.length - 1] ?? word;
      const person = personWord(name, word);
      names.set(person, name);
      read.push(...partOf(typedAt.exec(word.text)?.[1] ?? '', word), person);
      const after = /[^\p{L}\p{N}]*$/u.exec(last.text)?.[0] ?? '';
      // The dot of "Ana S." is the initial's.
      read.push(...partOf(/ \p{L}$/u.test(name.said) ? after.replace('.', '') : after, { ...last, isGlued: true }));
      at += name.length - 1;
    }
  }
  return { words: read, names };
}

function isTypedName({ kind, text }: SlackWord): boolean {
  const before = kind === 'word' && text.length <= longestWord ? typedAt.exec(text)?.[0] : undefined;
  return before !== undefined && !everybody.includes(/^[\p{L}\p{N}]+/u.exec(text.slice(before.length))?.[0] ?? '');
}

/** No Slack id begins with an `@`. */
function personWord({ said, keys, isClear }: TypedName, word: SlackWord): SlackWord {
  const isGlued = word.isGlued || !/^[@]/.test(word.text);
  const ref = isClear ? `@${keys[0] ?? ''}` : '@';
  return {
    kind: 'person',
    text: isClear ? said.slice(1) : said,
    core: '',
    ref,
    isGlued,
    startsClause: false,
    endsClause: false,
  };
}

/** The marks around a name stay where they were. */
function partOf(text: string, word: SlackWord): SlackWord[] {
  return text === '' ? [] : [{ ...word, kind: 'word', text, core: '' }];
}

type KnownNames = {
  readonly full: ReadonlyMap<string, readonly Nameable[]>;
  readonly single: ReadonlyMap<string, readonly Nameable[]>;
};

/** Who is called what, so that a text of many names is not compared with everybody again and again. */
function namesOf(people: readonly Nameable[]): KnownNames {
  return {
    full: byName(people, fullNames),
    single: byName(people, ({ key, name }) => [key, name, ...name.split(/\s+/)].map(plainName)),
  };
}

function byName(
  people: readonly Nameable[],
  read: (person: Nameable) => readonly string[],
): ReadonlyMap<string, readonly Nameable[]> {
  const found = new Map<string, Nameable[]>();
  for (const person of people) {
    for (const name of new Set(read(person))) {
      const alike = found.get(name);
      if (alike) alike.push(person);
      else found.set(name, [person]);
    }
  }
  return found;
}

type NameFound = TypedName & { readonly length: number };

/** The longest whole name that stands there; else a key, a first or a last name, as long as no other surname follows. */
function nameAt(words: readonly SlackWord[], at: number, known: KnownNames): NameFound {
  const run = runAt(words, at);
  const other = run.slice(1).findIndex((word) => !/^\p{Lu}/u.test(word) || isDateWord(word.toLowerCase()));
  const surnames = other < 0 ? run.length - 1 : other;
  for (let length = run.length; length > 1; length -= 1) {
    const wanted = plainName(run.slice(0, length).join(' '));
    const found = known.full.get(wanted) ?? [];
    if (found.length > 0) return named(run, length, { found, isClear: found.length === 1 });
  }
  const first = plainName(run[0] ?? '');
  const found = known.single.get(first) ?? [];
  // "@Chloé Dupont" is not the one Chloé there is.
  return named(run, 1 + surnames, { found, isClear: found.length === 1 && surnames === 0 });
}

function named(
  run: readonly string[],
  length: number,
  { found, isClear }: { readonly found: readonly Nameable[]; readonly isClear: boolean },
): NameFound {
  return { said: `@${run.slice(0, length).join(' ')}`, keys: found.map(({ key }) => key), isClear, length };
}

/** The words from an `@` on that can be a name, without the marks around them; "Martin’s" is Martin. */
function runAt(words: readonly SlackWord[], at: number): string[] {
  const run: string[] = [];
  for (const [ahead, word] of words.slice(at, at + longestName).entries()) {
    if (ahead > 0 && (word.kind !== 'word' || word.core === '' || word.startsClause || isTypedName(word))) break;
    if (word.text.length > longestWord) break;
    const bare = ahead === 0 ? word.text.replace(typedAt, '') : word.text;
    run.push(bare.replaceAll(/^[^\p{L}\p{N}]+|(?:['’]s)?[^\p{L}\p{N}]*$/giu, ''));
    if (word.endsClause) break;
  }
  return run;
}

/** The key and the name, the surname first, without what stands in the middle, and with an initial for a surname. */
function fullNames({ key, name }: Nameable): string[] {
  const parts = name.split(/\s+/).filter(Boolean);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  return [key, name, `${last} ${parts.slice(0, -1).join(' ')}`, `${first} ${last}`, `${first} ${last[0] ?? ''}`].map(
    plainName,
  );
}

function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s._'’-]/g, '');
}
