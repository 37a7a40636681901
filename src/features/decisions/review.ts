import type { Transaction } from '../../platform/db/database.js';
import type { Decision } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import type { MeasuredValue } from './kpi-value.js';
import { actorNow, changeLocked, lockDecision, type Step, storeStep } from './locked-decision.js';
import { DecisionRefusal } from './refusal.js';
import { mayRecord } from './rights.js';

/** What came of a decision: the KPI's value, null where it has none. */
export type Reviewed = { readonly decisionId: string; readonly realised: MeasuredValue | null };

/**
 * Marks a decision as reviewed by hand: chair, leads or its owner.
 * @throws DecisionRefusal (`unknown`, `gone`, `not-yours`, `not-yet`)
 */
export function reviewDecision(
  deps: DecisionStoreDeps,
  ask: Reviewed & { readonly personKey: string },
): Promise<Decision> {
  const { decisionId, personKey, realised } = ask;
  return changeLocked(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (locked) => {
    const { decision, ballot, at } = locked;
    const actor = await actorNow(locked, personKey);
    if (!mayRecord(actor, decision) && decision.ownerKey !== personKey) {
      throw new DecisionRefusal('not-yours', decision);
    }
    if (decision.state !== 'decided') throw new DecisionRefusal('not-yet', decision, ballot.voteStatus);
    return decision.reviewedAt ? null : reviewStep(decision, { realised, at });
  });
}

/**
 * Marks the decisions that a published digest has shown as due for review, in the transaction of its publication. Each
 * is marked once; one that was superseded meanwhile is left alone.
 */
export async function markReviewed(
  deps: Omit<DecisionStoreDeps, 'kick' | 'onChanged'>,
  transaction: Transaction,
  reviews: readonly Reviewed[],
): Promise<void> {
  // Nothing is stored yet: what follows from it follows from the publication.
  const store = { ...deps, kick: () => undefined, onChanged: () => undefined };
  for (const { decisionId, realised } of reviews) {
    const locked = await lockDecision(store, transaction, decisionId);
    if (locked.decision.state !== 'decided' || locked.decision.reviewedAt) continue;
    const step = reviewStep(locked.decision, { realised, at: locked.at });
    await storeStep(store, locked, { step, actorKey: null, surface: 'schedule' });
  }
}

function reviewStep(decision: Decision, { realised, at }: { realised: MeasuredValue | null; at: Date }): Step {
  const after: Decision = {
    ...decision,
    reviewedAt: at,
    realisedValue: realised?.value ?? null,
    realisedPeriod: realised?.period ?? null,
  };
  return { after, what: 'reviewed' };
}
