import type { KnownBlock } from '@slack/types';
import { smallWords } from '../../platform/slack/elements.js';

export type ListOf = {
  readonly heading: KnownBlock;
  /** Of each entry that is shown, in order. */
  readonly entries: readonly (KnownBlock | readonly KnownBlock[])[];
  /** Said where there is no entry; without it, an empty list has no heading either. */
  readonly none?: KnownBlock;
  /** How many are not shown, and the words for that. */
  readonly rest?: number;
  readonly more?: (count: number) => string;
};

/** A list below its heading: its entries, and how many more there are. */
export function listBlocks({ heading, entries, none, rest = 0, more }: ListOf): KnownBlock[] {
  if (entries.length === 0 && !none) return [];
  return [
    heading,
    ...(entries.length === 0 && none ? [none] : entries.flat()),
    ...(rest > 0 && more ? [smallWords(more(rest))] : []),
  ];
}

/** A list in words: a line for each of the first entries, and one that says how many more there are. */
export function listLines<Entry>(
  entries: readonly Entry[],
  shown: {
    readonly atMost: number;
    readonly line: (entry: Entry) => string;
    readonly more: (count: number) => string;
    /** Of how many these entries are the first, where that is more. */
    readonly total?: number;
  },
): string[] {
  const { atMost, line, more, total = entries.length } = shown;
  const lines = entries.slice(0, atMost).map(line);
  const rest = total - lines.length;
  return [...lines, ...(rest > 0 ? [more(rest)] : [])];
}
