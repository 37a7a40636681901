import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import { csvRecord } from '../../kernel/csv.js';
import { NotFoundError, ValidationError } from '../../kernel/errors.js';
import { instantAt } from '../../kernel/zoned-time.js';
import { findCommitteeByKey } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import { columns, recordOfDecision } from './export-records.js';
import { allDecisions } from './log/search-decisions.js';

export type ExportTools = { readonly database: Database; readonly clock: Clock; readonly workspaceId: string };

export type ExportAsk = {
  readonly committee?: string;
  /** First and last day on which a decision was asked for, in the committee's zone, or UTC for all committees. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** A file; standard output where left out. */
  readonly out?: string;
};

/**
 * `copil export decisions`: every decision as CSV, the oldest first, page by page however many there are.
 * @throws NotFoundError for an unknown committee; ValidationError for days the wrong way round
 */
export async function exportDecisionsCommand(
  tools: ExportTools,
  ask: ExportAsk,
  output: { readonly write: (text: string) => void; readonly complain: (line: string) => void },
): Promise<void> {
  let count = 0;
  const records = recordsOf(tools, await spanOf(tools, ask), () => {
    count += 1;
  });
  // A spreadsheet takes a file for Latin-1 that does not begin with this mark.
  if (ask.out !== undefined) await pipeline(Readable.from(marked(records)), createWriteStream(ask.out));
  else for await (const record of records) output.write(record);
  output.complain(`${count} ${count === 1 ? 'decision' : 'decisions'} written${ask.out ? ` to ${ask.out}` : ''}.`);
}

type Span = Omit<Parameters<typeof allDecisions>[1], 'workspaceId'>;

async function spanOf({ database, workspaceId }: ExportTools, { committee: key, from, to }: ExportAsk): Promise<Span> {
  if (from !== undefined && to !== undefined && to < from) {
    throw new ValidationError(`The last day ${to} lies before the first day ${from}`);
  }
  const committee = key === undefined ? null : await findCommitteeByKey(database.client, { workspaceId, key });
  if (key !== undefined && !committee) throw new NotFoundError(`There is no committee "${key}" in copil.yml`);
  const zone = committee?.timeZone ?? 'UTC';
  const start = (date: CalendarDate) => instantAt({ date, time: { hour: 0, minute: 0 }, zone });
  return {
    ...(committee ? { committeeId: committee.id } : {}),
    ...(from === undefined ? {} : { from: start(from) }),
    ...(to === undefined ? {} : { before: start(addDays(to, 1)) }),
  };
}

async function* recordsOf(tools: ExportTools, span: Span, onRecord: () => void): AsyncGenerator<string> {
  const { database, workspaceId } = tools;
  yield csvRecord(columns);
  for await (const decision of allDecisions(database.client, { workspaceId, ...span })) {
    onRecord();
    yield csvRecord(await recordOfDecision(tools, decision));
  }
}

async function* marked(records: AsyncIterable<string>): AsyncGenerator<string> {
  yield '\ufeff';
  yield* records;
}
