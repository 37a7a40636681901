import { nearestNames } from '../../kernel/nearest-names.js';

/** `; did you mean x?`, or nothing. */
export function suggestion(wanted: string, known: Iterable<string>): string {
  const [name] = nearestNames(wanted, known);
  return name === undefined ? '' : `; did you mean ${name}?`;
}
