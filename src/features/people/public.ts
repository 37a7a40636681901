/** People: who they are in `copil.yml` and in Slack. */
export {
  type EmailLink,
  findPersonByKey,
  findPersonBySlackId,
  findWorkspace,
  linkPersonByEmail,
  listOperators,
  listPeople,
  normaliseEmail,
  type Person,
  type Workspace,
} from './repository.js';
