import type { Committee } from '../../../organisation/committees/committees.js';
import { listCommittees, seatsOf } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import { personOf } from '../../../organisation/people/who.js';
import type { Actor } from '../../follow-up/public.js';
import type { CardReader } from '../cards/card-content.js';
import { readerFor } from '../cards/readers.js';
import type { ApprovalSurfaceDeps } from './surface-deps.js';

/** Who asks for something: who they are, where they sit, and how they read. */
export type Speaker = Actor & {
  readonly person: Person;
  readonly reader: CardReader;
  /** Those in which they sit, by key. */
  readonly committees: readonly Committee[];
};

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function speakerOf(deps: ApprovalSurfaceDeps, slackUserId: string): Promise<Speaker> {
  const { database, workspaceId } = deps;
  const person = await personOf(deps, slackUserId);
  const [seats, all] = await Promise.all([
    seatsOf(database.client, { workspaceId, personKey: person.key }),
    listCommittees(database.client, workspaceId),
  ]);
  return { person, seats, committees: all.filter(({ id }) => seats.has(id)), reader: readerFor(deps, person) };
}
