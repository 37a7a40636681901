/** Committees: who meets, where, when, on which calendar. */

export { ApprovalPolicy, ApprovalRule, parseApprovalRule, ruledTypes, usualApprovalRule } from './approval-rule.js';
export {
  CommitteeCalendar,
  LateSourcePolicy,
  parseCommitteeCalendar,
  WeekdayName,
} from './committee-calendar.js';
export { committeeFor } from './committee-for.js';
export {
  assertWorkingHours,
  catchUpPlan,
  dueRuns,
  type Run,
  usualWorkingHours,
} from './due-runs.js';
export { cardPlaceText, createPlaces, type Places, type Room, type Standing } from './places.js';
export {
  approvalRulesOf,
  type Committee,
  type CommitteeLevel,
  type CommitteeRole,
  channelAccessOf,
  committeeLevels,
  committeeRoles,
  findCommitteeByChannel,
  findCommitteeById,
  findCommitteeByKey,
  type GuestRule,
  guestRules,
  listCommittees,
  type Member,
  membersOf,
  seatsOf,
  seatsOfEach,
} from './repository.js';
export {
  addToRoster,
  changeKind,
  colleaguesIn,
  type MemberKind,
  type Outsider,
  outsidersIn,
  removeFromRoster,
  rosterReadAt,
  settleGuestRule,
  storeRoster,
} from './rosters/repository.js';
export {
  assertSchedule,
  occurrences,
  periodForRun,
  reportedKind,
  type Schedule,
  type ScheduleRule,
} from './schedule.js';
export {
  createHolidayCalendars,
  type HolidayCalendar,
  holidaysIn,
  holidaysOf,
  holidaysSpokenOf,
  isWorkingDay,
  loadHolidays,
  workingDaysBetween,
} from './working-days.js';
