import type { CalendarDate } from '../kernel/calendar.js';
import type { Locale } from '../kernel/numbers.js';
import { localDate } from '../kernel/zoned-time.js';
import type { AccessLevel } from '../organisation/access-level.js';
import { type Committee, listCommittees, seatsOf } from '../organisation/committees/committees.js';
import type { Actor, Seats } from '../organisation/committees/seats.js';
import type { Person } from '../organisation/people/people.js';
import { personOf, type WhoDeps } from '../organisation/people/who.js';
import type { Say } from '../platform/texts.js';

/** How somebody, or those who read in a place, are spoken to, and the highest level of what they may see. */
export type Reader = {
  readonly locale: Locale;
  readonly say: Say;
  /** IANA. */
  readonly timeZone: string;
  /** The day it is for them. */
  readonly today: CalendarDate;
  readonly clearance: AccessLevel;
};

/** Somebody who asks for something, and how to speak to them. */
export type Asker = Reader & { readonly person: Person };

/** Who asks for something, and where they sit. */
export type Speaker = Actor &
  Asker & {
    /** Those in which they sit, by key. */
    readonly committees: readonly Committee[];
    /** Every committee in use. */
    readonly allCommittees: readonly Committee[];
  };

/** How the store is asked about somebody: alone, or for several at once. */
export type SpeakerReads = {
  readonly seats: (personKey: string) => Promise<Seats | undefined>;
  /** Every committee in use. */
  readonly committees: () => Promise<readonly Committee[]>;
};

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function askerOf(deps: WhoDeps, slackUserId: string): Promise<Asker> {
  const person = await personOf(deps, slackUserId);
  return { ...readerFor(deps, person), person };
}

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function speakerOf(
  deps: WhoDeps,
  slackUserId: string,
  reads: SpeakerReads = readsOfOne(deps),
): Promise<Speaker> {
  const asker = await askerOf(deps, slackUserId);
  const { key } = asker.person;
  const [seats = new Map(), allCommittees] = await Promise.all([reads.seats(key), reads.committees()]);
  const committees = allCommittees.filter(({ id }) => seats.has(id));
  return { ...asker, seats, committees, allCommittees };
}

/** The person as a reader of what stands in their own messages. */
export function readerFor(
  { clock, texts }: Pick<WhoDeps, 'clock' | 'texts'>,
  { locale, timeZone, accessLevel }: Pick<Person, 'locale' | 'timeZone' | 'accessLevel'>,
): Reader {
  const today = localDate(clock.now(), timeZone);
  return { locale, timeZone, today, say: texts.in(locale), clearance: accessLevel };
}

/** The committee of the channel, where they sit in it; else their only one. */
export function committeeMeant(
  { committees }: Pick<Speaker, 'committees'>,
  channel: string | null,
): Committee | undefined {
  const here = committees.find((committee) => committee.channel !== null && committee.channel === channel);
  return here ?? (committees.length === 1 ? committees[0] : undefined);
}

function readsOfOne({ database, workspaceId }: WhoDeps): SpeakerReads {
  return {
    seats: (personKey) => seatsOf(database.client, { workspaceId, personKey }),
    committees: () => listCommittees(database.client, workspaceId),
  };
}
