import type { Transaction } from '../../platform/db/database.js';
import type { Approval } from './approval.js';

export type WaitingAsk = {
  readonly workspaceId: string;
  readonly personKey: string;
  /** Business time: delegations hold on the day it is then in the committee's zone. */
  readonly at: Date;
};

/** What a person may vote on and has not yet, for themselves or in somebody's place; what ends first comes first. */
export function waitingFor(_client: Transaction, _ask: WaitingAsk): Promise<Approval[]> {
  throw new Error('not built yet');
}

/** What a person asked for, the newest first; those that are pending, or all of them. */
export function askedBy(
  _client: Transaction,
  _ask: {
    readonly workspaceId: string;
    readonly personKey: string;
    readonly isPending: boolean;
    readonly take: number;
  },
): Promise<Approval[]> {
  throw new Error('not built yet');
}
