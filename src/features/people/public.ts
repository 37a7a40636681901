/** People: who they are in `copil.yml` and in Slack, when they work, and when they are away. */
export { type Absence, type AbsentDays, isAbsent } from './absences/absence.js';
export { absencesOf, addAbsence, endAbsence } from './absences/repository.js';
export {
  currencyOf,
  findPeopleBySlackIds,
  findPersonByKey,
  findPersonBySlackId,
  findWorkspace,
  linkPersonByEmail,
  listOperators,
  listPeople,
  markBack,
  markLeft,
  normaliseEmail,
  type Person,
  peopleOfKeys,
  slackIdsOf,
  type Workspace,
} from './repository.js';
export { findPerson, personOf, type WhoDeps } from './who.js';
export { parseWorkingHours, usualHours, type WorkingHours } from './working-hours.js';
