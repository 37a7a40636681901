/** Approvals: whether an action may go ahead, decided by those whose say it is, and remembered. */

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
export type { ApprovalSurfaceDeps } from './surface/surface-deps.js';
