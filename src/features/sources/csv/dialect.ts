export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const sampledLines = 30;

/**
 * Finds the delimiter of a text from its first lines: the one that splits most of them into as many columns as the
 * header, and into the most. Null when none splits the header, that is, when there is one column only.
 */
export function sniffDelimiter(head: string): Delimiter | null {
  const candidates = delimiters.map((delimiter) => {
    const widths = columnCounts(head, delimiter);
    const header = widths[0] ?? 1;
    const agreeing = widths.filter((width) => width === header).length;
    return { delimiter, header, score: (agreeing / widths.length) * header };
  });
  const [best] = candidates.filter(({ header }) => header > 1).sort((a, b) => b.score - a.score);
  return best?.delimiter ?? null;
}

/** Columns in each of the first lines that are not empty; delimiters and line ends inside quotes do not count. */
function columnCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let columns = 1;
  let isQuoted = false;
  let isEmpty = true;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && character === '\n') {
      if (!isEmpty) counts.push(columns);
      if (counts.length === sampledLines) return counts;
      columns = 1;
      isEmpty = true;
      continue;
    }
    if (!isQuoted && character === delimiter) columns += 1;
    if (character !== '\r') isEmpty = false;
  }
  if (!isEmpty) counts.push(columns);
  return counts;
}
