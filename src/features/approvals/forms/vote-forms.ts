import { plain, textInput, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { itemName } from '../../follow-up/public.js';
import type { CardContent } from '../cards/card-content.js';
import { writeMetadata } from './metadata.js';

/** What one says with a rejection, a wish or a withdrawal; longer texts belong into the thread. */
export const commentAtMost = 1_000;

export const voteForms = ['reject', 'change', 'withdraw'] as const;
export type VoteForm = (typeof voteForms)[number];

/** The field of each form, and where a refusal of it stands. */
export const fieldOf: Readonly<Record<VoteForm, string>> = { reject: 'reason', change: 'what', withdraw: 'reason' };

/** A form that asks for the one thing a rejection, a wish for a change or a withdrawal needs: why, or what. */
export function voteForm(form: VoteForm, { approval, item }: CardContent, say: Say): ModalView {
  const name = itemName(item);
  const title = plainInMrkdwn(clampText(item.title, 200));
  return {
    type: 'modal',
    callback_id: `approval:${form}`,
    private_metadata: writeMetadata({ approvalId: approval.id, round: approval.round }),
    title: plain(say(`approvals.form.${form}.title`, { name })),
    submit: plain(say(`approvals.form.${form}.submit`)),
    close: plain(say('approvals.form.cancel')),
    blocks: [
      words(`*${name}*  ${title}`),
      textInput(
        {
          id: fieldOf[form],
          label: say(`approvals.form.${form}.field`),
          hint: say(`approvals.form.${form}.hint`),
        },
        { isLong: true, max: commentAtMost },
      ),
    ],
  };
}
