import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import type { Say } from '../../../platform/texts/texts.js';
import { type Committee, listCommittees, seatsOf } from '../../committees/public.js';
import { type Person, personOf } from '../../people/public.js';
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

/**
 * @param committeesInUse every committee in use, where somebody reads them for several at once
 * @throws ForbiddenError for somebody who is not in `copil.yml`
 */
export async function speakerOf(
  deps: FollowUpDeps,
  slackUserId: string,
  committeesInUse: () => Promise<readonly Committee[]> = () => listCommittees(deps.database.client, deps.workspaceId),
): Promise<Speaker> {
  const { database, workspaceId } = deps;
  const person = await personOf(deps, slackUserId);
  const [seats, all] = await Promise.all([
    seatsOf(database.client, { workspaceId, personKey: person.key }),
    committeesInUse(),
  ]);
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
