import type { Clock } from '../../../kernel/clock.js';
import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { periodLabelText } from '../../../kernel/period-text.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { type Committee, membersOf } from '../../../organisation/committees/committees.js';
import {
  enqueueNotice,
  type Notice,
  type Reader,
  reachable,
  tellOperators,
} from '../../../organisation/people/notices.js';
import type { PublishDeps } from '../publish.js';

export type NoticeDeps = Pick<PublishDeps, 'database' | 'texts' | 'newId' | 'nowMs'> & {
  readonly workspaceId: string;
  readonly clock: Clock;
};

/** Tells the committee's chair by direct message, once per key; an operator where no chair can be reached. */
export async function tellChair(deps: NoticeDeps, committee: Committee, notice: Notice): Promise<void> {
  const chairs = await membersOf(deps.database.client, { committeeId: committee.id, role: 'chair' });
  const readers = reachable(chairs);
  if (readers.length === 0) return tellOperators(deps, notice);
  await deps.database.transaction((transaction) => enqueueNotice(transaction, deps, { ...notice, readers }));
}

/** The digest a notice is about, as its reader says it: committee, period, time. */
export function digestPlaces(
  committee: Committee,
  digest: { readonly period: string; readonly scheduledFor: Date },
  { locale, timeZone }: Reader,
): { committee: string; period: string; due: string } {
  return {
    committee: committee.name[locale],
    period: periodLabelText(parsePeriod(digest.period), locale),
    due: regionalInstant(digest.scheduledFor, { locale, timeZone }),
  };
}
