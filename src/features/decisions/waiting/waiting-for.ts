import type { CalendarDate } from '../../../kernel/calendar.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { Actor } from '../../../organisation/committees/seats.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Decision } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import {
  type Ballot,
  type DecisionCommittee,
  findDecisionCommittee,
  findDecisionCommittees,
  readBallot,
  readBallots,
} from '../decision-facts.js';
import { recordersOf } from '../locked-decision.js';
import { carriedBy, type GivenVote, givenVotes, standInsOf } from '../stand-ins.js';
import { findRequested, findToReview, findToVote } from './stored-waiting.js';

/** One decision that waits for somebody, with what they need to answer. */
export type WaitingDecision = {
  readonly decision: Decision;
  readonly ballot: Ballot;
  readonly committee: DecisionCommittee;
  /** Names of those in whose place they vote. */
  readonly inPlaceOf: readonly string[];
};

export type WaitingGroup = { readonly shown: readonly WaitingDecision[]; readonly total: number };

/** What waits for somebody: their vote, their word on an outcome or a tie, a review whose day has come. */
export type WaitingDecisions = Readonly<Record<'toVote' | 'toRecord' | 'toReview', WaitingGroup>>;

export type WaitingDeps = Pick<DecisionDeps, 'database' | 'workspaceId' | 'clock' | 'delegationsIn'>;

/** Of each group; the rest is counted. */
const shownAtMost = 5;

/** Where a day ends last: nothing is over before it is over there. */
const latestZone = 'Pacific/Niue';

/** Reads it in a number of queries that grows with the committees one sits in, and not with what is stored. */
export async function waitingFor(
  deps: WaitingDeps,
  { person, seats }: Actor,
  today: CalendarDate,
): Promise<WaitingDecisions> {
  const { workspaceId, database, clock } = deps;
  const store = database.client;
  const at = clock.now();
  const own = await findDecisionCommittees(store, [...seats.keys()]);
  const given = await givenTo(deps, { personKey: person.key, committees: [...own.values()], at });
  const led = await ledBy(store, { person, seats });
  const votes = await findToVote(store, {
    workspaceId,
    personKey: person.key,
    inPlaceOf: given.map(({ committeeId, fromKey }) => ({ committeeId, fromKey })),
    from: localDate(at, latestZone),
  });
  const asked = await findRequested(store, { workspaceId, committeeIds: led, raisedByKey: person.key });
  const reviews = await findToReview(store, { workspaceId, committeeIds: led, ownerKey: person.key, until: today });
  const all = await withBallots(
    store,
    [...new Map([...votes, ...asked, ...reviews].map((one) => [one.id, one])).values()],
    at,
  );
  const pick = (decisions: readonly Decision[]) => decisions.flatMap(({ id }) => all.get(id) ?? []);
  const toVote = pick(votes).filter(({ ballot, decision }) => ballot.today <= decision.deadlineOn);
  const toRecord: Waiting[] = [];
  for (const one of pick(asked)) {
    if (await isRecordedBy(store, one, { personKey: person.key, led })) toRecord.push(one);
  }
  const named = await withNames(deps, toVote.slice(0, shownAtMost), { personKey: person.key, given });
  return {
    toVote: { shown: named, total: toVote.length },
    toRecord: groupOf(toRecord),
    toReview: groupOf(pick(reviews)),
  };
}

type Waiting = Omit<WaitingDecision, 'inPlaceOf'>;

function groupOf(waiting: readonly Waiting[]): WaitingGroup {
  return { shown: waiting.slice(0, shownAtMost).map((one) => ({ ...one, inPlaceOf: [] })), total: waiting.length };
}

type GivenThere = GivenVote & { readonly committeeId: string };

async function givenTo(
  deps: WaitingDeps,
  {
    personKey,
    committees,
    at,
  }: { readonly personKey: string; readonly committees: readonly DecisionCommittee[]; readonly at: Date },
): Promise<GivenThere[]> {
  const found = await Promise.all(
    committees.map(async ({ id: committeeId, timeZone }) => {
      const given = await givenVotes(deps, deps.database.client, { committeeId, timeZone, at });
      return given.filter(({ toKey }) => toKey === personKey).map((one) => ({ ...one, committeeId }));
    }),
  );
  return found.flat();
}

/** Committees whose outcomes are this person's to record: as their chair, or as a lead where nobody chairs. */
async function ledBy(store: Transaction, { person, seats }: Actor): Promise<string[]> {
  const led: string[] = [];
  for (const [committeeId, roles] of seats) {
    const isOnlyLead = roles.includes('lead') && !roles.includes('chair');
    const leads = async () => (await recordersOf(store, { committeeId, raisedByKey: '' })).includes(person.key);
    if (roles.includes('chair') || (isOnlyLead && (await leads()))) led.push(committeeId);
  }
  return led;
}

/** The votes are in, and this person is who was told. */
async function isRecordedBy(
  store: Transaction,
  { decision, ballot }: Waiting,
  { personKey, led }: { readonly personKey: string; readonly led: readonly string[] },
): Promise<boolean> {
  const { phase } = ballot.voteStatus;
  if (phase !== 'outcome' && phase !== 'tie') return false;
  return led.includes(decision.committeeId) || (await recordersOf(store, decision)).includes(personKey);
}

async function withBallots(
  store: Transaction,
  decisions: readonly Decision[],
  at: Date,
): Promise<Map<string, Waiting>> {
  const committees = await findDecisionCommittees(
    store,
    decisions.map(({ committeeId }) => committeeId),
  );
  const zoneOf = ({ committeeId }: Decision) => committees.get(committeeId)?.timeZone ?? 'UTC';
  const ballots = await readBallots(store, decisions, { at, zoneOf });
  return new Map(
    decisions.flatMap((decision) => {
      const [ballot, committee] = [ballots.get(decision.id), committees.get(decision.committeeId)];
      return ballot && committee ? [[decision.id, { decision, ballot, committee }] as const] : [];
    }),
  );
}

async function withNames(
  { database, workspaceId }: WaitingDeps,
  waiting: readonly Waiting[],
  { personKey, given }: { readonly personKey: string; readonly given: readonly GivenThere[] },
): Promise<WaitingDecision[]> {
  const keys = given.map(({ fromKey }) => fromKey);
  const names = keys.length === 0 ? new Map() : await peopleOfKeys(database.client, { workspaceId, keys });
  return waiting.map((one) => {
    const { voters } = one.ballot;
    const here = given.filter(({ committeeId }) => committeeId === one.decision.committeeId);
    const absent = carriedBy(personKey, voters, standInsOf(voters, here)).filter((key) => key !== personKey);
    return { ...one, inPlaceOf: absent.map((key) => names.get(key)?.name ?? key) };
  });
}

/** In whose Home a decision may stand: deciders, who votes for them, who asked, records and answers for it. */
export async function concernedBy(deps: WaitingDeps, decision: Decision): Promise<Set<string>> {
  const store = deps.database.client;
  const { committeeId, raisedByKey, ownerKey } = decision;
  const { timeZone } = await findDecisionCommittee(store, committeeId);
  const at = deps.clock.now();
  const { voters } = await readBallot(store, decision, { at, timeZone });
  const standIns = standInsOf(voters, await givenVotes(deps, store, { committeeId, timeZone, at }));
  const recorders = await recordersOf(store, decision);
  const deciders = voters.map(({ personKey }) => personKey);
  return new Set([
    ...deciders,
    ...standIns.values(),
    raisedByKey,
    ...recorders,
    ...(ownerKey === null ? [] : [ownerKey]),
  ]);
}
