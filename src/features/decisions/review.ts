import type { Transaction } from '../../platform/db/database.js';
import type { Decision } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import { changeHeld, heldActor, hold, type Step, storeStep } from './held.js';
import type { MeasuredValue } from './kpi-value.js';
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
  return changeHeld(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (held) => {
    const { decision, ballot, at } = held;
    const actor = await heldActor(held, personKey);
    if (!mayRecord(actor, decision) && decision.ownerKey !== personKey) {
      throw new DecisionRefusal('not-yours', decision);
    }
    if (decision.state !== 'decided') throw new DecisionRefusal('not-yet', decision, ballot.standing);
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
    const held = await hold(store, transaction, decisionId);
    if (held.decision.state !== 'decided' || held.decision.reviewedAt) continue;
    const step = reviewStep(held.decision, { realised, at: held.at });
    await storeStep(store, held, { step, actorKey: null, surface: 'schedule' });
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
