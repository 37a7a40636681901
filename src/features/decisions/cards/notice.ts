import type { ActionsBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { actions, type Card, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionFacts } from '../decision-facts.js';
import { optionText } from '../wording.js';
import { buttonNamed } from './card.js';
import type { NoticeKind, NoticePayload } from './messages.js';
import type { CardReader } from './outcome.js';
import { outcomeLine, reviewLine } from './outcome.js';

type About = {
  readonly decision: Decision;
  readonly facts: DecisionFacts;
  readonly reader: CardReader;
};

/** The button that does what a notice asks for; the card is opened for the rest. */
const buttonOf: Partial<Record<NoticeKind, string>> = {
  outcome: 'record',
  tie: 'record',
  lapsed: 'extend',
  review: 'reviewed',
};

/** One thing that somebody has to hear about a decision, with the button for what it asks of them. */
export function noticeOf(
  decision: Decision,
  facts: DecisionFacts,
  reader: CardReader,
  { about }: Pick<NoticePayload, 'about'>,
): Card {
  const { say, locale } = reader;
  const text = say(`decisions.notice.${about}`, {
    name: decisionName(decision),
    question: plainInMrkdwn(clampText(decision.question, 200)),
    committee: plainInMrkdwn(facts.committee.name[locale]),
    option: plainInMrkdwn(optionText(decision, decision.chosen)),
    date: decision.reviewOn ? regionalDay(decision.reviewOn, { locale, near: facts.today }) : '',
  });
  const more = moreOf(about, { decision, facts, reader });
  const lines = [text, more].filter(Boolean).join('\n');
  return { text: lines, blocks: [words(lines), buttons(decision, buttonOf[about], reader)] };
}

function moreOf(about: NoticeKind, { decision, facts, reader }: About): string {
  if (about === 'review') return reviewLine(decision, facts, reader);
  return ['outcome', 'tie', 'lapsed'].includes(about) ? outcomeLine(decision, facts, reader) : '';
}

function buttons(decision: Decision, name: string | undefined, { say }: CardReader): ActionsBlock {
  const names = [...(name ? [name] : []), 'open'];
  return actions(
    ...names.map((one) => buttonNamed(one, decision, { say, style: one === name ? 'primary' : undefined })),
  );
}
