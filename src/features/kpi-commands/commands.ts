import type { CommandContext } from '../../platform/slack/requests.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import { askerOf } from '../../surface/speaker.js';
import { explainKpi, openExplainForm, submitExplainForm } from './explain.js';
import { helpAnswer } from './help.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { readKpiLine } from './kpi-line.js';
import { logValue, splitWords } from './log.js';
import { openLogForm, submitLogForm } from './log-form.js';
import { showKpi } from './show.js';
import { subjectOf } from './subject.js';
import { undoLogged } from './undo.js';

/** `/kpi`, its buttons and its forms. */
export function registerKpiCommands(slack: SlackApp, deps: KpiCommandDeps): void {
  const inTime: NonNullable<KpiCommandDeps['inTime']> = deps.inTime ?? ((context, answer) => answer(context));
  slack.onCommand('/kpi', (context) => inTime(context, (timely) => answerKpi(deps, timely)));
  slack.onAction('kpi:show', (context) => showKpi(deps, context, context.value ?? ''));
  slack.onAction('kpi:log', (context) => openLogForm(deps, context));
  slack.onAction('kpi:explain', (context) => openExplainForm(deps, context));
  slack.onAction('kpi:undo', (context) => undoLogged(deps, context));
  slack.onView('kpi:log', (context) => submitLogForm(deps, context));
  slack.onView('kpi:explain', (context) => submitExplainForm(deps, context));
}

/** Answers what stands behind `/kpi`; `/copil kpi …` hands over here, with `text` as if it were typed behind `/kpi`. */
export async function answerKpi(deps: KpiCommandDeps, context: CommandContext): Promise<void> {
  const line = readKpiLine(context.text);
  switch (line.do) {
    case 'help':
      return context.ack(await helpAnswer(deps, await askerOf(deps, context.user)));
    case 'show':
      return showKpi(deps, context, line.kpi);
    case 'explain':
      return explainKpi(deps, context, line);
    case 'log':
      return logLine(deps, context, line);
  }
}

async function logLine(
  deps: KpiCommandDeps,
  context: CommandContext,
  line: { readonly kpi: string; readonly words: readonly string[] },
): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const subject = await subjectOf(deps, asker, { kpi: line.kpi, channel: context.channel });
  await context.ack(await logValue(deps, subject, splitWords(line.words, subject)));
}
