import { type AccessLevel, mayShow } from '../kpis/public.js';
import type { DigestContent } from './digest.js';

/** The content without the items its reader may not see, and how many those are. */
export function withhold(
  content: DigestContent,
  clearance: AccessLevel,
): { readonly content: DigestContent; readonly withheld: number } {
  const items = content.items.filter((item) => mayShow(item.accessLevel, clearance));
  return { content: { ...content, items }, withheld: content.items.length - items.length };
}
