import { listCommittees, seatsOfEach } from '../../../organisation/committees/committees.js';
import { findPeopleBySlackIds, type Person } from '../../../organisation/people/people.js';
import type { SpeakerReads } from '../../../surface/speaker.js';
import { listKeys, type NamedKeys } from '../choices.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { createGroups, type InGroups } from '../in-groups.js';
import { createRaise, type Raise } from '../raise-together.js';
import { createSharedLookup, createSharedRead } from '../shared-read.js';

/** What those who speak at the same moment share: under many, each question to the store is asked once for all of them. */
export type BatchedReads = SpeakerReads & {
  readonly deps: FollowUpDeps & { readonly raise: Raise };
  readonly personBySlackId: (slackUserId: string) => Promise<Person | undefined>;
  readonly keys: () => Promise<NamedKeys>;
  readonly inGroups: InGroups;
};

/** A store that hangs for one must not hang for all. */
const groupPatienceMs = 500;

/** How old the names of committees, KPIs and projects may be; who somebody is and where they sit is read each time. */
const namesFreshForMs = 250;

export function createBatchedReads(deps: FollowUpDeps): BatchedReads {
  const { workspaceId, database } = deps;
  const { client } = database;
  const markOf = createSharedLookup((itemIds: readonly string[]) => deps.gate.marksOf(client, itemIds));
  const gate = { ...deps.gate, marksOf: (_store: unknown, itemIds: readonly string[]) => found(itemIds, markOf) };
  return {
    // What is raised is looked at by the gate itself, inside its transaction.
    deps: { ...deps, gate, raise: createRaise(deps) },
    personBySlackId: createSharedLookup((slackUserIds: readonly string[]) =>
      findPeopleBySlackIds(client, { workspaceId, slackUserIds }),
    ),
    seats: createSharedLookup((personKeys: readonly string[]) => seatsOfEach(client, { workspaceId, personKeys })),
    committees: createSharedRead(() => listCommittees(client, workspaceId), namesFreshForMs),
    keys: createSharedRead(() => listKeys(client, workspaceId), namesFreshForMs),
    inGroups: createGroups(groupPatienceMs),
  };
}

async function found<T>(
  keys: readonly string[],
  lookup: (key: string) => Promise<T | undefined>,
): Promise<ReadonlyMap<string, T>> {
  const values = await Promise.all(keys.map(async (key) => [key, await lookup(key)] as const));
  return new Map(values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
