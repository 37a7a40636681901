import type { KnownBlock } from '@slack/types';
import type { CalendarDate } from '../../kernel/calendar.js';
import { regionalDay } from '../../kernel/dates-in-words.js';
import { actions, words } from '../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';
import { listBlocks } from '../../surface/lists/list-blocks.js';
import { buttonNamed, voteButtons } from './cards/card.js';
import { type Decision, decisionName } from './decision.js';
import type { WaitingDecision, WaitingDecisions, WaitingGroup } from './waiting/waiting-for.js';
import { optionText, progressPlaces, someNames, type Words } from './wording.js';

export type HomeDecisionReader = Words & { readonly today: CalendarDate; readonly personKey: string };

const questionAtMost = 200;
const optionsAtMost = 600;

/** What of decisions waits for somebody, for their Home tab; nothing where nothing does. */
export function homeDecisionBlocks(waiting: WaitingDecisions, reader: HomeDecisionReader): KnownBlock[] {
  return [
    ...groupBlocks('toVote', waiting.toVote, { reader, blocksOf: voteBlocks }),
    ...groupBlocks('toRecord', waiting.toRecord, { reader, blocksOf: recordBlocks }),
    ...groupBlocks('toReview', waiting.toReview, { reader, blocksOf: reviewBlocks }),
  ];
}

function groupBlocks(
  name: keyof WaitingDecisions,
  { shown, total }: WaitingGroup,
  {
    reader,
    blocksOf,
  }: { reader: HomeDecisionReader; blocksOf: (one: WaitingDecision, r: HomeDecisionReader) => KnownBlock[] },
): KnownBlock[] {
  if (total === 0) return [];
  return listBlocks({
    heading: words(reader.say(`decisions.home.${name}`, { count: total })),
    entries: shown.map((one) => blocksOf(one, reader)),
    rest: total - shown.length,
    more: (count) => reader.say('decisions.home.more', { count }),
  });
}

/** What is asked, the options by their letters, how far the vote is, and a button for each answer. */
function voteBlocks(
  { decision, ballot, committee, inPlaceOf }: WaitingDecision,
  reader: HomeDecisionReader,
): KnownBlock[] {
  const { say, locale, today } = reader;
  const date = regionalDay(decision.deadlineOn, { locale, near: today });
  const options = decision.options.map((_, option) => {
    const mark = decision.recommended === option ? ` _${say('decisions.card.recommended')}_` : '';
    return `${plainInMrkdwn(optionText(decision, option))}${mark}`;
  });
  const progress = say('decisions.card.progress', { ...progressPlaces(ballot, decision), date });
  const isOwn = ballot.voters.some(({ personKey, isEligible }) => isEligible && personKey === reader.personKey);
  const lines = [
    titleOf(decision),
    clampText(options.join(' · '), optionsAtMost),
    `${progress} · ${plainInMrkdwn(committee.name[locale])}`,
    inPlaceOf.length > 0
      ? say('decisions.card.yoursFor', { own: isOwn ? 'yes' : 'no', names: plainInMrkdwn(someNames(inPlaceOf)) })
      : '',
  ];
  return [
    words(lines.filter(Boolean).join('\n')),
    actions(...voteButtons(decision, say), buttonNamed('open', decision, reader)),
  ];
}

function recordBlocks(
  { decision, ballot: { voteStatus }, committee }: WaitingDecision,
  reader: HomeDecisionReader,
): KnownBlock[] {
  const { say, locale } = reader;
  const of = (option: number) => plainInMrkdwn(optionText(decision, option));
  const outcome =
    voteStatus.phase === 'tie'
      ? say('decisions.outcome.tie', { options: voteStatus.options.map(of).join(' = ') })
      : say('decisions.outcome.outcome', { option: voteStatus.phase === 'outcome' ? of(voteStatus.option) : '' });
  const lines = [titleOf(decision), outcome, plainInMrkdwn(committee.name[locale])];
  return [
    words(lines.join('\n')),
    actions(buttonNamed('record', decision, reader), buttonNamed('open', decision, reader)),
  ];
}

function reviewBlocks({ decision, committee }: WaitingDecision, reader: HomeDecisionReader): KnownBlock[] {
  const { say, locale, today } = reader;
  const line = say('decisions.home.review', {
    option: plainInMrkdwn(optionText(decision, decision.chosen)),
    date: decision.reviewOn ? regionalDay(decision.reviewOn, { locale, near: today }) : '',
    committee: plainInMrkdwn(committee.name[locale]),
  });
  return [
    words(`${titleOf(decision)}\n${line}`),
    actions(buttonNamed('reviewed', decision, reader), buttonNamed('open', decision, reader)),
  ];
}

function titleOf(decision: Decision): string {
  return `*${decisionName(decision)}*  *${plainInMrkdwn(clampText(decision.question, questionAtMost))}*`;
}
