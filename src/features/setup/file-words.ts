import { regionalInstant } from '../../kernel/dates-in-words.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { occurrences, periodForRun } from '../../organisation/calendar/schedule.js';
import { createHolidayCalendars, holidaysOf } from '../../organisation/calendar/working-days.js';
import type { CommitteeEntry, Organisation } from './organisation/organisation.js';
import type { Reader } from './organisation/warnings/warning.js';

type FileReader = {
  readonly reader: Reader;
  readonly file: string;
  readonly hasTemplate: (name: string) => boolean;
};

/** What a file without a fault will do, in lines for a terminal: what may surprise, what it holds, and when committees run. */
export async function describeFile(organisation: Organisation, ask: FileReader): Promise<string[]> {
  const { people, committees, projects, kpis, sources, warnings } = organisation;
  const { reader } = ask;
  const { say } = reader;
  const runs = await Promise.all(committees.map((committee) => runLines(committee, ask)));
  return [
    ...warnings.map((warning) => say('organisation.note', { text: warning(reader) })),
    say('organisation.check.right', {
      file: ask.file,
      people: people.length,
      committees: committees.length,
      keys: committees.map(({ key }) => key).join(', '),
      projects: projects.length,
      kpis: kpis.length,
      sources: sources.length,
    }),
    ...runs.flat(),
  ];
}

/** The next three runs of a committee, in its zone, each with the period it reports. */
async function runLines(
  { key, template, timeZone, calendar: { schedule } }: CommitteeEntry,
  { reader, hasTemplate }: FileReader,
): Promise<string[]> {
  const { say, locale, now } = reader;
  const runs = occurrences(schedule, {
    after: now,
    count: 3,
    holidays: await holidaysOf(schedule, createHolidayCalendars()),
  });
  if (runs.length === 0) return [say('organisation.check.never', { key })];
  return [
    say('organisation.check.runs', { key, zone: timeZone }),
    ...runs.map((run) => {
      const period = periodLabelText(periodForRun(schedule, run), locale);
      return say('organisation.check.run', { date: regionalInstant(run, { locale, timeZone }), period });
    }),
    ...(hasTemplate(template) ? [] : [say('organisation.check.noTemplate', { key, template })]),
  ];
}
