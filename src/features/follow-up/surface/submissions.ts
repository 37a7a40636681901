import { cutText } from '../../../kernel/well-formed.js';
import type { ViewContext } from '../../../platform/slack/requests.js';
import { UnknownRequestError } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import type { CardPlace } from '../cards/copies.js';
import { changeStored, ItemChangedMeanwhile } from '../change.js';
import { dueDateProblem, type ItemDraft, titleAndDetails } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { detailsInputAtMost } from '../forms/item-form.js';
import { type FormMetadata, readMetadata } from '../forms/metadata.js';
import { type ActionType, actionTypes, type Item, type ItemSource, type Severity, severities } from '../item.js';
import type { ItemChange } from '../item-changes.js';
import { raiseItem } from '../raise.js';
import { maySee } from '../rights.js';
import { findItem } from '../stored-items.js';
import { readAim } from './aim-fields.js';
import { cardView } from './card-view.js';
import {
  chosenCommittee,
  dueError,
  errorsOf,
  type FieldErrors,
  readFields,
  type SharedFields,
} from './field-errors.js';
import { type Money, noMoney, readMoney } from './money-fields.js';
import { ownerOf } from './owner.js';
import { placeOf, placesOfNew } from './places.js';
import { inWords } from './refusals.js';
import { savedAnswer } from './saved-answer.js';

type Sent = { readonly context: ViewContext; readonly speaker: Speaker; readonly metadata: FormMetadata };

/** The forms of blockers and actions, when they are sent. What cannot be taken stays in the form, with the reason at its field. */
export function registerSubmissions(slack: SlackApp, deps: FollowUpDeps): void {
  const on = (callbackId: string, handle: (sent: Sent) => Promise<void>) => {
    slack.onView(callbackId, async (context) => {
      const metadata = readMetadata(context.privateMetadata);
      if (!metadata) throw new UnknownRequestError('form', callbackId);
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, () => handle({ context, speaker, metadata }));
    });
  };
  on('item:form', (sent) => (sent.metadata.itemId === undefined ? raiseSent(deps, sent) : editSent(deps, sent)));
  on('item:close', (sent) => closeSent(deps, sent, 'outcome', (outcome) => ({ to: 'close', outcome })));
  on('item:drop', (sent) => closeSent(deps, sent, 'reason', (reason) => ({ to: 'drop', reason })));
  on('item:redate', (sent) => redateSent(deps, sent));
  on('item:reassign', (sent) => reassignSent(deps, sent));
}

async function raiseSent(deps: FollowUpDeps, { context, speaker, metadata }: Sent): Promise<void> {
  const { values } = context;
  const read = await readFields(deps, { values, speaker, item: null });
  const aim = await readAim(deps, { values, speaker, item: null });
  const committee = chosenCommittee(speaker, values);
  const money = metadata.kind === 'action' ? await readMoney(deps, { values, speaker }) : noMoney;
  const committeeError: FieldErrors = committee ? {} : { committee: speaker.say('follow-up.form.errors.committee') };
  if ('errors' in read || 'errors' in aim || 'errors' in money || !committee) {
    return context.reject({ ...errorsOf(read), ...errorsOf(aim), ...errorsOf(money), ...committeeError });
  }
  const { fields } = read;
  const { source } = metadata;
  const draft: ItemDraft = {
    kind: metadata.kind,
    committeeId: committee.id,
    ...titleAndDetails(fields.title, fields.details),
    ownerKey: fields.owner.key,
    dueOn: fields.dueOn,
    ...aim.aim,
    ...gradeIn(context),
    unblockerKey: fields.unblocker?.key ?? null,
    ...money,
    source: source ? await sourceOf(deps, source) : null,
  };
  const places = placesOfNew({
    committee,
    madeFrom: source ?? null,
    raiser: context.user,
    owner: fields.owner.slackUserId,
  });
  const requestKey = `view:${context.viewId}`;
  const { item, isNew, isWaiting } = await raiseItem(deps, { draft, actor: speaker, requestKey, places });
  await context.ack();
  // A form leaves no trace where it was opened; where nobody else sees the card, its author does.
  const place = isNew ? await placeOf(deps, committee) : null;
  if (!place) return;
  const about = { isNew, ownerName: fields.owner.name, place, unknownTags: [], isWaiting };
  await context.respond(savedAnswer(item, speaker, about));
}

function gradeIn({ values }: ViewContext) {
  return {
    severity: severities.find((word): word is Severity => word === values.choice('severity')) ?? 'medium',
    actionType: actionTypes.find((word): word is ActionType => word === values.choice('actionType')) ?? 'corrective',
  };
}

/** The way back to a message; it may have been deleted since, and its words are kept all the same. */
async function sourceOf(
  { messenger, log }: FollowUpDeps,
  { channel, ts, quote }: NonNullable<FormMetadata['source']>,
): Promise<ItemSource> {
  const link = await messenger.permalink(channel, ts).catch((error: unknown) => {
    log.warn('a message has no link', { err: error, channel });
    return null;
  });
  return { channel, ts, link, quote };
}

