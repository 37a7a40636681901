import type { ItemGate } from '../follow-up/public.js';
import type { ApprovalDeps } from './approval-deps.js';

/** What approvals have to say when people raise and change actions. */
export function createItemGate(_deps: ApprovalDeps): ItemGate {
  throw new Error('not built yet');
}
