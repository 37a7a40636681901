import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import { type Committee, listCommittees, seatsOf } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import { personOf } from '../../../organisation/people/who.js';
import type { Say } from '../../../platform/texts.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { todayOf } from '../raise.js';
import type { Seats } from '../rights.js';

/** Who asks for something: who they are, where they sit, and how to speak to them. */
export type Speaker = {
  readonly person: Person;
  readonly seats: Seats;
  /** Those in which they sit, by key. */
  readonly committees: readonly Committee[];
  readonly locale: Locale;
  readonly say: Say;
  /** The day it is for them. */
  readonly today: CalendarDate;
};

/** How the store is asked about somebody: alone, or for several at once. */
export type SpeakerReads = {
  readonly seats: (personKey: string) => Promise<Seats | undefined>;
  /** Every committee in use. */
  readonly committees: () => Promise<readonly Committee[]>;
};

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function speakerOf(
  deps: FollowUpDeps,
  slackUserId: string,
  reads: SpeakerReads = readsOfOne(deps),
): Promise<Speaker> {
  const person = await personOf(deps, slackUserId);
  const [seats = new Map(), all] = await Promise.all([reads.seats(person.key), reads.committees()]);
  const { locale } = person;
  return {
    person,
    seats,
    committees: all.filter(({ id }) => seats.has(id)),
    locale,
    say: deps.texts.in(locale),
    today: todayOf(deps, person),
  };
}

function readsOfOne({ database, workspaceId }: FollowUpDeps): SpeakerReads {
  return {
    seats: (personKey) => seatsOf(database.client, { workspaceId, personKey }),
    committees: () => listCommittees(database.client, workspaceId),
  };
}
