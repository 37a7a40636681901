import type { ApprovalDeps } from './approval-deps.js';

/**
 * What nobody decided in time goes to the nearest committee above where somebody may vote, at the top to its chair, and
 * then expires: silence is never consent. Safe in several processes at once, and at any time again; whoever is asked
 * next has their whole time from now, however long the program was down.
 */
export function sweepApprovals(_deps: ApprovalDeps, _stopping?: AbortSignal): Promise<void> {
  throw new Error('not built yet');
}
