import type { EventContent } from '../../platform/db/event-chain.js';

/** What tells that an event speaks of a person. Null where the organisation does not know it. */
export type PersonMarks = {
  readonly key: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly slackUserId: string | null;
};

/**
 * Whether an event speaks of a person: they did it, or it was done for them or with them; or what was before or after
 * names them, by key, Slack id, address or full name, also in what somebody wrote.
 */
export function speaksOf(event: EventContent, marks: PersonMarks): boolean {
  const { actorKey, onBehalfOf, subjectKind, subjectId, before, after } = event;
  if (actorKey === marks.key || onBehalfOf === marks.key) return true;
  if (subjectKind === 'person' && (subjectId === marks.key || subjectId === marks.id)) return true;
  const words = wordsOf(marks);
  return [before, after].some((text) => text !== null && isNamedIn(parsed(text), { key: marks.key, words }));
}

/** Whether a text names a person, as a word by itself. */
export function namesPerson(text: string, marks: PersonMarks): boolean {
  const told = folded(text);
  return [...wordsOf(marks), folded(marks.key)].some((word) => isWordIn(told, word));
}

type Sought = { readonly key: string; readonly words: readonly string[] };

/** Keys of other things, under which a person's key says nothing of the person. */
const ofOtherThings = /^(?:kpi|project|committee|source|template)(?:Keys?|Ids?|s)?$/;

function isNamedIn(value: unknown, sought: Sought, property = ''): boolean {
  if (typeof value === 'string') {
    if (value === sought.key) return !ofOtherThings.test(property);
    const text = folded(value);
    return sought.words.some((word) => isWordIn(text, word));
  }
  if (Array.isArray(value)) return value.some((one) => isNamedIn(one, sought, property));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, one]) => (name === sought.key && !ofOtherThings.test(property)) || isNamedIn(one, sought, name),
  );
}

function wordsOf({ name, email, slackUserId }: PersonMarks): string[] {
  return [name, email, slackUserId].flatMap((word) => (word ? [folded(word)] : []));
}

function isWordIn(text: string, word: string): boolean {
  const beginsAt = (from: number): boolean => {
    const at = text.indexOf(word, from);
    if (at < 0) return false;
    const [before, behind] = [text[at - 1] ?? '', text[at + word.length] ?? ''];
    return (!isLetter(before) && !isLetter(behind)) || beginsAt(at + 1);
  };
  return beginsAt(0);
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}

/** Names are written with and without their accents. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** What is no JSON was altered from outside: it is searched as it stands. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
