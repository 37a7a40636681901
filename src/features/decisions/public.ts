/** Decisions: what a committee is asked, how it voted, what came of it. */

export type { DecisionDeps } from './decision-deps.js';
export { answerDecision, answerDecisionLog } from './surface/commands.js';
