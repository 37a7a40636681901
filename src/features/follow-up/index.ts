import type { DeliveryKind } from '../../platform/outbox/delivery.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import { createActs } from '../../surface/acts/acts.js';
import type { InTime } from '../../surface/app-deps.js';
import { type CardDeliveryDeps, itemCardDelivery } from './cards/delivery.js';
import type { FollowUpDeps } from './follow-up-deps.js';
import { handedDelivery, leaverDelivery } from './leavers/delivery.js';
import { registerLeavers } from './leavers/register.js';
import { sweepLeavers } from './leavers/sweep.js';
import { ownerDelivery } from './owners/delivery.js';
import { reminderDelivery, silenceDelivery } from './reminders/delivery.js';
import { registerButtons } from './surface/buttons.js';
import { type ItemCommands, registerCommands } from './surface/commands.js';
import { itemSubject } from './surface/item-subject.js';
import { registerOptions } from './surface/options.js';
import { registerShortcuts } from './surface/shortcuts.js';
import { registerSubmissions } from './surface/submissions.js';

export { remindersInMorning, silenceInMorning } from './reminders/morning-parts.js';

/** What blockers and actions put into the outbox, by the `kind` of its payload. */
export function followUpDeliveries(deps: CardDeliveryDeps): Readonly<Record<string, DeliveryKind>> {
  return {
    card: itemCardDelivery(deps),
    reminder: reminderDelivery(deps),
    silence: silenceDelivery(deps),
    leaver: leaverDelivery(deps),
    handed: handedDelivery(deps),
    owner: ownerDelivery(deps),
  };
}

/** Takes what people say about blockers and actions in Slack. */
export function registerFollowUp(
  slack: SlackApp,
  deps: FollowUpDeps,
  { answerItem, inTime }: { readonly answerItem: ItemCommands; readonly inTime: InTime },
): void {
  registerCommands(slack, answerItem, inTime);
  registerShortcuts(slack, deps);
  const subject = itemSubject(deps);
  const acts = createActs(slack, deps, subject);
  registerSubmissions(deps, acts, subject);
  registerButtons(slack, deps, acts);
  registerOptions(slack, deps);
  registerLeavers(slack, deps);
}

/** What is due by itself at this business time. Safe in several processes at once, and at any time again. */
export async function sweepFollowUp(deps: FollowUpDeps): Promise<void> {
  await sweepLeavers(deps);
}
