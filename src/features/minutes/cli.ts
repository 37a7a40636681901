import { writeFile } from 'node:fs/promises';
import type { Clock } from '../../kernel/clock.js';
import { NotFoundError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import { findCommitteeByKey } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import type { Texts } from '../../platform/texts.js';
import { documentOf } from './document.js';
import { csvOf } from './export/csv.js';
import { markdownOf } from './export/markdown.js';
import { contentOf } from './gather/gather.js';
import { findMeetingOf, listMeetings } from './meetings.js';
import type { Meeting } from './minutes.js';
import { minutesStatusOf } from './minutes-status.js';

export type ExportTools = {
  readonly database: Database;
  readonly clock: Clock;
  readonly workspaceId: string;
  readonly texts: Texts;
};

export type MinutesAsk = {
  readonly committee: string;
  /** Label of a period, or `last`. */
  readonly period: string;
  readonly format: 'markdown' | 'csv';
  /** The committee's where left out. */
  readonly lang?: Locale;
  /** A file; standard output where left out. */
  readonly out?: string;
};

/**
 * `copil export minutes`: the minutes of one meeting as a file; closed ones as they were when they were closed.
 * @throws NotFoundError for an unknown committee, or a period of which it has no published digest
 */
export async function exportMinutesCommand(
  tools: ExportTools,
  ask: MinutesAsk,
  output: { readonly write: (text: string) => void; readonly complain: (line: string) => void },
): Promise<void> {
  const meeting = await meetingOf(tools, ask);
  const content = await contentOf(tools, meeting);
  const status = minutesStatusOf(meeting, tools.clock.now());
  const locale = ask.lang ?? content.committee.locale;
  const words = { say: tools.texts.in(locale), locale };
  // Whoever has the store may see all of it; what the channel may not see is not in the content.
  const text =
    ask.format === 'csv'
      ? csvOf(content)
      : markdownOf(documentOf(content, { ...words, status, clearance: 'restricted' }));
  // A spreadsheet takes a file for Latin-1 that does not begin with this mark.
  if (ask.out !== undefined) await writeFile(ask.out, ask.format === 'csv' ? `\ufeff${text}` : text);
  else output.write(text);
  const state = {
    open: 'attendance not confirmed',
    confirmed: 'not closed yet',
    over: 'not closed yet',
    closed: 'closed',
  };
  const where = ask.out === undefined ? '' : ` to ${ask.out}`;
  output.complain(`Minutes of ${meeting.committee.key} ${meeting.period} written${where} (${state[status.phase]}).`);
}

async function meetingOf(
  { database, workspaceId }: ExportTools,
  { committee: key, period }: MinutesAsk,
): Promise<Meeting> {
  const store = database.client;
  const committee = await findCommitteeByKey(store, { workspaceId, key });
  if (!committee) throw new NotFoundError(`There is no committee "${key}" in copil.yml`);
  const committeeId = committee.id;
  const meetings = await listMeetings(store, { committeeId, take: 10 });
  const isLast = ['last', 'latest'].includes(period.toLowerCase());
  const found = isLast ? meetings[0] : await findMeetingOf(store, { committeeId, period: period.toUpperCase() });
  if (found) return found;
  if (meetings.length === 0) throw new NotFoundError(`${key} has no published digest yet, and so no minutes`);
  const periods = meetings.map((one) => one.period).join(', ');
  throw new NotFoundError(`${key} has no published digest of ${period}: expected last, or one such as ${periods}`);
}
