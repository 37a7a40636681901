import { ConflictError } from '../../../kernel/errors.js';
import { findCommitteeById, findCommitteeByKey } from '../../../organisation/committees/committees.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { showView } from '../../../platform/slack/show-view.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Acts, Click } from '../../../surface/acts/acts.js';
import { onPageTurn } from '../../../surface/lists/turn-pages.js';
import { speakerOf } from '../../../surface/speaker.js';
import { changeStored, ItemForbidden } from '../change.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { itemHistory } from '../forms/history-words.js';
import { smallForms } from '../forms/small-forms.js';
import { type Item, type ItemKind, itemName } from '../item.js';
import { type ItemChange, refuseIfClosed } from '../item-changes.js';
import { listAnswer } from '../lists/list-answer.js';
import { readListQuery } from '../lists/list-query.js';
import { askOwner, handToAsker, keepFromAsker } from '../owners/ask.js';
import { isFreeToTake } from '../owners/news.js';
import { snoozeUntil } from '../reminders/snooze.js';
import { mayChange } from '../rights.js';
import { cardView, listView } from './card-view.js';
import { editItemForm, newItemForm } from './open-form.js';

type Deed = Click<Item>;

/** Everything that can be clicked on a card, a list, a reminder or the Home tab. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: FollowUpDeps, acts: Acts<Item>): void {
  acts.click('item:take', (click) => take(deps, acts, click));
  acts.click('item:hand', (click) => answerAsker(deps, click, handToAsker));
  acts.click('item:keep', (click) => answerAsker(deps, click, keepFromAsker));
  for (const name of ['accept', 'reopen'] as const) {
    acts.click(`item:${name}`, (click) => changeNow(deps, acts, click, { to: name }));
  }
  acts.click('item:escalate', (click) => escalate(deps, acts, click));
  for (const name of ['done', 'redate', 'drop', 'reassign', 'edit', 'ask', 'history']) {
    acts.click(`item:${name}`, (click) => openPart(deps, acts, click, name));
  }
  acts.menu('item:more', (click) => openPart(deps, acts, click, click.carried.line));
  for (const name of ['open', 'pick']) {
    acts.click(`item:${name}`, async (click) => acts.open(click, await cardView(deps, click.speaker, click.thing)));
  }
  acts.click('item:snooze', async (click) => {
    const until = snoozeUntil(click.speaker.today, click.carried.rest[0] ?? '');
    if (until) await changeNow(deps, acts, click, { to: 'snooze', until });
  });
  onPageTurn(slack, deps, 'item:page', {
    page: (speaker, value) => listAnswer(deps, speaker, readListQuery(value)),
    view: listView,
  });
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

/** A button that needs no form. The card redraws where it stands; a modal is redrawn here. */
async function changeNow(deps: FollowUpDeps, acts: Acts<Item>, click: Deed, change: ItemChange): Promise<void> {
  const { speaker, thing } = click;
  await changeStored(deps, { itemId: thing.id, changes: [change], actor: speaker });
  await acts.done(click, thing.id);
}

/** At once where nobody has to be asked; else its owner is, and the person hears whom. */
async function take(deps: FollowUpDeps, acts: Acts<Item>, click: Deed): Promise<void> {
  const { context, speaker, thing: item } = click;
  const isTheirs = item.ownerKey === speaker.person.key;
  if (item.kind !== 'blocker' || isTheirs || (await isFreeToTake(deps.database.client, item))) {
    return changeNow(deps, acts, click, { to: 'take' });
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
  { context, speaker, thing: item, carried }: Deed,
  answer: typeof keepFromAsker,
): Promise<void> {
  await answer(deps, speaker, { item, askerKey: carried.rest[0] ?? '' });
  await context.ack();
}

async function escalate(deps: FollowUpDeps, acts: Acts<Item>, click: Deed): Promise<void> {
  const { speaker, thing: item, carried } = click;
  const { workspaceId, database } = deps;
  const currentId = item.kind === 'blocker' ? (item.escalatedToId ?? item.committeeId) : item.committeeId;
  const current = await findCommitteeById(database.client, { workspaceId, id: currentId });
  const parent = current?.parentKey
    ? await findCommitteeByKey(database.client, { workspaceId, key: current.parentKey })
    : null;
  const committee = plainInMrkdwn(current?.name[speaker.locale] ?? '');
  const [wanted = parent?.key] = carried.rest;
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
  await changeStored(deps, {
    itemId: item.id,
    changes: [{ to: 'escalate', committeeId: parent.id }],
    actor: speaker,
    places: () => (channel ? [{ kind: 'channel', id: channel }] : []),
  });
  await acts.done(click, item.id);
}

/** The form, or the history, behind a button. What cannot be done any more, or by this person, is said before they type. */
async function openPart(deps: FollowUpDeps, acts: Acts<Item>, click: Deed, name: string): Promise<void> {
  const { speaker, thing: item } = click;
  if (name !== 'history') {
    const to = changeBehind[name] ?? 'edit';
    if (!mayChange(speaker, item, to)) throw new ItemForbidden(item, to, speaker.person.key);
    refuseIfClosed(item);
  }
  if (name === 'offer') return changeNow(deps, acts, click, { to: 'offer' });
  await acts.open(click, await partView(deps, click, name));
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
  { speaker, thing: item }: Pick<Deed, 'speaker' | 'thing'>,
  name: string,
): Promise<ModalView> {
  const { say, locale, today } = speaker;
  const { client } = deps.database;
  const { workspaceId } = deps;
  if (name === 'history') return itemHistory(deps, item, speaker);
  const small = smallForms[name];
  if (!small) return editItemForm(deps, speaker, item);
  const owners = await peopleOfKeys(client, { workspaceId, keys: [item.ownerKey] });
  return small({ item, say, locale, today, owner: owners.get(item.ownerKey)?.slackUserId ?? null });
}
