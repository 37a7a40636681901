import { addDays, type CalendarDate, dayNumber, weekdayIndex } from '../../kernel/calendar.js';
import type { Source } from '../../surface/sources/source.js';

/**
 * `requested`: deciders vote, or the outcome waits to be recorded. `lapsed`: the deadline passed without an outcome.
 * `superseded`: decided once, and replaced by a later decision.
 */
export const decisionStates = ['requested', 'decided', 'lapsed', 'withdrawn', 'superseded'] as const;
export type DecisionState = (typeof decisionStates)[number];

/** One answer to the question. Cost and consequence are in people's own words, empty where nobody said. */
export type DecisionOption = { readonly title: string; readonly cost: string; readonly consequence: string };

export const optionsAtLeast = 2;
export const optionsAtMost = 6;

/** What somebody asks to have decided, before it has a number. */
export type DecisionDraft = {
  readonly committeeId: string;
  readonly question: string;
  readonly context: string;
  readonly options: readonly DecisionOption[];
  /** Position of the option that is recommended. */
  readonly recommended: number | null;
  readonly recommendation: string;
  /** Last day on which a vote counts, in the committee's zone. */
  readonly deadlineOn: CalendarDate;
  readonly kpiKey: string | null;
  /** What the KPI is to be worth at the review, in its own unit; rates are fractions. */
  readonly plannedValue: number | null;
  readonly source: Source | null;
};

/** A question that a committee answers, and what came of it. */
export type Decision = DecisionDraft & {
  readonly id: string;
  readonly workspaceId: string;
  /** Counts within the workspace. */
  readonly number: number;
  readonly state: DecisionState;
  /** How many deciders must have chosen or abstained. */
  readonly quorum: number;
  readonly raisedByKey: string;
  readonly raisedAt: Date;
  /** The KPI's newest value and its period when it was decided. */
  readonly baselineValue: number | null;
  readonly baselinePeriod: string | null;
  /** Position of the chosen option. */
  readonly chosen: number | null;
  /** Why it was decided so, or why it was withdrawn. */
  readonly rationale: string | null;
  readonly ownerKey: string | null;
  /** When it was recorded or withdrawn, and by whom. */
  readonly decidedAt: Date | null;
  readonly recordedByKey: string | null;
  readonly reviewOn: CalendarDate | null;
  readonly reviewedAt: Date | null;
  readonly realisedValue: number | null;
  readonly realisedPeriod: string | null;
  readonly supersedesId: string | null;
  readonly version: number;
};

/** What a decider said: the position of an option, `abstained`, or null as long as they said nothing. */
export type Choice = number | null;

/** As it is stored. */
export const abstained = -1;

/** A decider and their vote. */
export type Vote = {
  readonly personKey: string;
  readonly choice: Choice;
  readonly castByKey: string | null;
  readonly votedAt: Date | null;
};

/** What people call it: `D3`. */
export function decisionName({ number }: Pick<Decision, 'number'>): string {
  return `D${number}`;
}

/** What people call an option: `A` for the first. */
export function optionLetter(position: number): string {
  return String.fromCharCode(65 + position);
}

/** More than half of the deciders. */
export function usualQuorum(deciders: number): number {
  return Math.floor(deciders / 2) + 1;
}

/** A week is what most questions need. */
const usualDays = 7;

/** In a week, and on a day on which people work. */
export function usualDeadline(today: CalendarDate): CalendarDate {
  const date = addDays(today, usualDays);
  const weekday = weekdayIndex(dayNumber(date));
  return weekday < 5 ? date : addDays(date, 7 - weekday);
}
