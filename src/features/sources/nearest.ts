import { editDistance } from '../../kernel/edit-distance.js';

/** The names most like a mistyped one, best first; none when nothing is near. */
function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const target = simplified(wanted);
  // No two names are nearer than their lengths; a very long text is not compared letter by letter.
  const isNearInLength = (name: string) => Math.abs(name.length - target.length) <= tolerated(target.length);
  return Array.from(names, (name) => ({ name, plain: simplified(name) }))
    .filter(({ plain }) => isNearInLength(plain))
    .map(({ name, plain }) => ({ name, distance: editDistance(target, plain) }))
    .filter(({ name, distance }) => distance <= tolerated(Math.min(name.length, target.length)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Two swapped letters are two edits; in a key of three letters that would be another key. */
function tolerated(length: number): number {
  return length <= 3 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** `: did you mean a or b?`, or nothing. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearestNames(wanted, names);
  return near.length > 0 ? `: did you mean ${near.join(' or ')}?` : '';
}

function simplified(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
