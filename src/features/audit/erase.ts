import type { Clock } from '../../kernel/clock.js';
import { NotFoundError, ValidationError } from '../../kernel/errors.js';
import type { Database } from '../../platform/db/database.js';
import { eraseContents } from '../../platform/db/erase-events.js';
import { erasedEvent } from '../../platform/db/erasure-notice.js';
import { readEvents, readHead } from '../../platform/db/read-events.js';
import { findMarks } from './chain-marks.js';
import { namesPerson, type PersonMarks, speaksOf } from './person-marks.js';

export type EraseDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly workspace: { readonly id: string; readonly name: string };
};

/** Events whose contents would be erased, the oldest first; and those that cannot be read, and so are not. */
export type Found = {
  readonly events: readonly { readonly sequence: number; readonly what: string; readonly at: Date }[];
  readonly unreadable: readonly number[];
};

/**
 * The events that speak of a person and still have their content. Records of erasures are none: they name nobody.
 * @throws NotFoundError for a key that neither the organisation nor an event knows
 */
export async function findEventsOf({ database, workspace }: EraseDeps, key: string): Promise<Found> {
  const { client } = database;
  const known = await findMarks(client, { workspaceId: workspace.id, key });
  const marks = known ?? { key, id: null, name: null, email: null, slackUserId: null };
  const found = await search({ database, workspace }, (event) => speaksOf(event, marks));
  if (known || found.events.length > 0) return found;
  throw new NotFoundError(
    `Nobody has the key ${key}, and no event speaks of it: nothing to erase. Keys stand in copil.yml under people.`,
  );
}

type Event = Parameters<typeof speaksOf>[0];

async function search(
  { database: { client }, workspace: { id: workspaceId } }: Pick<EraseDeps, 'database' | 'workspace'>,
  isMeant: (event: Event) => boolean,
): Promise<Found> {
  const head = await readHead(client, workspaceId);
  const events: Found['events'][number][] = [];
  const unreadable: number[] = [];
  for await (const event of readEvents(client, { workspaceId, after: 0, upTo: head?.sequence ?? 0 })) {
    if ('isUnreadable' in event) unreadable.push(event.sequence);
    else if (event.salt !== null && event.what !== erasedEvent && isMeant(event)) {
      events.push({ sequence: event.sequence, what: event.what, at: event.at });
    }
  }
  return { events, unreadable };
}

/**
 * One event by its number, where it still has its content.
 * @throws NotFoundError for a number that no event has; ValidationError for the record of an erasure
 */
export async function findEvent({ database, workspace }: EraseDeps, sequence: number): Promise<Found> {
  const ask = { workspaceId: workspace.id, after: sequence - 1, upTo: sequence };
  for await (const event of readEvents(database.client, ask)) {
    if ('isUnreadable' in event) return { events: [], unreadable: [sequence] };
    if (event.what === erasedEvent) {
      throw new ValidationError(
        `Event ${sequence} records an erasure, and stays: it names nobody. Nothing was erased.`,
      );
    }
    const { what, at } = event;
    return { events: event.salt === null ? [] : [{ sequence, what, at }], unreadable: [] };
  }
  throw new NotFoundError(`There is no event ${sequence} of ${workspace.name}. Nothing was erased.`);
}

/** @throws ValidationError for a reason that is empty, or names the person: it stays for good */
export async function assertReason(
  { database, workspace }: EraseDeps,
  reason: string,
  key: string | null,
): Promise<void> {
  if (reason.trim() === '')
    throw new ValidationError('Say with --why why it is erased, without a name. Nothing was erased.');
  const marks: PersonMarks | null =
    key === null ? null : await findMarks(database.client, { workspaceId: workspace.id, key });
  if (marks && namesPerson(reason, marks)) {
    throw new ValidationError(
      'The reason names the person, and it stays for good: say it without. Nothing was erased.',
    );
  }
}

/** Contents of one transaction: others wait for its end. */
const erasedAtOnce = 500;

/**
 * Erases the contents of events for good, with an event that says so; those that are erased already are passed over.
 * Broken off in the middle, it can be done again. Returns how many were erased.
 */
export async function eraseEvents(
  { database, clock, workspace }: EraseDeps,
  { sequences, reason }: { readonly sequences: readonly number[]; readonly reason: string },
): Promise<number> {
  const who = { workspaceId: workspace.id, actorKey: null, surface: 'cli', reason: reason.trim() } as const;
  let erased = 0;
  for (let first = 0; first < sequences.length; first += erasedAtOnce) {
    const ask = { ...who, at: clock.now(), sequences: sequences.slice(first, first + erasedAtOnce) };
    erased += (await database.transaction((transaction) => eraseContents(transaction, ask))).length;
  }
  return erased;
}
