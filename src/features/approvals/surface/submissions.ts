import type { ViewContext } from '../../../platform/slack/requests.js';
import { UnknownRequestError } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import { readCardContent } from '../cards/read-content.js';
import { detailsView } from '../forms/details-view.js';
import { readMetadata, type VoteMetadata } from '../forms/metadata.js';
import { fieldOf, type VoteForm, voteForms } from '../forms/vote-forms.js';
import { castVote } from '../vote.js';
import { withdrawApproval } from '../withdraw.js';
import { inWords } from './refusals.js';
import { refuseUnseen } from './rights.js';

type Sent = { readonly context: ViewContext; readonly speaker: Speaker; readonly metadata: VoteMetadata };

/** The forms of votes, when they are sent. What cannot be taken stays in the form, with what was typed. */
export function registerSubmissions(slack: SlackApp, deps: ApprovalSurfaceDeps): void {
  for (const form of voteForms) {
    slack.onView(`approval:${form}`, async (context) => {
      const metadata = readMetadata(context.privateMetadata);
      if (!metadata) throw new UnknownRequestError('form', context.callbackId);
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, () => take(deps, form, { context, speaker, metadata }));
    });
  }
}

async function take(deps: ApprovalSurfaceDeps, form: VoteForm, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const { approvalId, round } = metadata;
  const comment = context.values.text(fieldOf[form]);
  const content = await readCardContent(deps, approvalId);
  if (content) refuseUnseen(speaker, content);
  if (comment === '') return context.reject({ [fieldOf[form]]: speaker.say(`approvals.form.${form}.missing`) });
  if (form === 'withdraw') await withdrawApproval(deps, { approvalId, actor: speaker, reason: comment });
  else await castVote(deps, { approvalId, round, personKey: speaker.person.key, choice: form, comment });
  await context.ack();
  await redrawBelow(deps, sent);
}

/** The details that lie under a form show what is true now. */
async function redrawBelow(deps: ApprovalSurfaceDeps, { context, speaker, metadata }: Sent): Promise<void> {
  if (context.rootViewId === context.viewId) return;
  const content = await readCardContent(deps, metadata.approvalId);
  if (!content) return;
  const view = detailsView(content, speaker, speaker.person.key);
  // Something else may lie there, or nothing any more: what was asked is stored either way.
  await deps.messenger
    .updateView({ viewId: context.rootViewId, view })
    .catch((error: unknown) => context.log.info('the details under a form were not redrawn', { err: error }));
}
