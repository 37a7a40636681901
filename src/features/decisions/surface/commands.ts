import type { CommandContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { notSeen } from '../../../surface/acts/subject.js';
import type { InTime } from '../../../surface/app-deps.js';
import { committeeMeant, type Speaker, speakerOf } from '../../../surface/speaker.js';
import type { DecisionDeps } from '../decision-deps.js';
import { logAnswer } from '../log/answer.js';
import { findDecisionByNumber } from '../stored-decisions.js';
import { decisionSubject } from './decision-subject.js';
import { decisionView } from './decision-view.js';
import { newDecisionForm } from './open-form.js';
import { plainText } from './read-fields.js';

/** `/decision`. */
export function registerCommands(slack: SlackApp, deps: DecisionDeps, inTime: InTime): void {
  slack.onCommand('/decision', (context) => inTime(context, (timely) => answerDecision(deps, timely)));
}

const helpWords = ['help', 'aide'];
const logWords = ['list', 'liste', 'log', 'journal'];

/**
 * `/decision [the question | D3 | list words | help]`. Also for `/copil decide …`, since Slack gives a command's name to
 * the app that was installed last.
 */
export async function answerDecision(deps: DecisionDeps, context: CommandContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const text = plainText(context.text);
  const [word = '', ...rest] = text.split(/\s+/);
  if (helpWords.includes(text.toLowerCase())) return context.ack(speaker.say('decisions.help'));
  if (/^d\d{1,9}$/i.test(text)) return showDecision(deps, context, { speaker, name: text });
  if (logWords.includes(word.toLowerCase())) return answerLog(deps, context, { speaker, typed: rest });
  const committeeId = committeeMeant(speaker, context.channel)?.id ?? null;
  const view = newDecisionForm(speaker, { committeeId, text });
  await context.ack();
  await deps.messenger.openView(context.triggerId, view);
}

/** `/copil decisions [words] [committee]`, or `D3` alone. */
export async function answerDecisionLog(deps: DecisionDeps, context: CommandContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const text = plainText(context.text);
  if (/^d\d{1,9}$/i.test(text)) return showDecision(deps, context, { speaker, name: text });
  return answerLog(deps, context, { speaker, typed: text.split(/\s+/) });
}

async function answerLog(
  deps: DecisionDeps,
  context: CommandContext,
  { speaker, typed }: { readonly speaker: Speaker; readonly typed: readonly string[] },
): Promise<void> {
  const { person, committees, allCommittees } = speaker;
  const named = (person.isOperator ? allCommittees : committees).find(({ key }) =>
    typed.some((word) => word.toLowerCase() === key),
  );
  const words = typed.filter((word) => word.toLowerCase() !== named?.key).join(' ');
  await context.ack(
    await logAnswer(deps, speaker, {
      words: words.slice(0, 300),
      ...(named ? { committeeId: named.id } : {}),
      skip: 0,
    }),
  );
}

/** In front of the conversation, where it stays true while one votes. */
async function showDecision(
  deps: DecisionDeps,
  context: CommandContext,
  { speaker, name }: { readonly speaker: Speaker; readonly name: string },
): Promise<void> {
  const { workspaceId, database } = deps;
  const number = Number(name.slice(1));
  const decision = await findDecisionByNumber(database.client, { workspaceId, number });
  const shown = decision && (await decisionSubject(deps).find(speaker, decision.id));
  if (!shown) throw notSeen(speaker, name.toUpperCase());
  const view = await decisionView(deps, speaker, shown);
  await context.ack();
  await deps.messenger.openView(context.triggerId, view);
}
