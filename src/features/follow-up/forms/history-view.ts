import type { CalendarDate } from '../../../kernel/calendar.js';
import { regionalDate, regionalDay } from '../../../kernel/dates-in-words.js';
import type { Locale } from '../../../kernel/numbers.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { HistoryEntry } from '../../../platform/db/history.js';
import { plain, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { type Item, itemName } from '../item.js';

export type HistoryReader = {
  readonly say: Say;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly today: CalendarDate;
  readonly personName: (key: string | null) => string;
  readonly committeeName: (id: string) => string;
};

/** Keys of the people that a history names. */
export function peopleIn(entries: readonly HistoryEntry[]): string[] {
  const keys = entries.flatMap(({ actorKey, before, after }) => [
    actorKey ?? '',
    textIn(before, 'ownerKey'),
    textIn(after, 'ownerKey'),
  ]);
  return [...new Set(keys)].filter((key) => key !== '');
}

const wordsAtMost = 300;

/** What became of an item, change by change, the newest first. */
export function historyView(item: Item, entries: readonly HistoryEntry[], reader: HistoryReader): ModalView {
  const { say } = reader;
  const name = itemName(item);
  return {
    type: 'modal',
    callback_id: 'item:view',
    title: plain(say('follow-up.history.title', { name })),
    close: plain(say('follow-up.form.close')),
    blocks: [
      words(`*${name}* ${plainInMrkdwn(item.title)}`),
      ...entries.map((entry) => words(entryText(entry, reader))),
    ],
  };
}

function entryText(entry: HistoryEntry, reader: HistoryReader): string {
  const { say, locale, timeZone, today, personName } = reader;
  const date = regionalDate(localDate(entry.at, timeZone), { locale, near: today });
  const what = whatText(entry, reader);
  const name = plainInMrkdwn(entry.actorKey === null ? 'Copil' : personName(entry.actorKey));
  return say('follow-up.history.entry', { date, name, what });
}

function whatText({ what, before, after }: HistoryEntry, reader: HistoryReader): string {
  const { say, locale, today, personName } = reader;
  const key = what.replace('item.', '');
  const text = (of: unknown, field: string) => textIn(of, field);
  const day = (of: unknown, field: string) => regionalDay(text(of, field), { locale, near: today });
  const said = (field: string) => clampText(plainInMrkdwn(text(after, field)), wordsAtMost);
  switch (key) {
    case 'redate':
      return say('follow-up.history.redate', {
        before: day(before, 'dueOn'),
        after: day(after, 'dueOn'),
        reason: said('reason'),
      });
    case 'reassign':
      return say('follow-up.history.reassign', {
        before: plainInMrkdwn(personName(text(before, 'ownerKey'))),
        after: plainInMrkdwn(personName(text(after, 'ownerKey'))),
      });
    case 'escalate':
      return say('follow-up.history.escalate', {
        committee: plainInMrkdwn(reader.committeeName(text(after, 'escalatedToId'))),
      });
    case 'close':
      return say('follow-up.history.close', { outcome: said('outcome') });
    case 'drop':
      return say('follow-up.history.drop', { reason: said('outcome') });
    case 'reject':
      return say('follow-up.history.reject', { reason: said('outcome') });
    case 'snooze':
      return say('follow-up.history.snooze', { date: day(after, 'snoozedUntil') });
    case 'reminded':
      return say('follow-up.history.reminded', { name: plainInMrkdwn(personName(text(after, 'ownerKey'))) });
    case 'edit':
      return say('follow-up.history.edit', { fields: changedFields(before, after, say) });
    default:
      return say(
        `follow-up.history.${['raised', 'take', 'offer', 'accept', 'reopen', 'propose', 'approve'].includes(key) ? key : 'take'}`,
      );
  }
}

const namedFields = [
  'title',
  'details',
  'projectKey',
  'kpiKey',
  'severity',
  'unblockerKey',
  'actionType',
  'costMinor',
  'committeeId',
];

function changedFields(before: unknown, after: unknown, say: Say): string {
  return namedFields
    .filter((field) => textIn(before, field) !== textIn(after, field))
    .map((field) => say('follow-up.history.field', { field }))
    .join(', ');
}

function textIn(value: unknown, field: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
