import { ConflictError } from '../../../kernel/errors.js';
import { findCommitteeById, findCommitteeByKey } from '../../../organisation/committees/committees.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import { historyOf } from '../../../platform/db/history.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ActionContext } from '../../../platform/slack/requests.js';
import { showView } from '../../../platform/slack/show-view.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { changeStored, ItemForbidden } from '../change.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { historyView, peopleIn } from '../forms/history-view.js';
import { smallForms } from '../forms/small-forms.js';
import { type Item, type ItemKind, itemName } from '../item.js';
import { type ItemChange, refuseIfClosed } from '../item-changes.js';
import { readFacts } from '../item-facts.js';
import { listAnswer } from '../lists/list-answer.js';
import { readListQuery } from '../lists/list-query.js';
import { askOwner, handToAsker, keepFromAsker } from '../owners/ask.js';
import { isFreeToTake } from '../owners/news.js';
import { snoozeUntil } from '../reminders/snooze.js';
import { mayChange, maySee } from '../rights.js';
import { findItem } from '../stored-items.js';
import { cardView, listView } from './card-view.js';
import { editItemForm, newItemForm } from './open-form.js';
import { inWords, notSeen } from './refusals.js';

type Click = { readonly context: ActionContext; readonly speaker: Speaker; readonly item: Item };

/** Everything that can be clicked on a card, a list, a reminder or the Home tab. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: FollowUpDeps): void {
  const onItem = (
    actionId: string,
    idOf: (context: ActionContext) => string,
    handle: (click: Click) => Promise<void>,
  ) => {
    slack.onAction(actionId, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, async () => {
        const item = await seenItem(deps, speaker, idOf(context));
        await handle({ context, speaker, item });
      });
    });
  };
  const value = ({ value: id }: ActionContext) => id ?? '';
  onItem('item:take', value, (click) => take(deps, click));
  const asked = ({ value: text }: ActionContext) => text?.split('|')[0] ?? '';
  onItem('item:hand', asked, (click) => answerAsker(deps, click, handToAsker));
  onItem('item:keep', asked, (click) => answerAsker(deps, click, keepFromAsker));
  for (const name of ['accept', 'reopen'] as const) {
    onItem(`item:${name}`, value, (click) => changeNow(deps, click, { to: name }));
  }
  onItem(
    'item:escalate',
    ({ value: text }) => text?.split('|')[0] ?? '',
    (click) => escalate(deps, click),
  );
  for (const name of ['done', 'redate', 'drop', 'reassign', 'edit', 'ask', 'history'] as const) {
    onItem(`item:${name}`, value, (click) => openPart(deps, click, name));
  }
  const [menuName, menuId] = [
    ({ selectedOption }: ActionContext) => selectedOption?.split('|')[0] ?? '',
    ({ selectedOption }: ActionContext) => selectedOption?.split('|')[1] ?? '',
  ];
  onItem('item:more', menuId, (click) => openPart(deps, click, menuName(click.context)));
  onItem('item:open', value, (click) => openCard(deps, click));
  onItem(
    'item:pick',
    ({ selectedOption }) => selectedOption ?? '',
    (click) => openCard(deps, click),
  );
  onItem(
    'item:snooze',
    ({ selectedOption }) => selectedOption?.split('|')[0] ?? '',
    async (click) => {
      const until = snoozeUntil(click.speaker.today, click.context.selectedOption?.split('|')[1] ?? '');
      if (until) await changeNow(deps, click, { to: 'snooze', until });
    },
  );
  for (const name of ['previous', 'next']) {
    slack.onAction(`item:page:${name}`, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      const page = await listAnswer(deps, speaker, readListQuery(context.value));
      await context.ack();
      if (context.view?.type === 'modal') {
        await deps.messenger.updateView({ viewId: context.view.id, view: listView(page, speaker) });
        return;
      }
      await context.respond({ ...page, ...(context.isEphemeralMessage ? { replacesOriginal: true } : {}) });
    });
  }
  slack.onAction('item:list', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    const kind: ItemKind = context.value === 'blocker' ? 'blocker' : 'action';
    await context.ack();
    const page = await listAnswer(deps, speaker, { kind, who: 'mine', overdue: false, skip: 0 });
    // The Home tab is no conversation that an answer could stand in.
    if (context.view) await showView(deps.messenger, context, listView(page, speaker));
    else await context.respond(page);
  });
  slack.onAction('item:new', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    const [kind, kpiKey] = (context.value ?? '').split('|');
    await context.ack();
    const ask = { kind: kind === 'blocker' ? 'blocker' : 'action', known: { kpiKey: kpiKey || null } } as const;
    await showView(deps.messenger, context, await newItemForm(deps, speaker, ask));
  });
}

/** @throws NotFoundError for what is not there, or is not this person's to see */
async function seenItem(deps: FollowUpDeps, speaker: Speaker, id: string): Promise<Item> {
  const { workspaceId } = deps;
  const item = await findItem(deps.database.client, { workspaceId, id });
  if (!item || !maySee(speaker, item)) throw notSeen(speaker, item ? itemName(item) : 'A…/B…');
  return item;
}

/** A button that needs no form. The card redraws where it stands; a modal is redrawn here. */
async function changeNow(deps: FollowUpDeps, { context, speaker, item }: Click, change: ItemChange): Promise<void> {
  const { item: after } = await changeStored(deps, { itemId: item.id, changes: [change], actor: speaker });
  await context.ack();
  await refresh(deps, { context, speaker, item: after });
}

