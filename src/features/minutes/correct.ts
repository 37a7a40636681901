import { membersOf } from '../../organisation/committees/committees.js';
import { inChargeAmong } from '../../organisation/committees/seats.js';
import { isUniqueViolation } from '../../platform/db/errors.js';
import { recordEvent } from '../../platform/db/events.js';
import type { StoreDeps } from '../../surface/app-deps.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { refreshCard, tellOfMeeting } from './cards/copies.js';
import { type LockedMinutes, lockMinutes } from './locked-minutes.js';
import { type Correction, type Meeting, phaseOf } from './minutes.js';
import { MinutesRefusal } from './refusal.js';
import { mayCorrect } from './rights.js';
import { correctionsOf, findByRequest, insertCorrection } from './stored-minutes.js';

export type Correcting = {
  readonly digestId: string;
  readonly personKey: string;
  readonly text: string;
  /** Names the submission: one that Slack delivers twice makes one correction. */
  readonly requestKey: string;
};

/**
 * Adds what somebody says the minutes should say, in their own words, with its event; the chair hears of it. The one of
 * before where the submission was stored already.
 * @throws MinutesRefusal (`unknown`, `gone`, `no-seat`, `guest`, `not-confirmed`, `over`); then nothing was stored
 */
export async function correctMinutes(deps: StoreDeps, correcting: Correcting): Promise<Correction> {
  const { database } = deps;
  const known = await findByRequest(database.client, correcting.requestKey);
  if (known) return known;
  try {
    const correction = await database.transaction(async (transaction) =>
      store(deps, await lockMinutes(deps, transaction, correcting), correcting),
    );
    deps.kick();
    return correction;
  } catch (error) {
    const found = isUniqueViolation(error) ? await findByRequest(database.client, correcting.requestKey) : null;
    if (!found) throw error;
    return found;
  }
}

/** @throws MinutesRefusal (`no-seat`, `guest`, `not-confirmed`, `over`) */
export function assertMayCorrect({
  actor,
  meeting,
  attendance,
  today,
}: Pick<LockedMinutes, 'actor' | 'attendance' | 'today'> & { readonly meeting: Meeting }): void {
  const committeeId = meeting.committee.id;
  if (!mayCorrect(actor, { committeeId }, attendance)) {
    throw new MinutesRefusal(actor.person.isGuest ? 'guest' : 'no-seat', meeting);
  }
  const phase = phaseOf(meeting.minutes, today);
  if (phase === 'open') throw new MinutesRefusal('not-confirmed', meeting);
  if (phase !== 'confirmed') throw new MinutesRefusal('over', meeting);
}

async function store(
  deps: StoreDeps,
  locked: LockedMinutes,
  { personKey, text, requestKey }: Correcting,
): Promise<Correction> {
  assertMayCorrect(locked);
  const { transaction, meeting, at } = locked;
  const { minutes, workspaceId } = meeting;
  const number = (await correctionsOf(transaction, minutes.id)).length + 1;
  const correction = { number, authorKey: personKey, text, at };
  await insertCorrection(transaction, { ...correction, id: deps.newId(), minutesId: minutes.id, requestKey });
  await recordEvent(transaction, {
    workspaceId,
    actorKey: personKey,
    what: 'minutes.corrected',
    subjectKind: 'minutes',
    subjectId: minutes.id,
    after: { number, text },
    surface: 'slack',
    at,
  });
  await refreshCard(transaction, meeting, new Date(deps.nowMs()));
  const members = await membersOf(transaction, { committeeId: meeting.committee.id });
  const personKeys = inChargeAmong(members).filter((key) => key !== personKey);
  const options = optionsOf(deps);
  await tellOfMeeting(transaction, { meeting, about: 'correction', personKeys, number }, options);
  return correction;
}
