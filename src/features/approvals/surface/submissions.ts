import type { Acts, SentOf } from '../../../surface/acts/acts.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import type { CardContent } from '../cards/card-content.js';
import { readMetadata, type VoteMetadata } from '../forms/metadata.js';
import { fieldOf, type VoteForm, voteForms } from '../forms/vote-forms.js';
import { castVote } from '../vote.js';
import { withdrawApproval } from '../withdraw.js';

const form = { read: readMetadata, idOf: ({ approvalId }: VoteMetadata) => approvalId };

/** The forms of votes, when they are sent. What cannot be taken stays in the form, with what was typed. */
export function registerSubmissions(deps: ApprovalSurfaceDeps, acts: Acts<CardContent>): void {
  for (const name of voteForms) acts.formOf(`approval:${name}`, form, (sent) => take(deps, acts, sent, name));
}

async function take(
  deps: ApprovalSurfaceDeps,
  acts: Acts<CardContent>,
  sent: SentOf<CardContent, VoteMetadata>,
  name: VoteForm,
): Promise<void> {
  const { context, speaker, metadata } = sent;
  const { approvalId, round } = metadata;
  const comment = context.values.text(fieldOf[name]);
  if (comment === '') return context.reject({ [fieldOf[name]]: speaker.say(`approvals.form.${name}.missing`) });
  if (name === 'withdraw') await withdrawApproval(deps, { approvalId, actor: speaker, reason: comment });
  else await castVote(deps, { approvalId, round, personKey: speaker.person.key, choice: name, comment });
  await acts.close(sent, approvalId);
}
