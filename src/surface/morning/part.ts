import type { KnownBlock } from '@slack/types';
import type { z } from 'zod';
import type { CalendarDate } from '../../kernel/calendar.js';
import type { Person } from '../../organisation/people/people.js';
import type { WorkRhythm } from '../../organisation/people/rhythm.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Say } from '../../platform/texts.js';

/** Somebody who can be written to. */
export type Reachable = Person & { readonly slackUserId: string };

/** The mornings that are looked at together. */
export type Mornings = {
  /** Business time. */
  readonly now: Date;
  /** Everybody who can be written to, whether their morning came or not. */
  readonly reachable: readonly Reachable[];
};

/** Somebody whose morning came, on a day that they work. */
export type Waking = { readonly person: Reachable; readonly day: CalendarDate; readonly rhythm: WorkRhythm };

/** To whom something is told, for which day of theirs, and the business time at which that is noted. */
export type Told = { readonly personKey: string; readonly day: CalendarDate; readonly at: Date };

export type MorningReader = {
  readonly person: Person;
  /** The day the message is of. */
  readonly day: CalendarDate;
  readonly say: Say;
};

/** One thing that waits for its reader. Texts in mrkdwn are escaped by whoever makes them. */
export type MorningEntry = {
  /** In words alone, for readers of the screen. */
  readonly line: string;
  readonly blocks: readonly KnownBlock[];
};

/**
 * What a part says in a message. How many of its entries are shown depends on the room that the other parts leave; one
 * without entries says that all of it is settled.
 */
export type PartMessage = {
  /** Stands above it, in mrkdwn, where its first words do not say what it is about. */
  readonly heading: string | null;
  /** One short sentence that names it, for notifications. */
  readonly brief: string;
  /** What its words begin with, above the lines of its entries. */
  readonly opening: string | null;
  readonly head: readonly KnownBlock[];
  /** As many as it would show at most. */
  readonly entries: readonly MorningEntry[];
  /** How many wait, those without an entry included. */
  readonly total: number;
  /** Says how many are not shown. */
  readonly more: (count: number) => readonly KnownBlock[];
  /** Below its entries: what was settled since, rules. */
  readonly tail: readonly KnownBlock[];
};

/**
 * What a feature has to tell people in the morning. Its plan is small plain data, ids and no words, which is stored with
 * the message: words are read when it leaves, and again whenever it is drawn again.
 */
export type MorningPart<Plan = unknown> = {
  /** Names its plan in stored messages, so it never changes. */
  readonly name: string;
  /** Parts stand in the order of these numbers: what is urgent for others first. */
  readonly order: number;
  /** The shape of its plan; what an earlier version stored is read by it too. */
  readonly plan: z.ZodType<Plan>;
  /**
   * Reads once what the mornings of a sweep have in common; what it gives tells what each person hears on their morning,
   * null where that is nothing. Null where nobody hears anything now. A morning may be planned again: what was told
   * already is for the part to know.
   */
  planning(mornings: Mornings): Promise<((waking: Waking) => Promise<Plan | null>) | null>;
  /** Notes something in the transaction that puts the message into the outbox; it happens once for each message. */
  onQueued?(transaction: Transaction, plan: Plan, told: Told): Promise<void>;
  /**
   * Null where nothing is to be said any more. Of a message that is posted already it says what was settled since.
   */
  compose(plan: Plan, reader: MorningReader, options: { readonly isPosted: boolean }): Promise<PartMessage | null>;
  /**
   * Slack took the message, or an edit of it. Called again for the same message, at the latest before the next morning of
   * the person is planned: a process may end between.
   */
  onSent?(plan: Plan, told: Told): Promise<void>;
};
