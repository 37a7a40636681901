import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { ValidationError } from '../../kernel/errors.js';
import {
  type ChainCheck,
  type ChainedEvent,
  type ChainSummary,
  createChainCheck,
} from '../../platform/db/chain-check.js';
import type { Fault } from '../../platform/db/chain-fault.js';
import { firstHash, type Witness } from '../../platform/db/event-chain.js';

const Head = z.object({ sequence: z.int().min(0), hash: z.string() });

/** First line of an export: whose events, and where the chain stands before the first of them and after the last. */
const Header = z.object({
  format: z.literal('copil-audit'),
  version: z.literal(1),
  workspaceId: z.string(),
  workspace: z.string(),
  /** First day, in UTC, or null for all. */
  since: z.string().nullable(),
  from: Head,
  to: Head,
  exportedAt: z.iso.datetime(),
});
export type ExportHeader = z.infer<typeof Header>;

/** Each further line of an export: an event as it is stored. `before` and `after` are the very texts that were hashed. */
const Line = z.object({
  sequence: z.int(),
  at: z.iso.datetime(),
  what: z.string(),
  actorKey: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  surface: z.string(),
  salt: z.string().nullable(),
  contentHash: z.string(),
  hash: z.string(),
});

/** An event as a line of an export. */
export function lineOf(event: ChainedEvent): string {
  const { sequence, at, what, actorKey, onBehalfOf, subjectKind, subjectId, before, after, ...rest } = event;
  const { surface, salt, contentHash, hash } = rest;
  const told = { sequence, at: at.toISOString(), what, actorKey, onBehalfOf, subjectKind, subjectId, before, after };
  return JSON.stringify({ ...told, surface, salt, contentHash, hash } satisfies z.input<typeof Line>);
}

export type FileReport = ChainSummary & { readonly header: ExportHeader };

/**
 * Goes through an exported file without a database, and tells every fault of its chain, from its first event to the last
 * one that its header names.
 * @throws ValidationError when it cannot be read, or its first line is no header of an export.
 */
export async function verifyFile(
  file: string,
  ask: { readonly witness: Witness | null; readonly onFault: (fault: Fault) => void },
): Promise<FileReport> {
  const handle = await opened(file);
  try {
    return await verifyLines(handle.readLines({ encoding: 'utf8' }), file, ask);
  } finally {
    await handle.close();
  }
}

async function verifyLines(
  lines: AsyncIterable<string>,
  file: string,
  ask: { readonly witness: Witness | null; readonly onFault: (fault: Fault) => void },
): Promise<FileReport> {
  let header: ExportHeader | undefined;
  let check: ChainCheck | undefined;
  let last = 0;
  for await (const line of lines) {
    if (!header || !check) {
      header = readHeader(line, file);
      check = createChainCheck({ ...ask, start: startOf(header) });
      last = header.from.sequence;
      continue;
    }
    const event = readLine(line);
    if (event) check.add(event);
    else check.addUnreadable(last + 1);
    last = event?.sequence ?? last + 1;
  }
  if (!header || !check) throw new ValidationError(`${file} is empty: it holds no export`);
  return { ...check.end(header.to), header };
}

async function opened(file: string): Promise<FileHandle> {
  const handle = await open(file).catch((cause: Error) => {
    throw new ValidationError(`${file} cannot be read: ${cause.message}`, {}, { cause });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new ValidationError(`${file} is no file: give one that "copil audit export --out FILE" wrote`);
}

/** The first event of a workspace is chained to nothing but the workspace; what a later one is chained to is on trust. */
function startOf({ from, workspaceId }: ExportHeader) {
  return from.sequence === 0 ? { sequence: 0, hash: firstHash(workspaceId) } : from;
}

function readHeader(line: string, file: string): ExportHeader {
  const header = Header.safeParse(parsed(line));
  if (header.success) return header.data;
  throw new ValidationError(`${file} is no export that this version reads: its first line says nothing of an audit`);
}

function readLine(line: string): ChainedEvent | null {
  const event = Line.safeParse(parsed(line));
  return event.success ? { ...event.data, at: new Date(event.data.at) } : null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
