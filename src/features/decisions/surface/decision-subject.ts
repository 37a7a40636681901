import type { Subject } from '../../../surface/acts/subject.js';
import type { Decision } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { maySee } from '../rights.js';
import { findDecision, votesOf } from '../stored-decisions.js';
import { decisionView } from './decision-view.js';
import { refusalOf } from './refusals.js';

/** Decisions, as people meet them in Slack. */
export function decisionSubject(deps: DecisionDeps): Subject<Decision> {
  const { workspaceId, database } = deps;
  return {
    async find(speaker, id) {
      const decision = await findDecision(database.client, { workspaceId, id });
      if (!decision) return null;
      const votes = (await votesOf(database.client, [id])).get(id) ?? [];
      return maySee(speaker, decision, votes) ? decision : null;
    },
    refusal: (speaker, error) => refusalOf(deps, speaker, error),
    whole: { callbackId: 'decision:view', draw: (speaker, decision) => decisionView(deps, speaker, decision) },
  };
}
