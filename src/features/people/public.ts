/** People: who they are in `copil.yml` and in Slack, when they work, and when they are away. */
export { type Absence, type AbsentDays, isAbsent } from './absences/absence.js';
export { absencesOf, addAbsence, endAbsence } from './absences/repository.js';
export { createAdmit } from './accounts/admit.js';
export { linkedDelivery } from './accounts/linked.js';
export { createAccountLook } from './accounts/look.js';
export { isNobody, noteAccount } from './accounts/note.js';
export { markBack, markLeft, storeTeam } from './accounts/repository.js';
export {
  enqueueForOperators,
  enqueueNotice,
  type Notice,
  type NoticeDeps,
  type Reader,
  reachable,
  tellOperators,
} from './notices.js';
export {
  currencyOf,
  findPeopleBySlackIds,
  findPersonByKey,
  findPersonBySlackId,
  findWorkspace,
  listOperators,
  listPeople,
  normaliseEmail,
  type Person,
  peopleOfKeys,
  slackIdsOf,
  type Workspace,
} from './repository.js';
export { findPerson, personOf, type WhoDeps } from './who.js';
export { parseWorkingHours, usualHours, type WorkingHours } from './working-hours.js';
