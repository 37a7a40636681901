import { actions, type Card, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { periodText, type Words } from '../document.js';
import { type CardOf, minutesButton } from './card.js';
import type { NoticePayload } from './messages.js';

const correctionAtMost = 2_500;

/** What a notice tells of a meeting. */
export type NoticedMeeting = Pick<CardOf, 'digestId'> & {
  readonly content: Pick<CardOf['content'], 'committee' | 'period' | 'corrections'>;
  readonly correctionDays: number;
};

/** One thing that the chair has to hear of minutes, with the button for what it asks of them. */
export function noticeOf(
  { about, number }: Pick<NoticePayload, 'about' | 'number'>,
  { digestId, content, correctionDays }: NoticedMeeting,
  reader: Words,
): Card {
  const { say, locale } = reader;
  const correction = content.corrections.find((one) => one.number === number);
  const head = say(`minutes.notice.${about}`, {
    committee: plainInMrkdwn(content.committee.name[locale]),
    period: periodText(content.period, locale),
    name: plainInMrkdwn(correction?.author ?? ''),
    days: correctionDays,
  });
  const text = [head, correction ? clampText(plainInMrkdwn(correction.text), correctionAtMost) : '']
    .filter(Boolean)
    .join('\n');
  const names = about === 'attendance' ? (['attend', 'open'] as const) : (['open'] as const);
  return { text, blocks: [words(text), actions(...names.map((name) => minutesButton({ name, digestId }, reader)))] };
}
