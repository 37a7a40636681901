import { regionalDay } from '../../../kernel/dates-in-words.js';
import type { HistoryEntry } from '../../../platform/db/history.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { quoteIn, textIn } from '../../../surface/history/event-fields.js';
import type { HistoryNames, HistoryReader } from '../../../surface/history/history-view.js';
import { type HistoryDeps, historyOfSubject } from '../../../surface/history/read-history.js';
import { type Item, itemName } from '../item.js';

/** What became of an item. */
export function itemHistory(deps: HistoryDeps, item: Item, reader: HistoryReader): Promise<ModalView> {
  const subject = { subjectKind: 'item', subjectId: item.id, name: itemName(item), title: item.title };
  const wordsOf = (event: HistoryEntry, names: HistoryNames) => changeText(event, names, reader);
  return historyOfSubject(deps, { ...subject, precision: 'day', wordsOf }, reader);
}

/** Those that are told without saying what they changed. */
const bare = ['raised', 'take', 'offer', 'accept', 'reopen', 'propose', 'approve'];

function changeText(event: HistoryEntry, names: HistoryNames, { say, locale, today }: HistoryReader): string {
  const { before, after } = event;
  const kind = event.what.replace('item.', '');
  const name = (of: unknown, field: string) => names.person(textIn(of, field));
  const day = (of: unknown, field: string) => {
    const text = textIn(of, field);
    return text === '' ? '' : regionalDay(text, { locale, near: today });
  };
  switch (kind) {
    case 'redate': {
      const moved = { before: day(before, 'dueOn'), after: day(after, 'dueOn') };
      return say('follow-up.history.redate', { ...moved, reason: quoteIn(after, 'reason') });
    }
    case 'reassign': {
      const handed = { before: name(before, 'ownerKey'), after: name(after, 'ownerKey') };
      return say('follow-up.history.reassign', handed);
    }
    case 'escalate':
      return say('follow-up.history.escalate', { committee: names.committee(textIn(after, 'escalatedToId')) });
    case 'close':
      return say('follow-up.history.close', { outcome: quoteIn(after, 'outcome') });
    case 'drop':
    case 'reject':
      return say(`follow-up.history.${kind}`, { reason: quoteIn(after, 'outcome') });
    case 'snooze':
      return say('follow-up.history.snooze', { date: day(after, 'snoozedUntil') });
    case 'reminded':
    case 'silence-told':
      return say(`follow-up.history.${kind}`, { name: name(after, 'personKey') });
    case 'edit':
      return say('follow-up.history.edit', { fields: changedFields(before, after, say) });
    default:
      return say(`follow-up.history.${bare.includes(kind) ? kind : 'other'}`);
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
