import type { LineWords, SlackWord } from '../../../platform/slack/slack-words.js';
import { continuingWords, courtesies } from './deadline-words.js';

/** Where in its line a date stands. */

/** Nothing after the date can make it part of a name. */
export function isClosedAfter(words: LineWords, last: number): boolean {
  const next = words[last + 1];
  if (next == null || words[last]?.endsClause || next.startsClause || next.kind !== 'word' || next.core === '')
    return true;
  return continuingWords.has(next.core) || /^[#+!]\p{L}/u.test(next.text);
}

export function isAtStart(words: LineWords, first: number): boolean {
  return words.slice(0, first).every(isNoWord);
}

export function isAtEnd(words: LineWords, last: number): boolean {
  return words.slice(last + 1).every((word) => isNoWord(word) || courtesies.has(word?.core ?? ''));
}

function isNoWord(word: SlackWord | null): boolean {
  return word === null || (word.kind === 'word' && word.core === '');
}

export function isDash(word: SlackWord | null | undefined): boolean {
  return /^[-–—:→]+>?$/u.test(word?.text ?? '');
}
