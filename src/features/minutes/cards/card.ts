import type { Button, KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { actions, button, type Card, smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { MinutesContent } from '../content.js';
import { type MinutesStatus, periodText, stateLine, type Words } from '../document.js';

/** What a message says of minutes, and which meeting its buttons name. */
export type CardOf = { readonly digestId: string; readonly content: MinutesContent; readonly status: MinutesStatus };

const correctionsShown = 5;
const correctionAtMost = 400;

/** Minutes as a message in the thread of their digest: the counts, until when they may be corrected, and the corrections. */
export function cardOf({ digestId, content, status }: CardOf, reader: Words): Card {
  const { say } = reader;
  const title = say('minutes.card.title', { period: periodText(content.period, reader.locale) });
  const counts = countsText(content, reader);
  const until = untilText(content, status, reader);
  const buttons = [
    minutesButton({ name: 'open', digestId }, reader),
    ...(status.phase === 'confirmed' ? [minutesButton({ name: 'correct', digestId }, reader)] : []),
  ];
  return {
    text: [title, counts, until].filter(Boolean).join('\n'),
    blocks: [
      words(`*${title}*\n${counts}`),
      smallWords(until),
      ...correctionBlocks(content, reader),
      actions(...buttons),
    ],
  };
}

/** "Present 6 of 8 · read by 5 of 8 · 2 decisions · 3 actions". */
export function countsText(content: MinutesContent, { say }: Words): string {
  const { attendance, membersWhoRead: read, members, decided, raised, corrections } = content;
  const { present, excused, absent, guests } = attendance ?? { present: [], excused: [], absent: [], guests: [] };
  const total = present.length + excused.length + absent.length;
  const actions = raised.filter(({ name }) => name.startsWith('A')).length;
  return [
    attendance
      ? say('minutes.card.attendance', { present: present.length, total, guests: guests.length })
      : say('minutes.card.unconfirmed'),
    say('minutes.card.read', { read, members }),
    say('minutes.card.decisions', { count: decided.length }),
    say('minutes.card.actions', { count: actions }),
    ...(corrections.length > 0 ? [say('minutes.card.corrections', { count: corrections.length })] : []),
  ].join(' · ');
}

/** "Corrections until Friday 6 November", or since when they are closed. */
function untilText(content: MinutesContent, status: MinutesStatus, { say, locale }: Words): string {
  const { phase, closedOn } = status;
  const near = { locale, near: content.publishedAt.slice(0, 10) };
  if (!content.attendance || phase === 'open') return stateLine(content, { say, locale, status });
  const { correctableUntil } = content.attendance;
  if (phase === 'closed') return say('minutes.card.closed', { date: regionalDay(closedOn ?? correctableUntil, near) });
  return say(`minutes.card.${phase === 'over' ? 'over' : 'until'}`, { date: regionalDay(correctableUntil, near) });
}

/** The newest of them, each in its author's words. */
function correctionBlocks({ corrections, publishedAt }: MinutesContent, { say, locale }: Words): KnownBlock[] {
  return corrections.slice(-correctionsShown).map(({ number, author, on, text }) => {
    const date = regionalDay(on, { locale, near: publishedAt.slice(0, 10) });
    const head = say('minutes.correction', { name: plainInMrkdwn(author), date });
    return smallWords(`*${number}.* ${clampText(plainInMrkdwn(text), correctionAtMost)}\n${head}`);
  });
}

/** `open`, `full` (the same under another name), `attend`, `correct` and `show`, each for one meeting. */
export function minutesButton(
  { name, digestId }: { readonly name: 'open' | 'full' | 'attend' | 'correct' | 'show'; readonly digestId: string },
  { say }: Pick<Words, 'say'>,
): Button {
  const act = name === 'full' ? 'open' : name;
  return button(`minutes:${act}`, { text: say(`minutes.buttons.${name}`), value: digestId });
}
