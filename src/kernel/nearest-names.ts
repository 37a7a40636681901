const namesAtMost = 3;

/** A name as far as people remember it: case, accents, spaces and dashes do not matter. */
export function lettersOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
}

/**
 * The known names that a mistyped one may mean, best first, three at most; none where nothing is near. A name that is
 * known by other spellings too is as near as the nearest of those that `spellingsOf` gives.
 */
export function nearestNames(
  typed: string,
  known: Iterable<string>,
  spellingsOf: (name: string) => readonly string[] = (name) => [name],
): string[] {
  const wanted = lettersOf(typed);
  const mistakesIn = (spelling: string): number => mistakesBetween(wanted, lettersOf(spelling)) ?? Infinity;
  return Array.from(known, (name) => ({ name, mistakes: Math.min(...spellingsOf(name).map(mistakesIn)) }))
    .filter(({ mistakes }) => mistakes < Infinity)
    .sort((a, b) => a.mistakes - b.mistakes || (a.name < b.name ? -1 : 1))
    .slice(0, namesAtMost)
    .map(({ name }) => name);
}

/** One in three letters may be wrong, and one of two: a single letter would be any other. */
function mistakesTolerated(letters: number): number {
  return letters < 2 ? 0 : Math.max(1, Math.floor(letters / 3));
}

/** How many mistakes lead from one text to the other; null where they are more than the shorter one tolerates. */
function mistakesBetween(a: string, b: string): number | null {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const most = mistakesTolerated(shorter.length);
  // Nothing is nearer than its length; a very long text is not compared letter by letter.
  if (shorter === '' || longer.length - shorter.length > most) return null;
  const mistakes = editDistance(shorter, longer);
  return mistakes <= most ? mistakes : null;
}

/** How many letters have to be added, removed, changed or swapped with their neighbour, none of them twice. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(substitution, at(row, j) + 1, at(next, j - 1) + 1, swap));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
