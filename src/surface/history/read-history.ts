import { namesOfCommittees } from '../../organisation/committees/committees.js';
import { peopleOfKeys } from '../../organisation/people/people.js';
import { type HistoryEntry, historyOf } from '../../platform/db/history.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { ModalView } from '../../platform/slack/view.js';
import type { AppDeps } from '../app-deps.js';
import { textsEnding } from './event-fields.js';
import { changesAtMost, type HistoryNames, type HistoryOf, type HistoryReader, historyView } from './history-view.js';

export type HistoryDeps = Pick<AppDeps, 'database' | 'workspaceId'>;

/**
 * What became of a thing, read from the record of events. Whom and what its events name is found by the endings of their
 * fields: `…Key` may be a person's, `…Id` a committee's. Rights are looked at by whoever asks.
 */
export async function historyOfSubject(
  deps: HistoryDeps,
  subject: HistoryOf & { readonly subjectId: string },
  reader: HistoryReader,
): Promise<ModalView> {
  const { database, workspaceId } = deps;
  const { subjectKind, subjectId } = subject;
  // One more than is shown tells whether there is more.
  const asked = { workspaceId, subjectKind, subjectId, take: changesAtMost + 1 };
  const events = await historyOf(database.client, asked);
  return historyView(subject, events, { names: await namesIn(deps, events, reader), reader });
}

async function namesIn(
  { database, workspaceId }: HistoryDeps,
  events: readonly HistoryEntry[],
  { locale }: HistoryReader,
): Promise<HistoryNames> {
  const facts = events.flatMap(({ before, after }) => [before, after]);
  const actors = events.flatMap(({ actorKey, onBehalfOf }) => [actorKey ?? [], onBehalfOf ?? []].flat());
  const [people, committees] = await Promise.all([
    peopleOfKeys(database.client, { workspaceId, keys: [...actors, ...textsEnding(facts, 'Key')] }),
    namesOfCommittees(database.client, { workspaceId, ids: textsEnding(facts, 'Id') }),
  ]);
  return {
    person: (key) => plainInMrkdwn(people.get(key)?.name ?? key),
    committee: (id) => plainInMrkdwn(committees.get(id)?.[locale] ?? ''),
  };
}
