import { z } from 'zod';
import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Client, Transaction } from '../../platform/db/database.js';
import { sourceColumns, sourceIn } from '../../surface/sources/source.js';
import {
  type Decision,
  type DecisionOption,
  type DecisionState,
  decisionStates,
  optionsAtLeast,
  optionsAtMost,
  type Vote,
} from './decision.js';
import { searchTextOf } from './search-text.js';

type Row = Awaited<ReturnType<Client['decision']['findFirstOrThrow']>>;

const StoredOptions = z
  .array(z.object({ title: z.string(), cost: z.string(), consequence: z.string() }))
  .min(optionsAtLeast)
  .max(optionsAtMost);

/** The decision a row holds. @throws ZodError for options that no version wrote */
export function asDecision(row: Row): Decision {
  const { options, state, sourceChannel, sourceTs, sourceLink, quote, searchText: _s, requestKey: _r, ...facts } = row;
  return {
    ...facts,
    options: StoredOptions.parse(JSON.parse(options)),
    state: decisionStates.find((word): word is DecisionState => word === state) ?? 'requested',
    source: sourceIn({ sourceChannel, sourceTs, sourceLink, quote }),
  };
}

function asRow({ source, options, ...facts }: Decision) {
  return {
    ...facts,
    options: canonicalJson(options),
    ...sourceColumns(source),
    searchText: searchTextOf({ ...facts, options }),
  };
}

/** Names what is voted on: a button that was drawn for another question, or other options, is known by it. */
export function ballotMark({
  question,
  options,
}: {
  readonly question: string;
  readonly options: readonly DecisionOption[];
}): string {
  return sha256(canonicalJson({ question, options })).slice(0, 12);
}

/** The next number in the workspace. One that a submission took in vain is not used again. */
export async function takeNumber(transaction: Transaction, workspaceId: string): Promise<number> {
  const name = 'decision';
  const { value } = await transaction.counter.upsert({
    where: { workspaceId_name: { workspaceId, name } },
    create: { workspaceId, name, value: 1 },
    update: { value: { increment: 1 } },
  });
  return value;
}

/** @throws a unique violation when a decision of the same request is there already; see `findByRequest` */
export async function insertDecision(
  transaction: Transaction,
  decision: Decision,
  { requestKey, deciderKeys }: { readonly requestKey: string; readonly deciderKeys: readonly string[] },
): Promise<void> {
  await transaction.decision.create({ data: { ...asRow(decision), requestKey } });
  await addDeciders(transaction, decision.id, deciderKeys);
}

export async function addDeciders(
  transaction: Transaction,
  decisionId: string,
  keys: readonly string[],
): Promise<void> {
  await transaction.decider.createMany({ data: keys.map((personKey) => ({ decisionId, personKey })) });
}

export async function removeDeciders(
  transaction: Transaction,
  decisionId: string,
  keys: readonly string[],
): Promise<void> {
  await transaction.decider.deleteMany({ where: { decisionId, personKey: { in: [...keys] } } });
}

/** What a submission made before, when it is delivered a second time. */
export async function findByRequest(store: Transaction, requestKey: string): Promise<Decision | null> {
  const row = await store.decision.findUnique({ where: { requestKey } });
  return row && asDecision(row);
}

type ById = { readonly workspaceId: string; readonly id: string };

export async function findDecision(store: Transaction, ask: ById): Promise<Decision | null> {
  const row = await store.decision.findFirst({ where: ask });
  return row && asDecision(row);
}

export async function findDecisionByNumber(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly number: number },
): Promise<Decision | null> {
  const row = await store.decision.findUnique({ where: { workspaceId_number: ask } });
  return row && asDecision(row);
}

/**
 * Takes a decision for the rest of a transaction: whoever wants it too waits, and then reads what was made of it.
 * Its version is one more from here on. Null for one that is not there.
 */
