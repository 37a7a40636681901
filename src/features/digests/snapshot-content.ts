import { canonicalJson } from '../../kernel/json.js';
import type { DigestContent } from './digest.js';

/** Grows when what is kept of a digest changes its shape; `readContent` then reads the older ones as today's. */
const newestVersion = 1;

/** A content as it is kept. */
export function writeContent(content: DigestContent): string {
  return canonicalJson({ version: newestVersion, ...content });
}

/** What was kept, by this version or one before; the first kept no version. What a newer one added is let be. */
export function readContent(json: string): DigestContent {
  const { version: _version, ...content } = JSON.parse(json) as DigestContent & { readonly version?: number };
  return content;
}

/** Whether two contents say the same, however they were kept. */
export function saysTheSame(one: DigestContent, other: DigestContent): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
