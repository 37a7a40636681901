import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { HolidayCalendar } from '../calendar/working-days.js';
import { absencesOf } from './absences.js';
import type { Person } from './people.js';
import { mayBeWrittenTo, type WorkRhythm } from './rhythm.js';

export type RhythmDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Business time. */
  readonly clock: Clock;
  readonly log: Logger;
  /** The public holidays of a country, none where none is named. */
  readonly holidaysIn: (country: string | undefined) => Promise<HolidayCalendar>;
};

/** How far back absences matter: what was due soon on the day of the last reminder is worked out again. */
const lookBackDays = 60;

/** When these people work, by key: their hours, the holidays of their country, their absences. */
export async function readRhythms(
  deps: RhythmDeps,
  people: readonly Person[],
): Promise<ReadonlyMap<string, WorkRhythm>> {
  const { database, workspaceId } = deps;
  const from = addDays(localDate(deps.clock.now(), 'UTC'), -lookBackDays);
  const absences = await absencesOf(database.client, { workspaceId, personKeys: people.map(({ key }) => key), from });
  const holidays = await readHolidays(deps, [...new Set(people.map(({ country }) => country ?? undefined))]);
  return new Map(
    people.map(({ key, timeZone, workingHours, country }) => [
      key,
      {
        timeZone,
        workingHours,
        holidays: holidays(country),
        absences: absences.filter(({ personKey }) => personKey === key),
      },
    ]),
  );
}

/** Whether somebody may be told now what is meant for a day of theirs: once its hours are over, the next one has its own. */
export async function isStillTime(deps: RhythmDeps, person: Person, day: CalendarDate): Promise<boolean> {
  const rhythm = (await readRhythms(deps, [person])).get(person.key);
  const now = deps.clock.now();
  return rhythm ? localDate(now, rhythm.timeZone) === day && mayBeWrittenTo(now, rhythm) : false;
}

/** One whose calendar cannot be had works on all days of their week: better a reminder on a holiday than none. */
async function readHolidays(
  { log, holidaysIn }: RhythmDeps,
  countries: readonly (string | undefined)[],
): Promise<(country: string | null) => HolidayCalendar> {
  const none = await holidaysIn(undefined);
  const calendars = await Promise.all(
    countries.map(async (country) => {
      try {
        return [country, await holidaysIn(country)] as const;
      } catch (error) {
        log.warn('a country has no holiday calendar; its people are reminded on holidays too', { country, err: error });
        return [country, none] as const;
      }
    }),
  );
  const byCountry = new Map(calendars);
  return (country) => byCountry.get(country ?? undefined) ?? none;
}