/** At once where nobody has to be asked; else its owner is, and the person hears whom. */
async function take(deps: FollowUpDeps, click: Click): Promise<void> {
  const { context, speaker, item } = click;
  const isTheirs = item.ownerKey === speaker.person.key;
  if (item.kind !== 'blocker' || isTheirs || (await isFreeToTake(deps.database.client, item))) {
    return changeNow(deps, click, { to: 'take' });
  }
  if (!mayChange(speaker, item, 'take')) throw new ItemForbidden(item, 'take', speaker.person.key);
  refuseIfClosed(item);
  const words = await askOwner(deps, speaker, item);
  await context.ack();
  if (context.view) await showView(deps.messenger, context, listView({ text: words, blocks: [] }, speaker));
  else await context.respond(words);
}

async function answerAsker(
  deps: FollowUpDeps,
  { context, speaker, item }: Click,
  answer: typeof keepFromAsker,
): Promise<void> {
  await answer(deps, speaker, { item, askerKey: context.value?.split('|')[1] ?? '' });
  await context.ack();
}

async function escalate(deps: FollowUpDeps, click: Click): Promise<void> {
  const { context, speaker, item } = click;
  const { workspaceId, database } = deps;
  const currentId = item.kind === 'blocker' ? (item.escalatedToId ?? item.committeeId) : item.committeeId;
  const current = await findCommitteeById(database.client, { workspaceId, id: currentId });
  const parent = current?.parentKey
    ? await findCommitteeByKey(database.client, { workspaceId, key: current.parentKey })
    : null;
  const committee = plainInMrkdwn(current?.name[speaker.locale] ?? '');
  const [, wanted = parent?.key] = context.value?.split('|') ?? [];
  // A digest's button stays where it is: pressed again, it must not send the blocker a level further.
  if (wanted !== parent?.key) {
    throw new ConflictError(`${item.kind} ${item.number} does not stand below ${wanted}`, {
      userMessage: speaker.say('follow-up.refused.escalated', { name: itemName(item), committee }),
    });
  }
  if (!parent) {
    throw new ConflictError(`${current?.key ?? item.committeeId} has no committee above it`, {
      userMessage: speaker.say('follow-up.refused.noParent', { committee }),
    });
  }
  const { channel } = parent;
  const { item: after } = await changeStored(deps, {
    itemId: item.id,
    changes: [{ to: 'escalate', committeeId: parent.id }],
    actor: speaker,
    places: () => (channel ? [{ kind: 'channel', id: channel }] : []),
  });
  await context.ack();
  await refresh(deps, { context, speaker, item: after });
}

/** The form, or the history, behind a button. What cannot be done any more, or by this person, is said before they type. */
async function openPart(deps: FollowUpDeps, { context, speaker, item }: Click, name: string): Promise<void> {
  if (name !== 'history') {
    const to = changeBehind[name] ?? 'edit';
    if (!mayChange(speaker, item, to)) throw new ItemForbidden(item, to, speaker.person.key);
    refuseIfClosed(item);
  }
  if (name === 'offer') return changeNow(deps, { context, speaker, item }, { to: 'offer' });
  const view = await partView(deps, { speaker, item }, name);
  await context.ack();
  await showView(deps.messenger, context, view);
}

const changeBehind: Readonly<Record<string, ItemChange['to']>> = {
  done: 'close',
  offer: 'offer',
  drop: 'drop',
  redate: 'redate',
  reassign: 'reassign',
};

async function partView(
  deps: FollowUpDeps,
  { speaker, item }: Omit<Click, 'context'>,
  name: string,
): Promise<ModalView> {
  const { say, locale, today, person } = speaker;
  const { client } = deps.database;
  const { workspaceId } = deps;
  if (name === 'history') {
    const entries = await historyOf(client, { workspaceId, subjectKind: 'item', subjectId: item.id, take: 50 });
    const facts = await readFacts(deps, [item], person.timeZone);
    const committeeName = (id: string) => facts.committee(id)?.name[locale] ?? '';
    const names = await peopleOfKeys(client, { workspaceId, keys: peopleIn(entries) });
    const personName = (key: string | null) => (key === null ? '' : (names.get(key)?.name ?? key));
    const reader = { say, locale, today, timeZone: person.timeZone, personName, committeeName };
    return historyView(item, entries, reader);
  }
  const small = smallForms[name];
  if (!small) return editItemForm(deps, speaker, item);
  const owners = await peopleOfKeys(client, { workspaceId, keys: [item.ownerKey] });
  return small({ item, say, locale, today, owner: owners.get(item.ownerKey)?.slackUserId ?? null });
}

async function openCard(deps: FollowUpDeps, { context, speaker, item }: Click): Promise<void> {
  const view = await cardView(deps, speaker, item);
  await context.ack();
  await showView(deps.messenger, context, view);
}

/** What stands in a message is redrawn by the outbox, the Home tab by its feature. */
async function refresh(deps: FollowUpDeps, { context, speaker, item }: Click): Promise<void> {
  if (context.view?.type !== 'modal' || context.view.callbackId !== 'item:view') return;
  const view = await cardView(deps, speaker, item);
  await deps.messenger.updateView({ viewId: context.view.id, view });
}
