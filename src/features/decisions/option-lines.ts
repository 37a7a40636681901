import { clampText } from '../../platform/slack/escape.js';
import { type DecisionOption, optionLetter, optionsAtLeast, optionsAtMost } from './decision.js';

/** What people type of each option; longer ones belong into the context. */
const titleAtMost = 150;
const wordsAtMost = 300;

export type OptionsFault =
  | { readonly fault: 'too-few' | 'too-many'; readonly count: number }
  | {
      readonly fault: 'no-title' | 'too-many-parts' | 'title-too-long' | 'twice';
      readonly line: number;
      readonly text: string;
    };

export type TypedOptions = { readonly options: readonly DecisionOption[] } | OptionsFault;

/**
 * Reads options as they are typed on a phone: one a line, "title | cost | consequence", the last two as far as known. A
 * letter or dash that people put before a line ("A)", "B.", "-") is not part of the title. Empty lines are skipped.
 */
export function readOptions(text: string): TypedOptions {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < optionsAtLeast) return { fault: 'too-few', count: lines.length };
  if (lines.length > optionsAtMost) return { fault: 'too-many', count: lines.length };
  const options: DecisionOption[] = [];
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, index);
    if ('fault' in read) return { fault: read.fault, line: index + 1, text: clampText(line, 60) };
    if (options.some(({ title }) => title.toLowerCase() === read.title.toLowerCase())) {
      return { fault: 'twice', line: index + 1, text: clampText(read.title, 60) };
    }
    options.push(read);
  }
  return { options };
}

function readLine(
  line: string,
  index: number,
): DecisionOption | { readonly fault: 'no-title' | 'too-many-parts' | 'title-too-long' } {
  const parts = withoutMark(line, index)
    .split('|')
    .map((part) => part.replaceAll(/\s+/g, ' ').trim());
  const [title = '', cost = '', consequence = ''] = parts;
  if (parts.length > 3) return { fault: 'too-many-parts' };
  if (!/[\p{L}\p{N}]/u.test(title)) return { fault: 'no-title' };
  if (title.length > titleAtMost) return { fault: 'title-too-long' };
  return { title, cost: clampText(cost, wordsAtMost), consequence: clampText(consequence, wordsAtMost) };
}

/** "B) Search" is the title "Search" on the second line alone: elsewhere "B)" may be part of a name. */
function withoutMark(line: string, index: number): string {
  const letter = optionLetter(index);
  return line.replace(
    new RegExp(`^(?:[-–•*]\\s+|(?:${letter}|${letter.toLowerCase()}|${index + 1})\\s*[.):]\\s+)`),
    '',
  );
}

/** Options as they would be typed, so that a form shows what is stored. */
export function writeOptions(options: readonly DecisionOption[]): string {
  return options
    .map(({ title, cost, consequence }) => {
      const parts = [title, cost, consequence];
      while (parts.at(-1) === '') parts.pop();
      return parts.join(' | ');
    })
    .join('\n');
}
