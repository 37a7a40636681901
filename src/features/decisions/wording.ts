import type { Weekday } from '../../kernel/calendar.js';
import { formatValue, type Locale } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { kpiPeriod, parsePeriod } from '../../kernel/periods.js';
import type { Say } from '../../platform/texts.js';
import { type Decision, optionLetter } from './decision.js';
import type { CardFacts, DecisionFacts, DecisionKpi } from './decision-facts.js';
import { hasVotedThemselves } from './stand-ins.js';
import type { VoteStatus } from './tally.js';

/** The language something is said in. */
export type Words = { readonly say: Say; readonly locale: Locale };

/** "B Search", as plain text. */
export function optionText({ options }: Pick<Decision, 'options'>, position: number | null): string {
  const option = position === null ? undefined : options[position];
  return position === null || !option ? '' : `${optionLetter(position)} ${option.title}`;
}

/** A value of the KPI that a decision is to move, as its card says it. */
export function kpiValueText(value: number | null, kpi: Pick<DecisionKpi, 'format'>, locale: Locale): string {
  return value === null ? '–' : formatValue(value, kpi.format, locale);
}

/** "week 46 (9–15 November 2026)", with the KPI's own days; a period that this version cannot read stands as it was stored. */
export function periodText(label: string, kpi: { readonly weekStart?: Weekday }, locale: Locale): string {
  try {
    return periodLabelText(kpiPeriod(parsePeriod(label), kpi.weekStart ?? 'monday'), locale);
  } catch {
    return label;
  }
}

/** "Requested", "To be recorded", "Tie", "Decided" …: where it stands in a word or two. */
export function stateText(decision: Pick<Decision, 'state'>, voteStatus: VoteStatus, { say }: Words): string {
  return say('decisions.state', { state: phaseOf(decision, voteStatus) });
}

/** `open`, `outcome` or `tie` while it is requested, else its state. */
export function phaseOf({ state }: Pick<Decision, 'state'>, { phase }: VoteStatus): string {
  if (state !== 'requested') return state;
  // Time has run out a moment ago: the next sweep writes it down.
  return phase;
}

/** How many of how many have voted, as the places of a text. */
export function progressPlaces(
  { tally }: Pick<DecisionFacts, 'tally'>,
  { quorum }: Pick<Decision, 'quorum'>,
): { readonly voted: number; readonly deciders: number; readonly quorum: number } {
  return { voted: tally.voted, deciders: tally.deciders, quorum };
}

const namesAtMost = 5;

/** "Ana Lopes, Ben Okafor +3": enough to know who, however many they are. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, namesAtMost).join(', ');
  return names.length > namesAtMost ? `${shown} +${names.length - namesAtMost}` : shown;
}

/** Somebody by name, and who voted in their place. */
export type Voter = { readonly name: string; readonly by: string | null };

/** Those who said the same; people whose vote does not count any more are left out. */
export function votersOf(
  { voters, personName }: Pick<DecisionFacts, 'voters' | 'personName'>,
  choice: number,
): Voter[] {
  return voters
    .filter((voter) => voter.isEligible && voter.choice === choice)
    .map(({ personKey, castByKey }) => ({
      name: personName(personKey),
      by: castByKey === null || castByKey === personKey ? null : personName(castByKey),
    }));
}

/** The same in words: "Ben for Ana" where he voted in her place. */
export function voteNames(facts: Pick<DecisionFacts, 'voters' | 'personName'>, choice: number, say: Say): string[] {
  return voterNames(votersOf(facts, choice), say);
}

export function voterNames(voters: readonly Voter[], say: Say): string[] {
  return voters.map(({ name, by }) => (by === null ? name : say('decisions.card.for', { delegate: by, name })));
}

/** "Ben for Ana": who may vote for whom, as long as those have not voted themselves. */
export function standInNames({ voters, standIns, personName }: CardFacts, say: Say): string[] {
  return voters
    .filter((voter) => standIns.has(voter.personKey) && !hasVotedThemselves(voter))
    .map(({ personKey }) =>
      say('decisions.card.for', {
        delegate: personName(standIns.get(personKey) ?? null),
        name: personName(personKey),
      }),
    );
}

/** Who has neither chosen nor abstained yet, by name. */
export function awaited({ voters, personName }: Pick<DecisionFacts, 'voters' | 'personName'>): string[] {
  return voters
    .filter((voter) => voter.isEligible && voter.choice === null)
    .map(({ personKey }) => personName(personKey));
}
