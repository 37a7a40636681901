import type { ActionContext, ViewContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { askerOf } from '../../../surface/speaker.js';
import type { AwayDeps } from '../home-deps.js';
import { judgedDays } from './away-days.js';
import { awayForm } from './away-form.js';
import { noteAbsence, notedAnswer, takeBack } from './changes.js';

/** The button and the form by which somebody says that they are away, and the button that takes it back. */
export function registerAway(slack: SlackApp, deps: AwayDeps): void {
  slack.onAction('home:away', async (context) => {
    const asker = await askerOf(deps, context.user);
    await context.ack();
    await deps.messenger.openView(context.triggerId, awayForm(asker, { isFromHome: true }));
  });
  slack.onView('home:away', (context) => awaySent(deps, context));
  slack.onAction('home:back', (context) => backClicked(deps, context));
}

async function awaySent(deps: AwayDeps, context: ViewContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const { say, today } = asker;
  const [fromOn, toOn] = [context.values.date('from'), context.values.date('to')];
  if (fromOn === null || toOn === null) {
    return context.reject({ [fromOn === null ? 'from' : 'to']: say('home.form.missing') });
  }
  const judged = judgedDays({ fromOn, toOn }, today);
  if ('problem' in judged) {
    return context.reject({ to: say(`home.away.problem.${judged.problem}`, { text: `${fromOn} – ${toOn}` }) });
  }
  const absence = await noteAbsence(deps, asker, judged.days);
  await context.ack();
  // The Home it was opened from shows it; elsewhere a form leaves no trace.
  if (context.privateMetadata !== 'home') await context.respond(notedAnswer(absence, asker));
}

/** The Home redraws; in a message the answer takes the place of the button. */
async function backClicked(deps: AwayDeps, context: ActionContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const isEnded = await takeBack(deps, asker, context.value ?? '');
  await context.ack();
  if (context.view) return;
  const text = asker.say(isEnded ? 'home.away.back' : 'home.away.over');
  await context.respond({ text, ...(context.isEphemeralMessage ? { replacesOriginal: true } : {}) });
}
