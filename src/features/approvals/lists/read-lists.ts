import { listCommittees } from '../../../organisation/committees/committees.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Reader } from '../../../surface/speaker.js';
import type { CardContent } from '../cards/card-content.js';
import { type ContentDeps, readCardContent } from '../cards/read-content.js';
import { delegationsOf } from '../delegations/stored-delegations.js';
import type { Delegations } from '../surface/delegation-blocks.js';
import { waitingFor } from '../waiting/waiting-for.js';
import { askedBy } from './listed-approvals.js';

/** More with their buttons are no list any more; the message of each morning has them all, the oldest deadline first. */
const waitingAtMost = 8;
const askedAtMost = 10;

/** What somebody has to decide, what they asked others for, and who votes for whom. */
export type ApprovalLists = {
  readonly waiting: { readonly shown: readonly CardContent[]; readonly total: number };
  readonly asked: readonly CardContent[];
  readonly delegations: Delegations;
};

export async function readLists(
  deps: ContentDeps,
  personKey: string,
  { today }: Pick<Reader, 'today'>,
): Promise<ApprovalLists> {
  const { database, workspaceId } = deps;
  const [waiting, asked, delegations] = await Promise.all([
    readWaiting(deps, personKey, waitingAtMost),
    askedBy(database.client, { workspaceId, personKey, take: askedAtMost }),
    readDelegations(deps, personKey, today),
  ]);
  return { waiting, asked: await contentsOf(deps, asked), delegations };
}

/** What waits for somebody's decision, the first few whole. */
export async function readWaiting(
  deps: ContentDeps,
  personKey: string,
  atMost: number,
): Promise<ApprovalLists['waiting']> {
  const { database, workspaceId, clock } = deps;
  const found = await waitingFor(database.client, { workspaceId, personKey, at: clock.now() });
  return { shown: await contentsOf(deps, found.slice(0, atMost)), total: found.length };
}

async function contentsOf(deps: ContentDeps, found: readonly { readonly id: string }[]): Promise<CardContent[]> {
  const contents = await Promise.all(found.map(({ id }) => readCardContent(deps, id)));
  return contents.filter((content) => content !== null);
}

/** Delegations that run or come, given and held. */
export async function readDelegations(
  { database, workspaceId }: ContentDeps,
  personKey: string,
  today: Reader['today'],
): Promise<Delegations> {
  const { given, held } = await delegationsOf(database.client, { workspaceId, personKey, from: today });
  const keys = [...given, ...held].flatMap(({ fromKey, toKey }) => [fromKey, toKey]);
  if (keys.length === 0) return { given, held, personName: (key) => key, committeeOf: () => undefined };
  const [people, committees] = await Promise.all([
    peopleOfKeys(database.client, { workspaceId, keys }),
    listCommittees(database.client, workspaceId),
  ]);
  return {
    given,
    held,
    personName: (key) => people.get(key)?.name ?? key,
    committeeOf: (id) => committees.find((one) => one.id === id),
  };
}
