import type { Message } from '../../src/sandbox/state/model.js';

/** Names for what differs from run to run, in the order in which a recording meets them. */
export interface Aliases {
  in(text: string): string;
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const slackFile = /\bF[A-Z0-9]{8,}\b/g;
/** Also as a link to a message has it. */
const slackTime = /\b(?:\d{10}\.\d{6}|p\d{16})\b/g;
/** Where the chain of events stood, and hashes of what a form was opened on. */
const hash = /\b[0-9a-f]{12,64}\b/g;

export function createAliases(): Aliases {
  const known = new Map<string, string>();
  const alias = (found: string): string => {
    const kept = known.get(found) ?? `id-${known.size + 1}`;
    known.set(found, kept);
    return kept;
  };
  return {
    in: (text) =>
      text.replaceAll(uuid, alias).replaceAll(slackFile, 'FILE').replaceAll(slackTime, 'TS').replaceAll(hash, 'HASH'),
  };
}

/** What a message says, a line for its text and one for each block: everything that Slack shows of it. */
export function told({ text, blocks }: Pick<Message, 'text' | 'blocks'>, aliases: Aliases): string {
  const lines = [`text ${JSON.stringify(text)}`, ...blocks.map((block) => JSON.stringify(withoutOwnIds(block)))];
  return lines.map((line) => aliases.in(line)).join('\n');
}

/** Slack gives a block that has no id one of its own, another each time. */
export function withoutOwnIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOwnIds);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, one]) => key !== 'block_id' || !/^[A-Z0-9]{5}$/.test(String(one)),
  );
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutOwnIds(one)]));
}
