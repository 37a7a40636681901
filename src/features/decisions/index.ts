import type { SlackApp } from '../../platform/slack/slack-app.js';
import type { DecisionDeps } from './decision-deps.js';
import { registerButtons } from './surface/buttons.js';
import { type InTime, registerCommands } from './surface/commands.js';
import { registerShortcuts } from './surface/from-message.js';
import { registerSubmissions } from './surface/submissions.js';

export { type DecisionDeliveryDeps, decisionDeliveries } from './cards/delivery.js';
export { sweepDecisions } from './sweep.js';

/** Takes what people say about decisions in Slack. */
export function registerDecisions(slack: SlackApp, deps: DecisionDeps, inTime: InTime): void {
  registerCommands(slack, deps, inTime);
  registerSubmissions(slack, deps);
  registerButtons(slack, deps);
  registerShortcuts(slack, deps);
}
