import { editDistance } from '../../kernel/edit-distance.js';

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
