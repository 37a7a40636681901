import type { Locale } from '../../kernel/numbers.js';
import { occurrences, reportedKind } from '../../organisation/calendar/schedule.js';
import { type HolidaysIn, holidaysOf } from '../../organisation/calendar/working-days.js';
import { listCommittees } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import type { DigestTemplates } from './template.js';

/** The next time a committee's digest should leave. */
export type NextRun = {
  readonly at: Date;
  readonly committee: Readonly<Record<Locale, string>>;
  /** What its digest is about. */
  readonly reports: 'week' | 'month' | 'quarter';
  readonly timeZone: string;
};

type Deps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly templates: DigestTemplates;
  readonly holidaysIn: HolidaysIn;
};

/** The first run after an instant of each committee that this version has a digest for, soonest first. */
export async function nextRuns(
  { database, workspaceId, templates, holidaysIn }: Deps,
  after: Date,
): Promise<NextRun[]> {
  const committees = await listCommittees(database.client, workspaceId);
  const served = committees.filter(({ template }) => templates.has(template));
  const found = await Promise.all(
    served.map(async ({ name, timeZone, calendar: { schedule } }) => {
      const holidays = await holidaysOf(schedule, holidaysIn);
      const kind = reportedKind(schedule);
      const reports = kind === 'week' || kind === 'month' ? kind : 'quarter';
      return occurrences(schedule, { after, count: 1, holidays }).map(
        (at): NextRun => ({ at, committee: name, reports, timeZone }),
      );
    }),
  );
  return found.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
}
