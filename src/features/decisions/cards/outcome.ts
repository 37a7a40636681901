import type { KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import { mayShow } from '../../../organisation/access-level.js';
import { smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionFacts } from '../decision-facts.js';
import { kpiValueText, optionText, periodText, phaseOf, progressPlaces, type Words } from '../wording.js';

/** Who reads it: their language, zone, and what may be shown where they read. */
export type CardReader = Words & {
  readonly timeZone: string;
  readonly clearance: AccessLevel;
  /** Somebody who reads it alone: they are told what they said. */
  readonly personKey?: string;
};

const wordsAtMost = 600;

/** What came of a vote, in one line, with what follows from it; nothing while it goes on. */
export function outcomeBlocks(decision: Decision, facts: DecisionFacts, reader: CardReader): KnownBlock[] {
  const line = outcomeLine(decision, facts, reader);
  if (line === '') return [];
  const rest = [followedBy(decision, facts, reader), reviewLine(decision, facts, reader)].filter(Boolean);
  return [words(line), ...(rest.length > 0 ? [smallWords(rest.join('\n'))] : [])];
}

/** "*Decided* on Friday 27 November: B Search. Why: …"; who waits for what where it is not recorded yet. */
export function outcomeLine(decision: Decision, facts: DecisionFacts, reader: CardReader): string {
  const { say, locale, timeZone } = reader;
  const { voteStatus, today } = facts;
  const phase = phaseOf(decision, voteStatus);
  const near = { locale, near: today };
  const date = decision.decidedAt ? regionalDay(localDate(decision.decidedAt, timeZone), near) : '';
  const common = {
    name: plainInMrkdwn(facts.personName(decision.recordedByKey)),
    date,
    words: clampText(plainInMrkdwn(decision.rationale ?? ''), wordsAtMost),
  };
  switch (phase) {
    case 'outcome':
      return say('decisions.outcome.outcome', {
        option: voteStatus.phase === 'outcome' ? option(decision, voteStatus.option) : '',
      });
    case 'tie':
      return say('decisions.outcome.tie', {
        options: voteStatus.phase === 'tie' ? voteStatus.options.map((one) => option(decision, one)).join(' = ') : '',
      });
    case 'lapsed':
      return lapsedLine(decision, facts, reader);
    case 'withdrawn':
      return say('decisions.outcome.withdrawn', common);
    case 'decided':
    case 'superseded':
      return say('decisions.outcome.decided', { ...common, option: option(decision, decision.chosen) });
    default:
      return '';
  }
}

function option(decision: Decision, position: number | null): string {
  return plainInMrkdwn(optionText(decision, position));
}

/** Which of the two it lacked can be told from the votes: time ran out, and the quorum was met or not. */
function lapsedLine(decision: Decision, facts: DecisionFacts, { say, locale }: CardReader): string {
  const date = regionalDay(decision.deadlineOn, { locale, near: facts.today });
  const places = progressPlaces(facts, decision);
  return say('decisions.outcome.lapsed', { ...places, date, why: places.voted < places.quorum ? 'quorum' : 'none' });
}

function followedBy(decision: Decision, facts: DecisionFacts, { say, locale }: CardReader): string {
  const { ownerKey, reviewOn, state } = decision;
  if (state !== 'decided' && state !== 'superseded') return '';
  const { supersedes, supersededBy, today } = facts;
  const other = (one: { number: number; question: string }) => ({
    name: decisionName(one),
    question: plainInMrkdwn(clampText(one.question, 100)),
  });
  const parts = [
    supersededBy ? say('decisions.outcome.supersededBy', other(supersededBy)) : '',
    ownerKey === null ? '' : say('decisions.outcome.owner', { name: plainInMrkdwn(facts.personName(ownerKey)) }),
    reviewOn === null ? '' : say('decisions.outcome.review', { date: regionalDay(reviewOn, { locale, near: today }) }),
    supersedes ? say('decisions.outcome.supersedes', other(supersedes)) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** "Leads: planned 400, 380 in week 46 …, 352 when it was decided", where the KPI may be seen. */
export function reviewLine(decision: Decision, facts: DecisionFacts, reader: CardReader): string {
  const { say, locale, clearance } = reader;
  const { kpi } = facts;
  if (decision.state !== 'decided' && decision.state !== 'superseded') return '';
  if (!kpi || !mayShow(kpi.accessLevel, clearance)) return '';
  const { plannedValue, baselineValue, baselinePeriod, realisedValue, realisedPeriod } = decision;
  const measured = (key: string, value: number | null, period: string | null) =>
    value === null || period === null
      ? ''
      : say(`decisions.outcome.${key}`, {
          value: kpiValueText(value, kpi, locale),
          period: periodText(period, kpi, locale),
        });
  const parts = [
    plannedValue === null ? '' : say('decisions.outcome.planned', { value: kpiValueText(plannedValue, kpi, locale) }),
    measured('realised', realisedValue, realisedPeriod),
    measured('baseline', baselineValue, baselinePeriod),
  ].filter(Boolean);
  return say('decisions.outcome.kpi', { name: plainInMrkdwn(kpi.name[locale]), parts: parts.join(', ') });
}
