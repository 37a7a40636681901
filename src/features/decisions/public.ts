/** Decisions: what a committee is asked, how it voted, what came of it. */

export { redrawVoters as redrawDecisionVoters } from './cards/copies.js';
export { type DecisionDraft, usualDeadline } from './decision.js';
export type { DecisionDeps } from './decision-deps.js';
export { decisions as decisionsSection } from './digest/section.js';
export { homeDecisionBlocks } from './home-section.js';
export { countMadeIn, type MeetingSpan } from './minutes/decisions-in-span.js';
export { decisionsForMinutes } from './minutes/for-minutes.js';
export { requestDecision } from './request.js';
export { answerDecision, answerDecisionLog } from './surface/commands.js';
export { plainText } from './surface/read-fields.js';
export { decisionThreadButton } from './surface/shortcuts.js';
export { type WaitingDecisions, waitingFor as readHomeDecisions } from './waiting/waiting-for.js';
export { voterNames } from './wording.js';
