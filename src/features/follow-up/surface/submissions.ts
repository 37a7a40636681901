import { cutText } from '../../../kernel/well-formed.js';
import type { ViewContext } from '../../../platform/slack/requests.js';
import type { Acts, Sent, SentOf } from '../../../surface/acts/acts.js';
import { type Subject, seen } from '../../../surface/acts/subject.js';
import type { CardPlace } from '../../../surface/cards/copies.js';
import { linkedSource } from '../../../surface/sources/source.js';
import { changeStored, ItemChangedMeanwhile } from '../change.js';
import { dueDateProblem, type ItemDraft, titleAndDetails } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { detailsInputAtMost } from '../forms/item-form.js';
import { type FormMetadata, readMetadata } from '../forms/metadata.js';
import { type ActionType, actionTypes, type Item, type Severity, severities } from '../item.js';
import type { ItemChange } from '../item-changes.js';
import { raiseItem } from '../raise.js';
import { readAim } from './aim-fields.js';
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
import { savedAnswer } from './saved-answer.js';

type Form = Sent<FormMetadata>;
type FormOf = SentOf<Item, FormMetadata>;

const form = { read: readMetadata, idOf: ({ itemId }: FormMetadata) => itemId };

/** The forms of blockers and actions, when they are sent. What cannot be taken stays in the form, with the reason at its field. */
export function registerSubmissions(deps: FollowUpDeps, acts: Acts<Item>, subject: Subject<Item>): void {
  acts.form('item:form', form, async (sent) => {
    const { itemId } = sent.metadata;
    if (itemId === undefined) return raiseSent(deps, sent);
    return editSent(deps, acts, { ...sent, thing: await seen(subject, sent.speaker, itemId) });
  });
  acts.formOf('item:close', form, (sent) =>
    closeSent(deps, acts, sent, 'outcome', (outcome) => ({ to: 'close', outcome })),
  );
  acts.formOf('item:drop', form, (sent) => closeSent(deps, acts, sent, 'reason', (reason) => ({ to: 'drop', reason })));
  acts.formOf('item:redate', form, (sent) => redateSent(deps, acts, sent));
  acts.formOf('item:reassign', form, (sent) => reassignSent(deps, acts, sent));
}

async function raiseSent(deps: FollowUpDeps, { context, speaker, metadata }: Form): Promise<void> {
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
    source: source ? await linkedSource(deps, source) : null,
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

async function editSent(deps: FollowUpDeps, acts: Acts<Item>, sent: FormOf): Promise<void> {
  const { context, speaker, metadata, thing: item } = sent;
  const { values } = context;
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
  await acts.close(sent, item.id);
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
  acts: Acts<Item>,
  { context, speaker, thing: item }: FormOf,
  field: 'outcome' | 'reason',
  changeTo: (text: string) => ItemChange,
): Promise<void> {
  const text = context.values.text(field);
  if (text === '') {
    return context.reject({ [field]: speaker.say(`follow-up.form.errors.${field === 'reason' ? 'outcome' : field}`) });
  }
  await changeStored(deps, { itemId: item.id, changes: [changeTo(text)], actor: speaker });
  await acts.close({ context, speaker }, item.id);
}

async function redateSent(deps: FollowUpDeps, acts: Acts<Item>, sent: FormOf): Promise<void> {
  const { context, speaker, thing: item } = sent;
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
  await changeStored(deps, { itemId: item.id, changes: [{ to: 'redate', dueOn: due, reason }], actor: speaker });
  await acts.close(sent, item.id);
}

async function reassignSent(deps: FollowUpDeps, acts: Acts<Item>, sent: FormOf): Promise<void> {
  const { context, speaker, thing: before } = sent;
  const found = await ownerOf(deps, context.values.user('owner'), speaker);
  if ('problem' in found) return context.reject({ owner: found.problem });
  await changeStored(deps, {
    itemId: before.id,
    changes: [{ to: 'reassign', ownerKey: found.person.key }],
    actor: speaker,
    places: (after) => copyForOwner(after, before, found.person.slackUserId),
  });
  await acts.close(sent, before.id);
}
