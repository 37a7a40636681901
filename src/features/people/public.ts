/** People: who they are in `copil.yml` and in Slack. */
export {
  findPersonBySlackId,
  findWorkspace,
  linkPersonByEmail,
  listOperators,
  listPeople,
  normaliseEmail,
  type Person,
  type Workspace,
} from './repository.js';
export { findPerson, personOf, type WhoDeps } from './who.js';
