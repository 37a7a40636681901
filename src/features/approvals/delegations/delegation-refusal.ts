import { ValidationError } from '../../../kernel/errors.js';

/**
 * Why nobody votes in somebody's place: `not-approver` (only an approver has a vote to give), `yourself`, `not-member`
 * (they do not sit in that committee), `guest`, `left`; `not-a-date`, `over` (the last day has passed), `before-start`,
 * `too-long` (more than 400 days); `overlap` (somebody votes in their place on some of these days already), `chain`
 * (they delegate their own vote on some of these days).
 */
export type DelegationProblem =
  | 'not-approver'
  | 'yourself'
  | 'not-member'
  | 'guest'
  | 'left'
  | 'not-a-date'
  | 'over'
  | 'before-start'
  | 'too-long'
  | 'overlap'
  | 'chain';

const fieldOf = (problem: DelegationProblem): string => {
  if (problem === 'not-a-date' || problem === 'overlap') return 'fromOn';
  if (problem === 'over' || problem === 'before-start' || problem === 'too-long') return 'toOn';
  return problem === 'not-approver' ? 'committee' : 'person';
};

/** A delegation that cannot be; `fields` has its problem at the field that is wrong: person, committee, fromOn or toOn. */
export class DelegationRefusal extends ValidationError {
  readonly problem: DelegationProblem;

  constructor(problem: DelegationProblem) {
    super(`No delegation: ${problem}`, { [fieldOf(problem)]: problem });
    this.problem = problem;
  }
}
