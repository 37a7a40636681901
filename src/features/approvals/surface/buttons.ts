import type { ModalView } from '../../../platform/slack/view.js';
import type { Acts, Click } from '../../../surface/acts/acts.js';
import type { Subject } from '../../../surface/acts/subject.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import type { CardContent } from '../cards/card-content.js';
import { redrawClicked } from '../cards/copies.js';
import { type MenuName, menuNames } from '../cards/parts.js';
import { delegateForm } from '../forms/delegate-form.js';
import { approvalHistory } from '../forms/history-words.js';
import { voteForm } from '../forms/vote-forms.js';
import { listAnswer } from '../lists/list-answer.js';
import { readLists } from '../lists/read-lists.js';
import { ApprovalRefusal } from '../refusal.js';
import { castVote } from '../vote.js';
import { mayWithdraw } from '../withdraw.js';
import { approverSeats, notAnApprover } from './delegating.js';
import { refuseVote } from './rights.js';

type Deed = Click<CardContent>;

/** Everything that can be clicked on a card, a morning's message, the details or the Home tab. Rights are looked at here, at every click. */
export function registerButtons(
  deps: ApprovalSurfaceDeps,
  acts: Acts<CardContent>,
  subject: Subject<CardContent>,
): void {
  const on = (name: string, handle: (click: Deed) => Promise<void>) =>
    acts.click(`approval:${name}`, (click) => redrawingStale(deps, click, handle));
  on('approve', (click) => voteNow(deps, acts, click, 'approve'));
  on('reject', (click) => openVoteForm(deps, acts, click, 'reject'));
  on('change', (click) => openVoteForm(deps, acts, click, 'change'));
  on('details', async (click) => acts.open(click, await subject.whole.draw(click.speaker, click.thing)));
  acts.menu('approval:more', (click) => redrawingStale(deps, click, (one) => openPart(deps, acts, one)));
}

/** Whoever is refused may look at a card that does not show how it stands. */
async function redrawingStale(
  deps: ApprovalSurfaceDeps,
  click: Deed,
  handle: (click: Deed) => Promise<void>,
): Promise<void> {
  try {
    await handle(click);
  } catch (error) {
    if (error instanceof ApprovalRefusal) {
      await redrawClicked(deps, click.thing.approval, click.context);
      deps.kick();
    }
    throw error;
  }
}

/** The one that the button showed; none where it is no number. */
const roundOf = ({ carried }: Deed): number => Number(carried.rest[0] ?? Number.NaN);

async function voteNow(
  deps: ApprovalSurfaceDeps,
  acts: Acts<CardContent>,
  click: Deed,
  choice: 'approve' | 'abstain',
): Promise<void> {
  const { context, speaker, thing } = click;
  const { id: approvalId } = thing.approval;
  const { key: personKey } = speaker.person;
  await castVote(deps, { approvalId, round: roundOf(click), personKey, choice, comment: null });
  await acts.done(click, approvalId);
  if (!context.isEphemeralMessage) return;
  const lists = await readLists(deps, personKey, speaker);
  await context.respond({ ...listAnswer(lists, { ...speaker, personKey }), replacesOriginal: true });
}

/** Whether they may vote at all is said before they type. */
async function openVoteForm(
  deps: ApprovalSurfaceDeps,
  acts: Acts<CardContent>,
  click: Deed,
  form: 'reject' | 'change',
): Promise<void> {
  const { speaker, thing: content } = click;
  const { key: personKey, isGuest } = speaker.person;
  refuseVote(content, { personKey, isGuest, round: roundOf(click), at: deps.clock.now() });
  await acts.open(click, voteForm(form, content, speaker.say));
}

async function openPart(deps: ApprovalSurfaceDeps, acts: Acts<CardContent>, click: Deed): Promise<void> {
  const { speaker, thing: content } = click;
  const name = menuNames.find((known) => known === click.carried.line) ?? 'history';
  if (name === 'abstain') return voteNow(deps, acts, click, 'abstain');
  if (name === 'withdraw' && content.approval.state !== 'pending') throw new ApprovalRefusal('decided', content);
  if (name === 'withdraw' && !mayWithdraw(speaker, content)) throw new ApprovalRefusal('forbidden', content);
  await acts.open(click, await partView(deps, click, name));
}

async function partView(
  deps: ApprovalSurfaceDeps,
  { speaker, thing: content }: Deed,
  name: Exclude<MenuName, 'abstain'>,
): Promise<ModalView> {
  if (name === 'withdraw') return voteForm('withdraw', content, speaker.say);
  if (name === 'delegate') {
    const committees = approverSeats(speaker);
    if (committees.length === 0) throw notAnApprover(speaker);
    return delegateForm(speaker, { committees, committeeId: content.approval.committeeId });
  }
  return approvalHistory(deps, content, speaker);
}
