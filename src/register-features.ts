import { registerFollowUp } from './features/follow-up/index.js';
import { type FollowUpDeps, itemsOfKpi } from './features/follow-up/public.js';
import type { Home } from './features/home/public.js';
import { type KpiCommandDeps, registerKpiCommands } from './features/kpi-commands/public.js';
import { type CopilCommandDeps, registerCopilCommand } from './features/setup/commands.js';
import { answerInTime, type InTime } from './features/setup/in-time.js';
import type { SlackApp } from './platform/slack/slack-app.js';

export type FeatureDeps = Omit<CopilCommandDeps, 'followUp' | 'kpiCommands' | 'inTime'> &
  Omit<KpiCommandDeps, 'itemsOf' | 'inTime'> & { readonly followUp: FollowUpDeps; readonly home: Home };

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
  registerCopilCommand(slack, { ...deps, kpiCommands, inTime });
  registerFollowUp(slack, deps.followUp, inTime);
  registerKpiCommands(slack, kpiCommands);
  deps.home.register(slack);
}
