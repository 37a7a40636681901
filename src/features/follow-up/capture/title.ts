import type { SlackWord } from '../../../platform/slack/slack-words.js';

const strayMarks = /^[,;:|–—-]+$/u;

/** The line as a title, without the words at the places that are gone and without the punctuation they leave behind. */
export function titleWithout(words: readonly SlackWord[], gone: ReadonlySet<number>): string {
  const shown: string[] = [];
  for (const [place, word] of words.entries()) {
    if (gone.has(place)) continue;
    const isAfterGap = gone.has(place - 1);
    if (isAfterGap && /^\P{Ll}/u.test(word.text)) closeSentence(shown, words[place - 1]);
    if (isAfterGap && isStray(word, shown)) continue;
    const isPunctuation = word.core === '' && /^[,;:.!?)\]]/u.test(word.text);
    if (word.isGlued && shown.length > 0 && (!isAfterGap || isPunctuation))
      shown.push(`${shown.pop() ?? ''}${word.text}`);
    else shown.push(word.text);
  }
  const title = withoutMarksAtCuts(shown.join(' ').replaceAll(/\( ?\)/g, ''), {
    isStartCut: gone.has(0),
    isEndCut: gone.has(words.length - 1),
  });
  return /[^\s\p{Cf}\p{Cc}\p{M}]/u.test(title) ? title : '';
}

/** "Send it by Friday. Then call" stays two sentences; "by 27 Nov. please" is one. */
function closeSentence(shown: string[], lastGone: SlackWord | undefined): void {
  const end = /[.!?]$/.exec(lastGone?.text ?? '')?.[0];
  const before = shown.at(-1);
  if (end !== undefined && before !== undefined && /[\p{L}\p{N}]$/u.test(before))
    shown[shown.length - 1] = `${before}${end}`;
}

/** A dash or comma that has lost what it set apart. */
function isStray(word: SlackWord, shown: readonly string[]): boolean {
  if (word.kind !== 'word' || !strayMarks.test(word.text)) return false;
  return shown.length === 0 || strayMarks.test(shown.at(-1) ?? '');
}

type Cuts = { readonly isStartCut: boolean; readonly isEndCut: boolean };

/** Character by character: a pattern bound to the end would take quadratic time over a line of dashes. */
function withoutMarksAtCuts(title: string, { isStartCut, isEndCut }: Cuts): string {
  let [start, end] = [0, title.length];
  const isMark = (at: number) => title[at] === ' ' || strayMarks.test(title[at] ?? '');
  while (isStartCut && start < end && isMark(start)) start += 1;
  while (isEndCut && end > start && isMark(end - 1)) end -= 1;
  return title.slice(start, end).trim();
}
