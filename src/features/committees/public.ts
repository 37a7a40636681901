/** Committees: who meets, where, when, on which calendar. */
export {
  CommitteeCalendar,
  LateSourcePolicy,
  parseCommitteeCalendar,
  WeekdayName,
} from './committee-calendar.js';
export {
  assertWorkingHours,
  type CatchUp,
  type CatchUpRules,
  catchUpPlan,
  dueRuns,
  type Run,
  usualWorkingHours,
  type WorkingHours,
} from './due-runs.js';
export {
  type Committee,
  type CommitteeLevel,
  type CommitteeRole,
  channelAccessOf,
  committeeLevels,
  committeeRoles,
  findCommitteeByChannel,
  findCommitteeByKey,
  listCommittees,
  type Member,
  membersOf,
} from './repository.js';
export {
  assertSchedule,
  occurrences,
  periodForRun,
  reportedKind,
  reportedPeriodOf,
  runsAfter,
  type Schedule,
  type ScheduleRule,
} from './schedule.js';
export { type HolidayCalendar, loadHolidays, noHolidays, workingDaysBetween } from './working-days.js';
