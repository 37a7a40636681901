import type { Clock } from '../../../kernel/clock.js';
import { regionalInstant } from '../../../kernel/dates-in-words.js';
import type { Locale } from '../../../kernel/numbers.js';
import { periodLabelText } from '../../../kernel/period-text.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { enqueue } from '../../../platform/outbox/repository.js';
import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts/texts.js';
import { type Committee, membersOf } from '../../committees/public.js';
import { listOperators } from '../../people/public.js';
import type { PublishDeps } from '../publish.js';

export type NoticeDeps = Pick<PublishDeps, 'database' | 'texts' | 'newId' | 'nowMs'> & {
  readonly workspaceId: string;
  readonly clock: Clock;
};

type Reader = { readonly slackUserId: string; readonly locale: Locale; readonly timeZone: string };

/** What is told, in the reader's own language. */
type Wording = (say: Say, reader: Reader) => string;

/** Tells the committee's chair by direct message, once per key; an operator where no chair can be reached. */
export async function tellChair(
  deps: NoticeDeps,
  committee: Committee,
  notice: { key: string; wording: Wording },
): Promise<void> {
  const chairs = await membersOf(deps.database.client, { committeeId: committee.id, role: 'chair' });
  const readers = reachable(chairs);
  if (readers.length > 0) await tell(deps, readers, notice);
  else await tellOperators(deps, notice);
}

/** Tells every operator by direct message, once per key. */
export async function tellOperators(deps: NoticeDeps, notice: { key: string; wording: Wording }): Promise<void> {
  await tell(deps, reachable(await listOperators(deps.database.client, deps.workspaceId)), notice);
}

function reachable(
  people: readonly (Omit<Reader, 'slackUserId'> & { readonly slackUserId: string | null })[],
): Reader[] {
  return people.flatMap(({ slackUserId, locale, timeZone }) =>
    slackUserId ? [{ slackUserId, locale, timeZone }] : [],
  );
}

async function tell(
  deps: NoticeDeps,
  readers: readonly Reader[],
  notice: { key: string; wording: Wording },
): Promise<void> {
  const messages = readers.map((reader) => ({
    workspaceId: deps.workspaceId,
    key: `${notice.key}:${reader.slackUserId}`,
    destination: { kind: 'person', id: reader.slackUserId } as const,
    payload: { kind: 'text', text: escapeMrkdwn(notice.wording(deps.texts.in(reader.locale), reader)) },
    // Once told is told: a later wording of the same notice is no news.
    contentHash: notice.key,
  }));
  const now = new Date(deps.nowMs());
  await deps.database.transaction((transaction) => enqueue(transaction, messages, { newId: deps.newId, now }));
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
