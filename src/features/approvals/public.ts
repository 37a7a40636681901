/** Approvals: whether an action may go ahead, decided by those whose say it is, and remembered. */

export type { ApprovalSurfaceDeps } from './approval-deps.js';
export { deadlineOf } from './deadline.js';
export { delegationsIn } from './delegations/stored-delegations.js';
export {
  type HomeApprovals,
  homeDelegationBlocks,
  homeWaitingBlocks,
  readHomeApprovals,
} from './home-section.js';
export { createItemGate, createItemMarks } from './item-gate.js';
export { idsOfHeld } from './lists/listed-approvals.js';
export { answerApproval } from './surface/commands.js';
