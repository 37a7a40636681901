import { actorOf } from '../../organisation/committees/seats.js';
import { isUniqueViolation } from '../../platform/db/errors.js';
import { recordEvent } from '../../platform/db/events.js';
import type { StoreDeps } from '../../surface/app-deps.js';
import { refreshCard } from './cards/copies.js';
import { findMeeting, findReadable } from './meetings.js';
import type { Meeting, Reader } from './minutes.js';
import { MinutesRefusal } from './refusal.js';
import { mayRead, seatedIn } from './rights.js';
import { findReader, insertReader, readersOf } from './stored-minutes.js';

/** What the button of a digest names, and who presses it. */
export type Reading = { readonly committeeKey: string; readonly period: string; readonly personKey: string };

/**
 * Stores that somebody has read a digest, once, with its event; said before, it stays as it was said.
 * @throws MinutesRefusal (`unknown`, `gone`, `no-seat`); then nothing was stored
 */
export async function readDigest(
  deps: StoreDeps,
  reading: Reading,
): Promise<{ readonly digestId: string; readonly reader: Reader; readonly isNew: boolean }> {
  const { workspaceId, database } = deps;
  const { personKey } = reading;
  const digest = await findReadable(database.client, { workspaceId, ...reading });
  if (!digest) throw new MinutesRefusal('unknown');
  const actor = await actorOf(database.client, { workspaceId, personKey });
  if (!actor || actor.person.leftAt) throw new MinutesRefusal('gone');
  if (!mayRead(actor, digest)) throw new MinutesRefusal('no-seat');
  const said = { digestId: digest.id, personKey };
  const known = await findReader(database.client, said);
  if (known) return { digestId: digest.id, reader: known, isNew: false };
  try {
    const reader = await store(deps, said);
    deps.kick();
    return { digestId: digest.id, reader, isNew: true };
  } catch (error) {
    // A second click in the same moment.
    const found = isUniqueViolation(error) ? await findReader(database.client, said) : null;
    if (!found) throw error;
    return { digestId: digest.id, reader: found, isNew: false };
  }
}

function store(
  deps: StoreDeps,
  { digestId, personKey }: { readonly digestId: string; readonly personKey: string },
): Promise<Reader> {
  const { workspaceId, database, clock } = deps;
  const readAt = clock.now();
  return database.transaction(async (transaction) => {
    await insertReader(transaction, { digestId, personKey, readAt });
    await recordEvent(transaction, {
      workspaceId,
      actorKey: personKey,
      what: 'digest.read',
      subjectKind: 'digest',
      subjectId: digestId,
      surface: 'slack',
      at: readAt,
    });
    const meeting = await findMeeting(transaction, { workspaceId, digestId });
    if (meeting) await refreshCard(transaction, meeting, new Date(deps.nowMs()));
    return { personKey, readAt };
  });
}

/** How many of the members have read a digest. */
export async function readingCount(
  { database }: Pick<StoreDeps, 'database'>,
  meeting: Meeting,
): Promise<{ readonly read: number; readonly members: number }> {
  const seated = new Set((await seatedIn(database.client, meeting)).map(({ personKey }) => personKey));
  const readers = await readersOf(database.client, meeting.digestId);
  return { read: readers.filter(({ personKey }) => seated.has(personKey)).length, members: seated.size };
}
