import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CalendarDate } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import { AppError, ValidationError } from '../../kernel/errors.js';
import type { Database } from '../../platform/db/database.js';
import { type ChainHead, firstHash } from '../../platform/db/event-chain.js';
import { recordEvent } from '../../platform/db/events.js';
import { readEvents, readHead } from '../../platform/db/read-events.js';
import { headBefore } from './chain-marks.js';
import { type ExportHeader, lineOf } from './exported-file.js';

export type ExportDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly workspace: { readonly id: string; readonly name: string };
};

/** What was written: the header, and events. */
export type ExportReport = { readonly header: ExportHeader; readonly events: number };

/**
 * Writes the events of a workspace as JSON lines to `output`, which stays open: a header, and each event with its hashes,
 * from the first one of the day `since` in UTC to the newest. That it was asked for is recorded before the first line
 * leaves: an export that is broken off left a trace too.
 * @throws AppError when an event cannot be read, or nobody reads further
 */
export async function exportEvents(
  deps: ExportDeps,
  ask: { readonly since: CalendarDate | null; readonly output: Writable },
): Promise<ExportReport> {
  const header = await recordExport(deps, ask.since);
  let events = 0;
  async function* lines() {
    yield `${JSON.stringify(header)}\n`;
    const part = { workspaceId: deps.workspace.id, after: header.from.sequence, upTo: header.to.sequence };
    for await (const event of readEvents(deps.database.client, part)) {
      if ('isUnreadable' in event) throw brokenOff(event.sequence);
      events += 1;
      yield `${lineOf(event)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), ask.output, { end: false }).catch((error: unknown) => {
    throw isNobodyThere(error) ? nobodyReads(events, error) : error;
  });
  return { header, events };
}

/** The program that the lines went on to has ended. */
function isNobodyThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}

function nobodyReads(events: number, cause: unknown): AppError {
  return new AppError('internal', `The export was broken off after ${events} events at most: nobody read further`, {
    cause,
  });
}

function brokenOff(sequence: number): AppError {
  return new AppError(
    'internal',
    `The export ended before event ${sequence}, which cannot be read: "copil audit verify" says more`,
  );
}

/**
 * The same into a file that only its owner may read. It is there once it is whole.
 * @throws as `exportEvents`; ValidationError when there is a file of that name, or it cannot be written
 */
export async function exportToFile(
  deps: ExportDeps,
  { since, file }: { readonly since: CalendarDate | null; readonly file: string },
): Promise<ExportReport> {
  if (existsSync(file)) {
    throw new ValidationError(`There is a file ${file} already. Nothing was exported; give another name.`);
  }
  const part = `${file}.part`;
  const output = createWriteStream(part, { mode: 0o600 });
  try {
    await opened(output, file);
    const report = await exportEvents(deps, { since, output });
    await closed(output);
    await rename(part, file);
    return report;
  } catch (error) {
    output.destroy();
    await rm(part, { force: true });
    throw error;
  }
}

function opened(output: Writable, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.once('open', () => resolve());
    output.once('error', (cause) =>
      reject(new ValidationError(`${file} cannot be written: ${cause.message}. Nothing was exported.`, {}, { cause })),
    );
  });
}

function closed(output: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    output.once('error', reject);
    output.end(() => resolve());
  });
}

/** Fixes what is exported, and records it. */
async function recordExport(
  { database, clock, workspace }: ExportDeps,
  since: CalendarDate | null,
): Promise<ExportHeader> {
  const { id: workspaceId } = workspace;
  const at = clock.now();
  return database.transaction(async (transaction) => {
    const beginning = { sequence: 0, hash: firstHash(workspaceId) };
    const to: ChainHead = (await readHead(transaction, workspaceId)) ?? beginning;
    const from = since === null ? beginning : ((await headBefore(transaction, { workspaceId, since })) ?? to);
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'audit.exported',
      subjectKind: 'audit',
      subjectId: 'events',
      after: { since, from: from.sequence + 1, to: to.sequence, hash: to.hash },
      surface: 'cli',
      at,
    });
    const named = { workspaceId, workspace: workspace.name, since, from, to, exportedAt: at.toISOString() };
    return { format: 'copil-audit', version: 1, ...named };
  });
}
