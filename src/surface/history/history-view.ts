import { regionalDate, regionalInstant } from '../../kernel/dates-in-words.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { HistoryEntry } from '../../platform/db/history.js';
import { plain, smallWords, words } from '../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';
import { slackLimits } from '../../platform/slack/limits.js';
import type { ModalView } from '../../platform/slack/view.js';
import type { Reader } from '../speaker.js';

/** As many changes as a modal has room for, below what they are about and above what follows them. */
export const changesAtMost = 90;

export type HistoryReader = Pick<Reader, 'say' | 'locale' | 'timeZone' | 'today'>;

/** Names of whom and what the events of a history name, as they may stand in mrkdwn; a key that nobody has stands for itself. */
export type HistoryNames = {
  person(key: string): string;
  /** Empty for a committee that never was. */
  committee(id: string): string;
};

/** A thing whose history is told. */
export type HistoryOf = {
  /** As its events name it. */
  readonly subjectKind: string;
  /** Such as A7. */
  readonly name: string;
  /** People's own words. */
  readonly title: string;
  /** `minute`: hours matter to it. */
  readonly precision: 'day' | 'minute';
  /** One change of it in words, in mrkdwn, said of whoever made it: "asked for it". */
  readonly wordsOf: (event: HistoryEntry, names: HistoryNames) => string;
};

/** What became of a thing, the newest change first; what is beyond `changesAtMost` is left out, and a last line says so. */
export function historyView(
  subject: HistoryOf,
  events: readonly HistoryEntry[],
  { names, reader }: { readonly names: HistoryNames; readonly reader: HistoryReader },
): ModalView {
  const { say } = reader;
  const { subjectKind, name, title } = subject;
  const shown = events.slice(0, changesAtMost);
  return {
    type: 'modal',
    callback_id: `${subjectKind}:history`,
    title: plain(say('history.title', { name })),
    close: plain(say('history.close')),
    blocks: [
      words(`*${name}* ${plainInMrkdwn(title)}`),
      ...shown.map((event) => words(lineOf(subject, event, { names, reader }))),
      ...(events.length === 0 ? [smallWords(say('history.none'))] : []),
      ...(events.length > shown.length ? [smallWords(say('history.more', { count: shown.length }))] : []),
    ],
  };
}

function lineOf(
  { precision, wordsOf }: HistoryOf,
  event: HistoryEntry,
  { names, reader }: { readonly names: HistoryNames; readonly reader: HistoryReader },
): string {
  const { say, locale, timeZone, today: near } = reader;
  const date =
    precision === 'minute'
      ? regionalInstant(event.at, { locale, timeZone, near })
      : regionalDate(localDate(event.at, timeZone), { locale, near });
  const actor = event.actorKey === null ? say('history.copil') : names.person(event.actorKey);
  const name =
    event.onBehalfOf === null ? actor : say('history.for', { delegate: actor, name: names.person(event.onBehalfOf) });
  const line = say('history.entry', { date, name, what: wordsOf(event, names) });
  return clampText(line, slackLimits.textObject);
}
