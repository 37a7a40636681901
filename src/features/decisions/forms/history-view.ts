import type { CalendarDate } from '../../../kernel/calendar.js';
import { regionalDate, regionalDay } from '../../../kernel/dates-in-words.js';
import type { Locale } from '../../../kernel/numbers.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { HistoryEntry } from '../../../platform/db/history.js';
import { plain, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { type Decision, decisionName } from '../decision.js';

export type HistoryReader = {
  readonly say: Say;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly today: CalendarDate;
  readonly personName: (key: string | null) => string;
};

/** Keys of the people that a history names. */
export function peopleIn(entries: readonly HistoryEntry[]): string[] {
  const keys = entries.flatMap(({ actorKey, onBehalfOf, after }) => [
    actorKey ?? '',
    onBehalfOf ?? '',
    textIn(after, 'ownerKey'),
  ]);
  return [...new Set(keys)].filter((key) => key !== '');
}

/** What became of a decision, change by change, the newest first. */
export function historyView(decision: Decision, entries: readonly HistoryEntry[], reader: HistoryReader): ModalView {
  const { say } = reader;
  const name = decisionName(decision);
  return {
    type: 'modal',
    callback_id: 'decision:history',
    title: plain(say('decisions.history.title', { name })),
    close: plain(say('decisions.form.close')),
    blocks: [
      words(`*${name}* ${plainInMrkdwn(decision.question)}`),
      ...entries.map((entry) => words(entryText(entry, reader))),
    ],
  };
}

function entryText(entry: HistoryEntry, reader: HistoryReader): string {
  const { say, locale, timeZone, today, personName } = reader;
  const date = regionalDate(localDate(entry.at, timeZone), { locale, near: today });
  const { actorKey, onBehalfOf } = entry;
  const actor = actorKey === null ? 'Copil' : personName(actorKey);
  const names = { delegate: actor, name: personName(onBehalfOf) };
  const name = plainInMrkdwn(onBehalfOf === null ? actor : say('decisions.card.for', names));
  return say('decisions.history.entry', { date, name, what: whatText(entry, reader) });
}

const known = ['requested', 'voted', 'closed', 'decided', 'lapsed', 'withdrawn', 'superseded', 'reviewed', 'changed'];

function whatText({ what, before, after }: HistoryEntry, { say, locale, today }: HistoryReader): string {
  const kind = what.replace('decision.', '');
  const day = textIn(after, 'deadlineOn');
  const said = (of: unknown, field: string) => clampText(plainInMrkdwn(textIn(of, field)), 300);
  const hasDeadline = kind === 'changed' && textIn(before, 'state') === 'lapsed';
  return say(`decisions.history.${hasDeadline ? 'extended' : known.includes(kind) ? kind : 'changed'}`, {
    choice: said(after, 'choice'),
    before: said(before, 'choice') || 'none',
    outcome: said(after, 'outcome'),
    reason: said(after, kind === 'decided' ? 'rationale' : 'reason'),
    by: numberIn(after, 'by'),
    count: numberIn(after, 'votesTakenBack'),
    date: day === '' ? '' : regionalDay(day, { locale, near: today }),
  });
}

function textIn(value: unknown, field: string): string {
  const found = fieldOf(value, field);
  return typeof found === 'string' ? found : '';
}

function numberIn(value: unknown, field: string): number {
  const found = fieldOf(value, field);
  return typeof found === 'number' ? found : 0;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
