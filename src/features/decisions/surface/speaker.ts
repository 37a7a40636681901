import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type Committee, listCommittees, seatsOf } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import { personOf } from '../../../organisation/people/who.js';
import type { Say } from '../../../platform/texts.js';
import type { CardReader } from '../cards/outcome.js';
import type { DecisionDeps } from '../decision-deps.js';
import type { Actor } from '../rights.js';

/** Who asks for something: who they are, where they sit, and how to speak to them. */
export type Speaker = Actor & {
  readonly person: Person;
  /** Those in which they sit, by key. */
  readonly committees: readonly Committee[];
  /** Every committee in use. */
  readonly allCommittees: readonly Committee[];
  readonly locale: Locale;
  readonly say: Say;
  /** The day it is for them. */
  readonly today: CalendarDate;
};

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function speakerOf(deps: DecisionDeps, slackUserId: string): Promise<Speaker> {
  const { database, workspaceId, clock, texts } = deps;
  const person = await personOf(deps, slackUserId);
  const [seats, allCommittees] = await Promise.all([
    seatsOf(database.client, { workspaceId, personKey: person.key }),
    listCommittees(database.client, workspaceId),
  ]);
  const { locale, timeZone } = person;
  return {
    person,
    seats,
    allCommittees,
    committees: allCommittees.filter(({ id }) => seats.has(id)),
    locale,
    say: texts.in(locale),
    today: localDate(clock.now(), timeZone),
  };
}

/** The committee of the channel, where they sit in it; else their only one. */
export function committeeMeant({ committees }: Speaker, channel: string | null): Committee | undefined {
  const here = committees.find((committee) => committee.channel !== null && committee.channel === channel);
  return here ?? (committees.length === 1 ? committees[0] : undefined);
}

/** How a card speaks to them alone. */
export function readerOf({ person, locale, say }: Speaker): CardReader {
  return { locale, say, timeZone: person.timeZone, clearance: person.accessLevel, personKey: person.key };
}
