import type { Decision } from './decision.js';

/** What an event tells of a decision: what people said and decided, without what only the program counts. */
export function factsOf(decision: Decision): Record<string, unknown> {
  const { id: _id, workspaceId: _workspace, version: _version, ...facts } = decision;
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...facts,
    raisedAt: text(decision.raisedAt),
    decidedAt: text(decision.decidedAt),
    reviewedAt: text(decision.reviewedAt),
  };
}
