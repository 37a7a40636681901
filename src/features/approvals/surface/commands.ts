import { NotFoundError } from '../../../kernel/errors.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { InTime } from '../../../surface/app-deps.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import { approvalCard } from '../cards/card.js';
import { hasVote } from '../cards/readers.js';
import { listAnswer } from '../lists/list-answer.js';
import { newestOfAction } from '../lists/listed-approvals.js';
import { readLists } from '../lists/read-lists.js';
import { approvalSubject } from './approval-subject.js';
import { answerDelegate } from './delegating.js';

/** `/approval`. */
export function registerCommands(slack: SlackApp, deps: ApprovalSurfaceDeps, inTime: InTime): void {
  slack.onCommand('/approval', (context) => inTime(context, (timely) => answerApproval(deps, timely)));
}

const listWords = /^(?:list|liste|mine|miennes)?$/i;
const helpWords = /^(?:help|aide|\?)$/i;
const delegateWords = /^(?:delegate|déléguer|deleguer|délégation|delegation)(?:\s+|$)/i;
const actionName = /^a([1-9]\d{0,6})$/i;

/** Also for `/copil approvals …`, since Slack gives a command's name to the app that was installed last. */
export async function answerApproval(deps: ApprovalSurfaceDeps, context: CommandContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const text = context.text.trim().normalize('NFC');
  const { say } = speaker;
  if (listWords.test(text)) {
    const lists = await readLists(deps, speaker.person.key, speaker);
    return context.ack(listAnswer(lists, { ...speaker, personKey: speaker.person.key }));
  }
  if (helpWords.test(text)) return context.ack(say('approvals.help'));
  const delegate = delegateWords.exec(text);
  if (delegate) return answerDelegate(deps, context, { speaker, text: text.slice(delegate[0].length) });
  const number = actionName.exec(text)?.[1];
  if (number !== undefined) return showApproval(deps, context, { speaker, number: Number(number) });
  return context.ack(`${say('approvals.unknownWords', { text: plainInMrkdwn(text) })}\n${say('approvals.help')}`);
}

async function showApproval(
  deps: ApprovalSurfaceDeps,
  context: CommandContext,
  { speaker, number }: { readonly speaker: Speaker; readonly number: number },
): Promise<void> {
  const { database, workspaceId } = deps;
  const approvalId = await newestOfAction(database.client, { workspaceId, number });
  const content = approvalId === null ? null : await approvalSubject(deps).find(speaker, approvalId);
  if (!content) {
    throw new NotFoundError(`A${number} has no approval to be seen`, {
      userMessage: speaker.say('approvals.notSeen', { name: `A${number}` }),
    });
  }
  const role = hasVote(content, speaker.person.key) ? 'here' : 'watch';
  await context.ack(approvalCard(content, { role }, speaker));
}
