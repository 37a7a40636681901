import { type AccessLevel, accessLevels } from '../kpis/public.js';
import type { DigestContent } from './digest.js';

/** What is known of the place a message goes to, read from Slack just before it is posted. */
export type Place = { readonly isShared: boolean; readonly accessLevel: AccessLevel | null };

/**
 * The highest level that may be shown in a place. Outsiders read a shared (Slack Connect) channel, and nobody
 * vouched for a channel without a level: both get public figures only.
 */
export function clearanceOf(place: Place): AccessLevel {
  if (place.isShared || place.accessLevel === null) return 'public';
  return place.accessLevel;
}

export function mayShow(level: AccessLevel, clearance: AccessLevel): boolean {
  return accessLevels.indexOf(level) <= accessLevels.indexOf(clearance);
}

/** The content without the items its reader may not see, and how many those are. */
export function withhold(
  content: DigestContent,
  clearance: AccessLevel,
): { readonly content: DigestContent; readonly withheld: number } {
  const items = content.items.filter((item) => mayShow(item.accessLevel, clearance));
  return { content: { ...content, items }, withheld: content.items.length - items.length };
}
