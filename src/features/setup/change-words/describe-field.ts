import type { FieldChange } from '../organisation/plan.js';
import { type ChangeReader, namesText, plain, wordsOf } from './value-words.js';

/** Longer texts are cut: the file has them whole. */
const longest = 200;

const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** What holds where a field is left out and `none` would say something else. */
const unset: Readonly<Record<string, string>> = { expects: 'everyDay', workingHours: 'usualHours' };

/** One changed field in words: what it was and what it is, or what came and went in a list. */
export function describeField({ field, before, after }: FieldChange, reader: ChangeReader): string {
  const { say } = reader;
  if (field === 'name') {
    return say('organisation.renamed', { before: namesText(before), after: namesText(after) });
  }
  const label = say(`organisation.field.${field}`);
  const joined = (parts: readonly string[]): string =>
    parts.length === 0 ? say(`organisation.${unset[field] ?? 'none'}`) : short(parts.join(', '));
  const words = wordsOf[field] ?? plain;
  // A mark that is left out is a mark that is not set, as a look at the words for it shows.
  const isMark = typeof before === 'boolean' || typeof after === 'boolean';
  const told = (value: unknown): readonly string[] => (value === null && !isMark ? [] : words(value, reader));
  const [old, now] = [told(before), told(after)];
  const gone = old.filter((part) => !now.includes(part));
  const come = now.filter((part) => !old.includes(part));
  if (gone.length + come.length === 0) return say('organisation.reordered', { label, now: joined(now) });
  const isList = Array.isArray(before ?? after);
  if (!isList || (gone.length === 1 && come.length === 1)) {
    return say('organisation.changedTo', { label, before: joined(gone), after: joined(come) });
  }
  const parts = [
    ...(come.length > 0 ? [say('organisation.more', { names: joined(come) })] : []),
    ...(gone.length > 0 ? [say('organisation.fewer', { names: joined(gone) })] : []),
  ];
  return `${say('organisation.label', { label })}${parts.join(', ')}`;
}
