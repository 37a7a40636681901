import { keysOfSlackIds } from '../../organisation/people/presence.js';
import type { Logger } from '../../platform/log.js';
import type { DeliveryKind } from '../../platform/outbox/delivery.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import { createActs } from '../../surface/acts/acts.js';
import type { InTime } from '../../surface/app-deps.js';
import type { ApprovalChange, ApprovalDeps, ApprovalSurfaceDeps } from './approval-deps.js';
import { cardSubject, createCopies } from './cards/copies.js';
import { type ApprovalDeliveryDeps, approvalCardDelivery, approvalRecordDelivery } from './cards/delivery.js';
import { delegatesOf } from './delegations/stored-delegations.js';
import { sweepApprovals } from './expire.js';
import { delegationDelivery } from './notices/delegation-news.js';
import { noticeDelivery } from './notices/delivery.js';
import { approvalSubject } from './surface/approval-subject.js';
import { registerAsking } from './surface/asking.js';
import { registerButtons } from './surface/buttons.js';
import { registerCommands } from './surface/commands.js';
import { registerDelegating } from './surface/delegating.js';
import { registerSubmissions } from './surface/submissions.js';
import { waitingDelivery } from './waiting/delivery.js';
import { readersOf } from './waiting/stored-waiting.js';
import { sweepWaiting } from './waiting/sweep.js';

/** What approvals put into the outbox, by the `kind` of its payload. */
export function approvalDeliveries(deps: ApprovalDeliveryDeps): Readonly<Record<string, DeliveryKind>> {
  return {
    approval: approvalCardDelivery(deps),
    'approval-record': approvalRecordDelivery(deps),
    'approval-delegation': delegationDelivery(deps),
    'approval-notice': noticeDelivery(deps),
    'approval-waiting': waitingDelivery(deps),
  };
}

/** What an app is made of, as far as approvals need it. */
export type ApprovalParts = Omit<ApprovalSurfaceDeps, 'copies' | 'onChanged'>;

/** Approvals at work: their cards in the outbox, and the Homes of whoever they concern brought up to date. */
export function createApprovals(parts: ApprovalParts): ApprovalSurfaceDeps {
  const onChanged = (change: ApprovalChange): void => {
    concernedBy(parts, change)
      .then(parts.refreshHomes)
      .catch((error: unknown) => parts.log.warn('the Homes of an approval are not brought up to date', { err: error }));
  };
  return { ...parts, copies: createCopies(parts), onChanged };
}

/** Who asked, who owns the action, everybody who has a card, and who votes in somebody's place, with a card or without. */
async function concernedBy(
  { database, workspaceId }: Pick<ApprovalDeps, 'database' | 'workspaceId'> & { readonly log: Logger },
  { approval, item }: ApprovalChange,
): Promise<string[]> {
  const cards = await readersOf(database.client, cardSubject(approval.id));
  const slackUserIds = [...cards, ...(await delegatesOf(database.client, workspaceId))];
  const readers = await keysOfSlackIds(database.client, { workspaceId, slackUserIds });
  return [approval.requestedByKey, item.ownerKey, ...readers];
}

export { waitingInMorning } from './waiting/morning-part.js';

/** What is due by itself at this business time. Safe in several processes at once, and at any time again. */
export async function sweepAllApprovals(deps: ApprovalSurfaceDeps, stopping?: AbortSignal): Promise<void> {
  await sweepApprovals(deps, stopping);
  if (!stopping?.aborted) await sweepWaiting(deps);
}

/** Takes what people say about approvals in Slack. */
export function registerApprovals(slack: SlackApp, deps: ApprovalSurfaceDeps, inTime: InTime): void {
  registerCommands(slack, deps, inTime);
  const subject = approvalSubject(deps);
  const acts = createActs(slack, deps, subject);
  registerButtons(deps, acts, subject);
  registerSubmissions(deps, acts);
  registerDelegating(slack, deps);
  registerAsking(deps, acts);
}