export async function takeDecision(transaction: Transaction, { workspaceId, id }: ById): Promise<Decision | null> {
  const { count } = await transaction.decision.updateMany({
    where: { id, workspaceId },
    data: { version: { increment: 1 } },
  });
  return count === 0 ? null : findDecision(transaction, { workspaceId, id });
}

/** Writes a decision that this transaction has taken. */
export async function saveDecision(transaction: Transaction, decision: Decision): Promise<void> {
  await transaction.decision.update({ where: { id: decision.id }, data: asRow(decision) });
}

/** The deciders of decisions with their votes, in the order of their keys, by decision. */
export async function votesOf(store: Transaction, decisionIds: readonly string[]): Promise<Map<string, Vote[]>> {
  const rows = await store.decider.findMany({
    where: { decisionId: { in: [...decisionIds] } },
    orderBy: { personKey: 'asc' },
  });
  const votes = new Map<string, Vote[]>(decisionIds.map((id) => [id, []]));
  for (const { decisionId, ...vote } of rows) votes.get(decisionId)?.push(vote);
  return votes;
}

export async function saveVote(transaction: Transaction, decisionId: string, vote: Vote): Promise<void> {
  const { personKey, ...data } = vote;
  await transaction.decider.update({ where: { decisionId_personKey: { decisionId, personKey } }, data });
}

/** Takes every vote back. */
export async function clearVotes(transaction: Transaction, decisionId: string): Promise<void> {
  await transaction.decider.updateMany({
    where: { decisionId },
    data: { choice: null, castByKey: null, votedAt: null },
  });
}

/** Requested decisions whose deadline lies before a day, the oldest first. */
export async function listPastDeadline(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly before: string },
): Promise<Decision[]> {
  const rows = await store.decision.findMany({
    where: { workspaceId: ask.workspaceId, state: 'requested', deadlineOn: { lt: ask.before } },
    orderBy: [{ deadlineOn: 'asc' }, { number: 'asc' }],
  });
  return rows.map(asDecision);
}

/** Ids of what a committee is asked and has not answered. */
export async function listRequested(store: Transaction, committeeId: string): Promise<string[]> {
  const rows = await store.decision.findMany({
    where: { committeeId, state: 'requested' },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Decisions whose review day lies in a span of days, and that were not reviewed. */
export async function listToReview(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly after: string; readonly until: string },
): Promise<Decision[]> {
  const { workspaceId, after, until } = ask;
  const rows = await store.decision.findMany({
    where: { workspaceId, state: 'decided', reviewedAt: null, reviewOn: { gt: after, lte: until } },
    orderBy: { number: 'asc' },
  });
  return rows.map(asDecision);
}

/** Whether it is on record that the vote, as it is asked now, came to its end. */
export async function isClosed(store: Transaction, { workspaceId, id: subjectId }: Decision): Promise<boolean> {
  const what = { in: ['decision.requested', 'decision.changed', 'decision.closed'] };
  const newest = await store.event.findFirst({
    where: { workspaceId, subjectKind: 'decision', subjectId, what },
    orderBy: { sequence: 'desc' },
    select: { what: true },
  });
  return newest?.what === 'decision.closed';
}

/** Decisions of a committee that another one may take the place of, the newest first. */
export async function listDecided(
  store: Transaction,
  ask: { readonly committeeId: string; readonly take: number },
): Promise<Decision[]> {
  const rows = await store.decision.findMany({
    where: { committeeId: ask.committeeId, state: 'decided' },
    orderBy: { number: 'desc' },
    take: ask.take,
  });
  return rows.map(asDecision);
}

/** The decision that took the place of another one; null where none has. */
export async function findSuccessor(store: Transaction, { workspaceId, id }: Decision): Promise<Decision | null> {
  const row = await store.decision.findFirst({ where: { workspaceId, supersedesId: id }, orderBy: { number: 'desc' } });
  return row && asDecision(row);
}
