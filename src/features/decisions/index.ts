import type { SlackApp } from '../../platform/slack/slack-app.js';
import { createActs } from '../../surface/acts/acts.js';
import type { InTime } from '../../surface/app-deps.js';
import type { Decision } from './decision.js';
import type { DecisionDeps } from './decision-deps.js';
import { registerButtons } from './surface/buttons.js';
import { registerCommands } from './surface/commands.js';
import { decisionSubject } from './surface/decision-subject.js';
import { registerShortcuts } from './surface/shortcuts.js';
import { registerSubmissions } from './surface/submissions.js';
import { concernedBy } from './waiting/waiting-for.js';

export { decisionDeliveries } from './cards/delivery.js';
export { sweepDecisions } from './sweep.js';

/** What an app is made of, as far as decisions need it. */
export type DecisionParts = Omit<DecisionDeps, 'onChanged'> & {
  /** Brings these people's Home tabs up to date. */
  readonly refreshHomes: (personKeys: Iterable<string>) => void;
};

/** Decisions at work: the Homes of whoever one concerns are brought up to date. */
export function createDecisions(parts: DecisionParts): DecisionDeps {
  const onChanged = (decision: Decision): void => {
    concernedBy(parts, decision)
      .then(parts.refreshHomes)
      .catch((error: unknown) => parts.log.warn('the Homes of a decision are not brought up to date', { err: error }));
  };
  return { ...parts, onChanged };
}

/** Takes what people say about decisions in Slack. */
export function registerDecisions(slack: SlackApp, deps: DecisionDeps, inTime: InTime): void {
  registerCommands(slack, deps, inTime);
  const subject = decisionSubject(deps);
  const acts = createActs(slack, deps, subject);
  registerSubmissions(deps, acts, subject);
  registerButtons(slack, deps, acts);
  registerShortcuts(slack, deps);
}
