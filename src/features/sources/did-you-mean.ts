import { nearestNames } from '../../kernel/nearest-names.js';

/** `: did you mean a or b?`, or nothing. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearestNames(wanted, names);
  return near.length > 0 ? `: did you mean ${near.join(' or ')}?` : '';
}
