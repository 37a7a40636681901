import { UnknownRequestError } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { speakerOf } from '../../../surface/speaker.js';
import { readItemForm } from '../../follow-up/public.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import { requestApproval } from '../request.js';
import { inWords } from './refusals.js';

/** The form behind “Ask for approval” on an action's card. What cannot be taken stays in the form, with what was typed. */
export function registerAsking(slack: SlackApp, deps: ApprovalSurfaceDeps): void {
  slack.onView('approval:ask', async (context) => {
    const itemId = readItemForm(context.privateMetadata)?.itemId;
    if (itemId === undefined) throw new UnknownRequestError('form', context.callbackId);
    const speaker = await speakerOf(deps, context.user);
    const why = context.values.text('why');
    if (why === '') return context.reject({ why: speaker.say('follow-up.form.errors.why') });
    await inWords(deps, speaker, () => requestApproval(deps, { itemId, actor: speaker, why }));
    await context.ack();
  });
}
