import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';

/** What an event tells: all that its content hash covers. `before` and `after` are canonical JSON, or null. */
export type EventContent = {
  readonly actorKey: string | null;
  readonly onBehalfOf: string | null;
  readonly what: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly surface: string;
  readonly at: Date;
};

/** Where a chain stands: the number and the hash of its newest event; 0 and `firstHash` before there is one. */
export type ChainHead = { readonly sequence: number; readonly hash: string };

/** What the first event of a workspace is chained to, so that no chain passes for that of another workspace. */
export function firstHash(workspaceId: string): string {
  return sha256(canonicalJson(['copil-audit', workspaceId]));
}

/** SHA-256, in hex, of the salt and the content in canonical JSON: without the salt nobody can guess what it was made of. */
export function contentHashOf(content: EventContent, salt: string): string {
  const { actorKey, onBehalfOf, what, subjectKind, subjectId, before, after, surface, at } = content;
  const facts = { actorKey, onBehalfOf, what, subjectKind, subjectId, before, after, surface, at: at.toISOString() };
  return sha256(canonicalJson([salt, facts]));
}

/** SHA-256, in hex, of an event's number, the hash of the event before it, and the hash of its content. */
export function eventHash(link: { sequence: number; previousHash: string; contentHash: string }): string {
  return sha256(canonicalJson([link.sequence, link.previousHash, link.contentHash]));
}

/** The events behind `head`, each with its number and hashes, and where the chain stands then. */
export function chained<Content extends EventContent & { readonly salt: string }>(
  head: ChainHead,
  contents: readonly Content[],
): { readonly links: (Content & ChainHead & { readonly contentHash: string })[]; readonly head: ChainHead } {
  let newest = head;
  const links = contents.map((content) => {
    const contentHash = contentHashOf(content, content.salt);
    const sequence = newest.sequence + 1;
    newest = { sequence, hash: eventHash({ sequence, previousHash: newest.hash, contentHash }) };
    return { ...content, ...newest, contentHash };
  });
  return { links, head: newest };
}

/** Hexadecimal digits of a hash that people are shown: nobody makes another chain that agrees in 64 bits. */
const shownDigits = 16;

/** A head as it is printed and copied, such as `1234-9f3ac21b77e0d412`. */
export function headText({ sequence, hash }: ChainHead): string {
  return `${sequence}-${hash.slice(0, shownDigits)}`;
}

/** A head that somebody kept: the beginning of its hash at least, and its number where they have it. */
export type Witness = { readonly sequence: number | null; readonly hashStart: string };

/** Reads a head as it stands in a digest's footer, or a hash alone, whole or its first 16 digits; null for anything else. */
export function readWitness(text: string): Witness | null {
  const match = /^(?:audit\s+)?(?:([1-9]\d{0,9})-)?([0-9a-f]{16,64})$/i.exec(text.trim());
  if (!match?.[2]) return null;
  return { sequence: match[1] === undefined ? null : Number(match[1]), hashStart: match[2].toLowerCase() };
}
