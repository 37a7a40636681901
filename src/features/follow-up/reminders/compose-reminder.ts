import type { KnownBlock } from '@slack/types';
import type { CalendarDate } from '../../../kernel/calendar.js';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { mayShow } from '../../../organisation/access-level.js';
import { findPersonByKey, type Person } from '../../../organisation/people/people.js';
import { readRhythms } from '../../../organisation/people/rhythms.js';
import type { ComposedMessage } from '../../../platform/outbox/delivery.js';
import { smallWords, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { listLines } from '../../../surface/lists/list-blocks.js';
import { composeAlone, settledPart } from '../../../surface/morning/compose.js';
import type { MorningEntry, MorningReader, PartMessage } from '../../../surface/morning/part.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, isOpen } from '../item.js';
import { type Facts, readFacts } from '../item-facts.js';
import { type ApprovalMark, type ItemGate, isHeld } from '../item-gate.js';
import { dueText } from '../wording.js';
import { itemButtons, listButton, titlePlaces } from './blocks.js';
import type { ReminderPayload } from './messages.js';
import { isLastReminder, remindersAtMost, soonUntil, type Urgency, urgencyOn } from './policy.js';
import { type RemindedItem, readItems } from './stored-reminders.js';

export type ComposeDeps = Pick<FollowUpDeps, 'database' | 'workspaceId' | 'clock' | 'texts' | 'holidaysIn' | 'log'> & {
  readonly gate: Pick<ItemGate, 'marksOf'>;
};

/** More than ten with their buttons are no message any more, but a list; the list has a button of its own. */
export const itemsShown = 10;

const urgencies: readonly Urgency[] = ['overdue', 'today', 'soon'];

type Reading = {
  readonly person: Person;
  readonly facts: Facts;
  readonly say: Say;
  /** The day the message is of, in the reader's zone. */
  readonly day: CalendarDate;
  /** What approvals say of what is shown. */
  readonly marks: Awaited<ReturnType<ItemGate['marksOf']>>;
};

/**
 * A reminder of items as they stand now: what is closed, handed over, snoozed or due much later by then is left out of one
 * that has not left, and struck through in one that has. Null when nothing is left to remind of; once posted, it says so.
 */
export async function reminderPart(
  deps: ComposeDeps,
  { person, day, say }: MorningReader,
  { itemIds, isPosted }: { readonly itemIds: readonly string[]; readonly isPosted: boolean },
): Promise<PartMessage | null> {
  const { client } = deps.database;
  const rhythm = (await readRhythms(deps, [person])).get(person.key);
  const found = await readItems(client, itemIds);
  const until = rhythm ? soonUntil(day, rhythm) : day;
  const waiting = found.filter(({ item }) => item.dueOn <= until && isWaitingFor(person, item, day));
  const settled = found.filter((one) => !waiting.includes(one));
  if (waiting.length === 0 && !isPosted) return null;
  const facts = await readFacts(
    deps,
    [...waiting, ...settled].map(({ item }) => item),
    person.timeZone,
  );
  const marks = await deps.gate.marksOf(
    client,
    waiting.filter(({ item }) => item.state === 'proposed').map(({ item }) => item.id),
  );
  const reading = { person, facts, say, day, marks };
  const struck = isPosted
    ? settledLines(
        settled.map(({ item }) => item),
        reading,
      )
    : [];
  const heading = `*${say('reminders.heading')}*`;
  return waiting.length > 0
    ? waitingPart(waiting, { heading, struck, reading })
    : settledPart(say('reminders.allDone'), { heading, tail: struck });
}

/** The same as the message of its own that earlier versions sent; null as well where nobody is there to remind. */
export async function composeReminder(
  deps: ComposeDeps,
  { personKey, day, itemIds }: ReminderPayload,
  { isPosted }: { readonly isPosted: boolean },
): Promise<ComposedMessage | null> {
  const { database, workspaceId } = deps;
  const person = await findPersonByKey(database.client, { workspaceId, key: personKey });
  if (!person) return null;
  const say = deps.texts.in(person.locale);
  const part = await reminderPart(deps, { person, day, say }, { itemIds, isPosted });
  const date = regionalDay(day, { locale: person.locale });
  return part && composeAlone(say('reminders.title', { date }), part);
}

function isWaitingFor({ key }: Person, item: Item, day: CalendarDate): boolean {
  const isSnoozed = item.snoozedUntil !== null && item.snoozedUntil > day;
  return isOpen(item) && item.ownerKey === key && !isSnoozed;
}

type Drawing = { readonly heading: string; readonly struck: readonly KnownBlock[]; readonly reading: Reading };

function waitingPart(waiting: readonly RemindedItem[], { heading, struck, reading }: Drawing): PartMessage {
  const { say } = reading;
  const brief = say('reminders.text', { counts: countsOf(waiting, reading) });
  return {
    heading,
    brief,
    opening: brief,
    head: [],
    entries: entriesOf(waiting, reading),
    total: waiting.length,
    more: (count) => [smallWords(say('reminders.more', { count })), listButton(say)],
    tail: [...struck, smallWords(say('reminders.rules', { count: remindersAtMost }))],
  };
}

/** The most urgent ones, the first of each urgency below its name. */
function entriesOf(waiting: readonly RemindedItem[], reading: Reading): MorningEntry[] {
  const { say, facts, person } = reading;
  const named = new Set<Urgency>();
  return byUrgency(waiting, facts.today)
    .slice(0, itemsShown)
    .map((one) => {
      const urgency = urgencyOn(facts.today, one.item);
      const isFirst = !named.has(urgency);
      named.add(urgency);
      const count = waiting.filter(({ item }) => urgencyOn(facts.today, item) === urgency).length;
      const name = isFirst ? [words(`*${say(`reminders.group.${urgency}`)}* (${count})`)] : [];
      const due = dueText(one.item, facts.today, { locale: person.locale, say });
      const line = `• ${say('reminders.line', { ...titlePlaces(one.item), due })}`;
      return { line, blocks: [...name, ...itemBlocks(one, reading)] };
    });
}

function byUrgency(items: readonly RemindedItem[], today: CalendarDate): RemindedItem[] {
  return urgencies.flatMap((urgency) => items.filter(({ item }) => urgencyOn(today, item) === urgency));
}

function itemBlocks({ item, lastRemindedOn }: RemindedItem, reading: Reading): KnownBlock[] {
  const { say, facts, day, marks } = reading;
  const mark = marks.get(item.id);
  const isLast =
    isLastReminder({ reminders: item.reminders, lastRemindedOn }, day) && urgencyOn(facts.today, item) === 'overdue';
  const lines = [
    say('reminders.item', titlePlaces(item)),
    aboutItem(item, reading),
    ...(mark && isHeld(mark) ? [`_${say('approvals.state', { state: mark.state })}_`] : []),
    ...(isLast ? [`_${lastWords(item, reading)}_`] : []),
  ];
  return [words(lines.join('\n')), itemButtons(item, [...firstButtons(item, mark), 'redate', 'snooze', 'open'], say)];
}

/** What would let an action go ahead is not offered where it would be refused. */
function firstButtons({ state }: Item, mark: ApprovalMark | undefined): ('accept' | 'done')[] {
  if (state !== 'proposed') return ['done'];
  return isHeld(mark) ? [] : ['accept', 'done'];
}

/** Where it belongs, the figure it is to move as far as the reader may know of it, and until when. */
function aboutItem(item: Item, { person, facts, say }: Reading): string {
  const { locale } = person;
  const kpi = facts.kpi(item.kpiKey);
  const places = [
    facts.committee(item.committeeId)?.name[locale] ?? '',
    kpi && mayShow(kpi.accessLevel, person.accessLevel) ? kpi.name[locale] : '',
    dueText(item, facts.today, { locale, say }),
  ];
  return places.filter(Boolean).map(plainInMrkdwn).join(' · ');
}

function lastWords(item: Item, { person, facts, say }: Reading): string {
  const committee = facts.committee(item.committeeId)?.name[person.locale];
  return committee ? say('reminders.last', { committee: plainInMrkdwn(committee) }) : say('reminders.lastAnywhere');
}

/** "1 overdue, 2 due soon". */
function countsOf(waiting: readonly RemindedItem[], { say, facts }: Reading): string {
  return urgencies
    .map((urgency) => ({
      urgency,
      count: waiting.filter(({ item }) => urgencyOn(facts.today, item) === urgency).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ urgency, count }) => say(`reminders.counts.${urgency}`, { count }))
    .join(', ');
}

function settledLines(settled: readonly Item[], reading: Reading): KnownBlock[] {
  if (settled.length === 0) return [];
  const { say } = reading;
  const lines = listLines(settled, {
    atMost: itemsShown,
    line: (item) => say('reminders.settled.line', { ...titlePlaces(item), how: howSettled(item, reading) }),
    more: (count) => say('reminders.settled.more', { count }),
  });
  return [words(lines.join('\n'))];
}

function howSettled(item: Item, { person, facts, say }: Reading): string {
  if (!isOpen(item)) {
    const state = item.state === 'dropped' || item.state === 'resolved' ? item.state : 'done';
    return say(`reminders.settled.${state}`);
  }
  if (item.ownerKey !== person.key) {
    return say('reminders.settled.handed', { owner: plainInMrkdwn(facts.personName(item.ownerKey)) });
  }
  const dateOf = (date: CalendarDate) => regionalDay(date, { locale: person.locale, near: facts.today });
  if (item.snoozedUntil) return say('reminders.settled.snoozed', { date: dateOf(item.snoozedUntil) });
  return say('reminders.settled.redated', { date: dateOf(item.dueOn) });
}