async function editSent(deps: FollowUpDeps, { context, speaker, metadata }: Sent): Promise<void> {
  const { values } = context;
  const item = await itemSent(deps, speaker, metadata);
  if (metadata.version !== undefined && metadata.version !== item.version) throw new ItemChangedMeanwhile(item);
  const read = await readFields(deps, { values, speaker, item });
  const aim = await readAim(deps, { values, speaker, item });
  const money = item.kind === 'action' ? await readMoney(deps, { values, speaker }) : noMoney;
  const isRedated = values.date('due') !== null && values.date('due') !== item.dueOn;
  const reason = values.text('reason');
  const reasonError: FieldErrors =
    isRedated && reason === '' ? { reason: speaker.say('follow-up.form.errors.reason') } : {};
  if ('errors' in read || 'errors' in aim || 'errors' in money || 'reason' in reasonError) {
    return context.reject({ ...errorsOf(read), ...errorsOf(aim), ...errorsOf(money), ...reasonError });
  }
  const { fields } = read;
  const changes: ItemChange[] = [
    { to: 'edit', fields: { ...editedFields(item, fields, context), ...aim.aim, ...costOf(item, money) } },
  ];
  if (fields.owner.key !== item.ownerKey) changes.push({ to: 'reassign', ownerKey: fields.owner.key });
  if (isRedated) changes.push({ to: 'redate', dueOn: fields.dueOn, reason });
  await changeStored(deps, {
    itemId: item.id,
    changes,
    actor: speaker,
    ...(metadata.version === undefined ? {} : { version: metadata.version }),
    wants: money.asksApproval,
    places: (after) => copyForOwner(after, item, fields.owner.slackUserId),
  });
  await closeForm(deps, { context, speaker, metadata });
}

function costOf(item: Item, { costMinor }: Money) {
  return item.kind === 'action' ? { costMinor } : {};
}

function editedFields(item: Item, { title, details, unblocker }: SharedFields, context: ViewContext) {
  const { severity, actionType } = gradeIn(context);
  // A form shows the beginning of long details: left as it is, it keeps the rest.
  const isWhole =
    item.details.length <= detailsInputAtMost || details !== cutText(item.details, detailsInputAtMost).trim();
  const texts = titleAndDetails(title, isWhole ? details : item.details);
  const own = item.kind === 'blocker' ? { severity, unblockerKey: unblocker?.key ?? null } : { actionType };
  return { ...texts, ...own };
}

/** Whoever becomes the owner finds the item in their own messages. */
function copyForOwner(after: Item, before: Item, slackUserId: string | null): CardPlace[] {
  return slackUserId && after.ownerKey !== before.ownerKey ? [{ kind: 'person', id: slackUserId }] : [];
}

async function closeSent(
  deps: FollowUpDeps,
  sent: Sent,
  field: 'outcome' | 'reason',
  changeTo: (text: string) => ItemChange,
): Promise<void> {
  const { context, speaker, metadata } = sent;
  const text = context.values.text(field);
  if (text === '') {
    return context.reject({ [field]: speaker.say(`follow-up.form.errors.${field === 'reason' ? 'outcome' : field}`) });
  }
  const item = await itemSent(deps, speaker, metadata);
  await changeStored(deps, { itemId: item.id, changes: [changeTo(text)], actor: speaker });
  await closeForm(deps, sent);
}

async function redateSent(deps: FollowUpDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const { say, today } = speaker;
  const due = context.values.date('due');
  const reason = context.values.text('reason');
  const problem = dueDateProblem(due, today);
  if (problem || due === null || reason === '') {
    return context.reject({
      ...(problem ? { due: dueError(problem, say) } : {}),
      ...(reason === '' ? { reason: say('follow-up.form.errors.reason') } : {}),
    });
  }
  const item = await itemSent(deps, speaker, metadata);
  await changeStored(deps, { itemId: item.id, changes: [{ to: 'redate', dueOn: due, reason }], actor: speaker });
  await closeForm(deps, sent);
}

async function reassignSent(deps: FollowUpDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const found = await ownerOf(deps, context.values.user('owner'), speaker);
  if ('problem' in found) return context.reject({ owner: found.problem });
  const before = await itemSent(deps, speaker, metadata);
  await changeStored(deps, {
    itemId: before.id,
    changes: [{ to: 'reassign', ownerKey: found.person.key }],
    actor: speaker,
    places: (after) => copyForOwner(after, before, found.person.slackUserId),
  });
  await closeForm(deps, sent);
}

/** A form names its item by an id that anybody could send: what is not theirs to see is as good as not there. */
async function itemSent(deps: FollowUpDeps, speaker: Speaker, { itemId }: FormMetadata): Promise<Item> {
  const { workspaceId } = deps;
  const item = itemId === undefined ? null : await findItem(deps.database.client, { workspaceId, id: itemId });
  if (!item || !maySee(speaker, item)) throw new UnknownRequestError('form', 'an item that is not there');
  return item;
}

/** Closes the form; a card that lies under it shows what is true now. */
async function closeForm(deps: FollowUpDeps, { context, speaker, metadata }: Sent): Promise<void> {
  await context.ack();
  if (context.rootViewId === context.viewId) return;
  const item = await findItem(deps.database.client, { workspaceId: deps.workspaceId, id: metadata.itemId ?? '' });
  // Whoever hands something over may have given away their sight of it.
  if (!item || !maySee(speaker, item)) return;
  const view = await cardView(deps, speaker, item);
  // Under it may lie something else, or nothing any more: what was asked is stored either way.
  await deps.messenger
    .updateView({ viewId: context.rootViewId, view })
    .catch((error: unknown) => context.log.info('the card under a form was not redrawn', { err: error }));
}
