import { approvalDeliveries, registerApprovals, sweepAllApprovals } from './features/approvals/index.js';
import { createItemMarks, delegationsIn } from './features/approvals/public.js';
import {
  type DecisionDeliveryDeps,
  decisionDeliveries,
  registerDecisions,
  sweepDecisions,
} from './features/decisions/index.js';
import type { DecisionDeps } from './features/decisions/public.js';
import { type DigestsDeps, digestDeliveries } from './features/digests/index.js';
import { followUpDeliveries, registerFollowUp, sweepFollowUp } from './features/follow-up/index.js';
import { createItemCommands, type FollowUpDeps, itemsOfKpi } from './features/follow-up/public.js';
import type { Home } from './features/home/public.js';
import { type KpiCommandDeps, registerKpiCommands } from './features/kpi-commands/public.js';
import {
  type MinutesDeliveryDeps,
  minutesDeliveries,
  registerMinutes,
  sweepMinutes,
} from './features/minutes/index.js';
import type { MinutesDeps } from './features/minutes/public.js';
import { type CopilCommandDeps, registerCopilCommand } from './features/setup/commands.js';
import { answerInTime, type InTime } from './features/setup/in-time.js';
import { listCommittees } from './organisation/committees/committees.js';
import { linkedDelivery } from './organisation/people/accounts/linked.js';
import { isNobody } from './organisation/people/accounts/note.js';
import { tellOperators } from './organisation/people/notices.js';
import type { DeliveryKind } from './platform/outbox/delivery.js';
import { createPostOffice, type PostOffice, type PostOfficeDeps } from './platform/outbox/post-office.js';
import type { SlackApp } from './platform/slack/slack-app.js';

export type FeatureDeps = Omit<
  CopilCommandDeps,
  'followUp' | 'decisions' | 'minutes' | 'kpiCommands' | 'answerItem' | 'inTime'
> &
  Omit<KpiCommandDeps, 'itemsOf' | 'inTime'> & {
    readonly followUp: FollowUpDeps;
    readonly decisions: DecisionDeps;
    readonly minutes: MinutesDeps;
    readonly home: Home;
  };

/** Every feature that answers Slack, with what each needs of the others. */
export function registerFeatures(slack: SlackApp, deps: FeatureDeps): void {
  const inTime: InTime = (context, answer) => {
    const slowWords = async () => deps.texts.in(await deps.languages.of(context.user))('errors.slow');
    return answerInTime(context, { slowWords }, answer);
  };
  const kpiCommands: KpiCommandDeps = {
    ...deps,
    itemsOf: (kpiKey, person) => itemsOfKpi(deps, kpiKey, person),
    inTime,
  };
  const answerItem = createItemCommands(deps.followUp);
  registerCopilCommand(slack, { ...deps, kpiCommands, answerItem, inTime });
  registerFollowUp(slack, deps.followUp, { answerItem, inTime });
  registerDecisions(slack, deps.decisions, inTime);
  registerMinutes(slack, deps.minutes);
  registerApprovals(slack, deps.approvals, inTime);
  registerKpiCommands(slack, kpiCommands);
  deps.home.register(slack);
}

type Deliverers = DigestsDeps &
  Omit<Parameters<typeof followUpDeliveries>[0], 'gate'> &
  Parameters<typeof approvalDeliveries>[0] &
  Omit<DecisionDeliveryDeps, 'delegationsIn'> &
  MinutesDeliveryDeps;

/** Brings to Slack what the features put into the outbox. */
export function openPostOffice(
  deps: Deliverers & Omit<PostOfficeDeps, 'kinds' | 'channels' | 'isNobody' | 'tellOperators'>,
): PostOffice {
  const { database, workspaceId } = deps;
  return createPostOffice({
    ...deps,
    kinds: deliveries(deps),
    channels: async () => (await listCommittees(database.client, workspaceId)).flatMap(({ channel }) => channel ?? []),
    isNobody: (slackUserId) => isNobody(deps, slackUserId),
    tellOperators: (notice) => tellOperators(deps, notice),
  });
}

function deliveries(deps: Deliverers): Readonly<Record<string, DeliveryKind>> {
  return {
    linked: linkedDelivery(deps),
    ...digestDeliveries(deps),
    ...followUpDeliveries({ ...deps, gate: createItemMarks(deps) }),
    ...approvalDeliveries(deps),
    ...decisionDeliveries({ ...deps, delegationsIn }),
    ...minutesDeliveries(deps),
  };
}

/** What is due by itself in them at this business time. Safe in several processes at once, and at any time again. */
export async function sweepFeatures(
  deps: Pick<FeatureDeps, 'followUp' | 'approvals' | 'decisions' | 'minutes'>,
  stopping?: AbortSignal,
): Promise<void> {
  await sweepFollowUp(deps.followUp, stopping);
  if (!stopping?.aborted) await sweepAllApprovals(deps.approvals, stopping);
  if (!stopping?.aborted) await sweepDecisions(deps.decisions, stopping);
  if (!stopping?.aborted) await sweepMinutes(deps.minutes, stopping);
}
