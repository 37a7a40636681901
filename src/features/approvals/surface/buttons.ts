import { peopleOfKeys } from '../../../organisation/people/people.js';
import { historyOf } from '../../../platform/db/history.js';
import type { ActionContext } from '../../../platform/slack/requests.js';
import { showView } from '../../../platform/slack/show-view.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import type { CardContent } from '../cards/card-content.js';
import { redrawClicked } from '../cards/copies.js';
import { type MenuName, menuNames, readVoteValue } from '../cards/parts.js';
import { readCardContent } from '../cards/read-content.js';
import { delegateForm } from '../forms/delegate-form.js';
import { detailsView } from '../forms/details-view.js';
import { historyView } from '../forms/history-view.js';
import { voteForm } from '../forms/vote-forms.js';
import { listAnswer } from '../lists/list-answer.js';
import { readLists } from '../lists/read-lists.js';
import { ApprovalRefusal } from '../refusal.js';
import { castVote } from '../vote.js';
import { mayWithdraw } from '../withdraw.js';
import { approverSeats, notAnApprover } from './delegating.js';
import { inWords } from './refusals.js';
import { refuseUnseen, refuseVote } from './rights.js';

type Click = {
  readonly context: ActionContext;
  readonly speaker: Speaker;
  readonly content: CardContent;
  /** Which the button showed. */
  readonly round: number;
};

/** Everything that can be clicked on a card, a morning's message, the details or the Home tab. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: ApprovalSurfaceDeps): void {
  const on = (actionId: string, handle: (click: Click) => Promise<void>, readValue = buttonValue) => {
    slack.onAction(actionId, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, () => answerClick(deps, { context, speaker, value: readValue(context) }, handle));
    });
  };
  on('approval:approve', (click) => voteNow(deps, click, 'approve'));
  on('approval:reject', (click) => openVoteForm(deps, click, 'reject'));
  on('approval:change', (click) => openVoteForm(deps, click, 'change'));
  on('approval:details', (click) => openDetails(deps, click));
  on('approval:more', (click) => openPart(deps, click, menuNameOf(click.context)), menuValue);
}

const buttonValue = ({ value }: ActionContext) => value ?? '';

const menuValue = ({ selectedOption }: ActionContext) => selectedOption?.slice(selectedOption.indexOf('|') + 1) ?? '';

function menuNameOf({ selectedOption }: ActionContext): MenuName {
  const name = selectedOption?.split('|')[0];
  return menuNames.find((known) => known === name) ?? 'history';
}

type Clicked = { readonly context: ActionContext; readonly speaker: Speaker; readonly value: string };

/** @throws ApprovalRefusal for an approval that the store does not hold, such as on a card of a restored backup */
async function answerClick(
  deps: ApprovalSurfaceDeps,
  { context, speaker, value }: Clicked,
  handle: (click: Click) => Promise<void>,
): Promise<void> {
  const read = readVoteValue(value);
  const content = read && (await readCardContent(deps, read.approvalId));
  if (!read || !content) throw new ApprovalRefusal('unknown');
  refuseUnseen(speaker, content);
  try {
    await handle({ context, speaker, content, round: read.round });
  } catch (error) {
    // Whoever is refused may look at a card that does not show how it stands.
    if (error instanceof ApprovalRefusal) {
      await redrawClicked(deps, content.approval, context);
      deps.kick();
    }
    throw error;
  }
}

async function voteNow(deps: ApprovalSurfaceDeps, click: Click, choice: 'approve' | 'abstain'): Promise<void> {
  const { context, speaker, content, round } = click;
  const casting = { approvalId: content.approval.id, round, personKey: speaker.person.key, choice, comment: null };
  await castVote(deps, casting);
  await context.ack();
  await refresh(deps, click);
}

/** Whether they may vote at all is said before they type. */
async function openVoteForm(deps: ApprovalSurfaceDeps, click: Click, form: 'reject' | 'change'): Promise<void> {
  const { context, speaker, content, round } = click;
  refuseVote(content, { personKey: speaker.person.key, isGuest: speaker.person.isGuest, round, at: deps.clock.now() });
  await context.ack();
  await showView(deps.messenger, context, voteForm(form, content, speaker.say));
}

async function openDetails(deps: ApprovalSurfaceDeps, { context, speaker, content }: Click): Promise<void> {
  await context.ack();
  await showView(deps.messenger, context, detailsView(content, speaker, speaker.person.key));
}

async function openPart(deps: ApprovalSurfaceDeps, click: Click, name: MenuName): Promise<void> {
  const { context, speaker, content } = click;
  if (name === 'abstain') return voteNow(deps, click, 'abstain');
  if (name === 'withdraw' && content.approval.state !== 'pending') throw new ApprovalRefusal('decided', content);
  if (name === 'withdraw' && !mayWithdraw(speaker, content)) throw new ApprovalRefusal('forbidden', content);
  const view = await partView(deps, click, name);
  await context.ack();
  await showView(deps.messenger, context, view);
}

async function partView(
  deps: ApprovalSurfaceDeps,
  { speaker, content }: Click,
  name: Exclude<MenuName, 'abstain'>,
): Promise<ModalView> {
  const { person } = speaker;
  if (name === 'withdraw') return voteForm('withdraw', content, speaker.say);
  if (name === 'delegate') {
    const committees = approverSeats(speaker);
    if (committees.length === 0) throw notAnApprover(speaker);
    return delegateForm(speaker, { committees, committeeId: content.approval.committeeId });
  }
  const { workspaceId, database } = deps;
  const subject = { workspaceId, subjectKind: 'approval', subjectId: content.approval.id };
  const events = await historyOf(database.client, { ...subject, take: 90 });
  const keys = events.flatMap(({ actorKey, onBehalfOf }) => [actorKey ?? person.key, onBehalfOf ?? person.key]);
  const people = await peopleOfKeys(database.client, { workspaceId, keys });
  const nameOf = (key: string | null) => (key === null ? '' : (people.get(key)?.name ?? key));
  return historyView(content, events, { reader: speaker, nameOf });
}

/** What stands in a message is redrawn by the outbox, the Home tab by its feature; what one person alone sees, here. */
async function refresh(deps: ApprovalSurfaceDeps, { context, speaker, content }: Click): Promise<void> {
  if (context.isEphemeralMessage) {
    const personKey = speaker.person.key;
    const lists = await readLists(deps, personKey, speaker);
    await context.respond({ ...listAnswer(lists, { ...speaker, personKey }), replacesOriginal: true });
    return;
  }
  if (context.view?.type !== 'modal' || context.view.callbackId !== 'approval:details') return;
  const now = await readCardContent(deps, content.approval.id);
  if (!now) return;
  const view = detailsView(now, speaker, speaker.person.key);
  await deps.messenger.updateView({ viewId: context.view.id, view });
}
