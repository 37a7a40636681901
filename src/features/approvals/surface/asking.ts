import type { Acts } from '../../../surface/acts/acts.js';
import { readItemForm } from '../../follow-up/public.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import type { CardContent } from '../cards/card-content.js';
import { requestApproval } from '../request.js';

/** Of the action that is to be approved; null for a form that names none. */
function readAction(metadata: string): { readonly itemId: string } | null {
  const itemId = readItemForm(metadata)?.itemId;
  return itemId === undefined ? null : { itemId };
}

/** The form behind “Ask for approval” on an action's card. What cannot be taken stays in the form, with what was typed. */
export function registerAsking(deps: ApprovalSurfaceDeps, acts: Acts<CardContent>): void {
  acts.form('approval:ask', { read: readAction }, async ({ context, speaker, metadata: { itemId } }) => {
    const why = context.values.text('why');
    if (why === '') return context.reject({ why: speaker.say('follow-up.form.errors.why') });
    await requestApproval(deps, { itemId, actor: speaker, why });
    await context.ack();
  });
}
