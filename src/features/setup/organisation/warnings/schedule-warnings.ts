import { regionalInstant } from '../../../../kernel/dates-in-words.js';
import { occurrences, periodForRun, type Schedule } from '../../../../organisation/calendar/schedule.js';
import type { CommitteeEntry } from '../organisation.js';
import { listOf, type Reader, type Warning } from './warning.js';

type CronSchedule = Extract<Schedule, { cron: string }>;

const fieldsOf = (cron: string): string[] => cron.trim().split(/\s+/);

/** Fields that leave every day open; anything else narrows, even where it names every day. */
const isOpen = (field: string | undefined): boolean => field === '*' || field === '?';

/** The days of a month among which each weekday comes once, by which of them it is. */
const weeksOfMonth = ['1-7', '8-14', '15-21', '22-28'];

/** A cron in which both fields of days hold: the nth weekday where that is what they name, else by the mark for *and*. */
function bothHold(cron: string): string {
  const [minute, hour, day = '*', month, weekday = '*'] = fieldsOf(cron);
  const nth = weeksOfMonth.indexOf(day) + 1;
  const isPlain = /^[a-z0-7,]+$/i.test(weekday) && !/l/i.test(weekday);
  if (nth === 0 || !isPlain) return [minute, hour, day, month, `+${weekday}`].join(' ');
  const days = weekday.split(',').map((one) => `${one}#${nth}`);
  return [minute, hour, '*', month, days.join(',')].join(' ');
}

function runsIn(schedule: Schedule, { now, locale }: Reader): string[] {
  const runs = occurrences(schedule, { after: now, count: 3 });
  return runs.map((run) => regionalInstant(run, { locale, timeZone: schedule.zone }));
}

/** Day of month and day of week in one cron: it runs on the one *or* the other, and hardly anybody means that. */
function eitherDay(where: string, schedule: CronSchedule): Warning[] {
  const [minute, hour, day, month, weekday] = fieldsOf(schedule.cron);
  if (isOpen(day) || isOpen(weekday) || weekday?.startsWith('+')) return [];
  const both = bothHold(schedule.cron);
  return [
    (reader) => {
      const runs = runsIn({ ...schedule, cron: both }, reader);
      return reader.say('organisation.warning.eitherDay', {
        where,
        cron: schedule.cron,
        both,
        count: runs.length,
        runs: listOf(runs, reader),
        days: [minute, hour, day, month, '*'].join(' '),
        weekdays: [minute, hour, '*', month, weekday].join(' '),
      });
    },
  ];
}

/** So many runs show whether one period has two: a daily cron for a quarter has more, and its first two already do. */
const lookedAt = 12;

const onceEach: Record<CronSchedule['reports'], string> = { week: '* * MON', month: '1 * *', quarter: '1 1,4,7,10 *' };

/** A cron that runs more often than there are periods to report: a digest leaves for the first of them alone. */
function tooOften(where: string, schedule: CronSchedule): Warning[] {
  const [minute = '0', hour = '9'] = fieldsOf(schedule.cron);
  const time = /^\d+$/.test(minute) && /^\d+$/.test(hour) ? `${minute} ${hour}` : '0 9';
  // A fixed day, so that the warning does not come and go.
  const runs = occurrences(schedule, { after: new Date('2024-01-01T00:00:00Z'), count: lookedAt });
  const periods = runs.map((run) => periodForRun(schedule, run).label);
  if (new Set(periods).size === periods.length) return [];
  const { cron, reports } = schedule;
  const instead = `${time} ${onceEach[reports]}`;
  return [({ say }) => say('organisation.warning.tooOften', { where, cron, kind: reports, instead })];
}

/** Schedules that run when nobody expects it. */
export function scheduleWarnings(committees: readonly CommitteeEntry[]): Warning[] {
  return committees.flatMap(({ key, calendar: { schedule } }) => {
    if (!('cron' in schedule)) return [];
    const where = `committees.${key}.schedule.cron`;
    const either = eitherDay(where, schedule);
    return either.length > 0 ? either : tooOften(where, schedule);
  });
}
