/** Levenshtein distance, two rows at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function simplified(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The name somebody probably meant: at most a quarter of its letters differ, case and dashes aside; null when none is near. */
export function nearestName(wanted: string, known: Iterable<string>): string | null {
  const target = simplified(wanted);
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    const distance = editDistance(target, simplified(name));
    const isNear = distance <= Math.max(1, Math.floor(Math.max(target.length, name.length) / 4));
    if (isNear && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** `; did you mean x?`, or nothing. */
export function suggestion(wanted: string, known: Iterable<string>): string {
  const name = nearestName(wanted, known);
  return name === null ? '' : `; did you mean ${name}?`;
}
