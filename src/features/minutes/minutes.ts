import type { CalendarDate } from '../../kernel/calendar.js';
import type { Locale } from '../../kernel/numbers.js';
import type { CommitteeCalendar } from '../../organisation/calendar/committee-calendar.js';

/** `open`: nobody has said who was there. `confirmed`: the chair has, and corrections are taken. `closed`: frozen. */
export const minutesStates = ['open', 'confirmed', 'closed'] as const;
export type MinutesState = (typeof minutesStates)[number];

/** The minutes of a meeting, as stored. */
export type Minutes = {
  readonly id: string;
  readonly state: MinutesState;
  /** Who said last who was there, and when. */
  readonly confirmedByKey: string | null;
  readonly confirmedAt: Date | null;
  /** Last day on which a correction is taken, in the committee's zone. */
  readonly correctableUntil: CalendarDate | null;
  readonly closedAt: Date | null;
  /** What they say since they were closed, as canonical JSON, and its hash. */
  readonly content: string | null;
  readonly contentHash: string | null;
  readonly version: number;
};

/** A committee meets over a digest that reached it: the digest names the meeting. */
export type Meeting = {
  readonly digestId: string;
  readonly workspaceId: string;
  /** Label of the digest's period. */
  readonly period: string;
  readonly publishedAt: Date;
  readonly committee: MeetingCommittee;
  /** Null as long as nobody did anything about them: then they are open. */
  readonly minutes: Minutes | null;
};

/** The committee of a meeting, also one that is archived since. */
export type MeetingCommittee = {
  readonly id: string;
  readonly key: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Slack id of its channel. */
  readonly channel: string | null;
  readonly calendar: CommitteeCalendar;
  /** Working days on which corrections are taken. */
  readonly correctionDays: number;
};

/** `guest`: was there, and does not sit in the committee. Members of whom nothing is said were `absent`. */
export const presences = ['present', 'excused', 'absent', 'guest'] as const;
export type Presence = (typeof presences)[number];

export type Attendance = { readonly personKey: string; readonly presence: Presence };

export type Correction = {
  /** Counts within the minutes. */
  readonly number: number;
  readonly authorKey: string;
  readonly text: string;
  readonly at: Date;
};

export type Reader = { readonly personKey: string; readonly readAt: Date };

export const correctionAtMost = 2_000;

/**
 * Where minutes stand on a day of their committee: `over` is the time between the last day for corrections and the next
 * sweep, which closes them.
 */
export type Phase = 'open' | 'confirmed' | 'over' | 'closed';

export function phaseOf(minutes: Pick<Minutes, 'state' | 'correctableUntil'> | null, today: CalendarDate): Phase {
  if (minutes?.state !== 'confirmed') return minutes?.state === 'closed' ? 'closed' : 'open';
  return minutes.correctableUntil !== null && today > minutes.correctableUntil ? 'over' : 'confirmed';
}

/** A meeting, and who was there as far as somebody has said it. */
export type Seen = { readonly meeting: Meeting; readonly attendance: readonly Attendance[] };
