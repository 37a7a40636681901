import type { CalendarDate } from '../../kernel/calendar.js';
import type { Locale } from '../../kernel/numbers.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { AccessLevel } from '../../organisation/access-level.js';
import { peopleOfKeys } from '../../organisation/people/people.js';
import { colleaguesAmong } from '../../organisation/people/presence.js';
import type { Transaction } from '../../platform/db/database.js';
import { findKpiCard, type Kpi } from '../kpis/public.js';
import type { Decision, Vote } from './decision.js';
import type { DecisionDeps } from './decision-deps.js';
import { givenVotes, type StandIns, standInsOf } from './stand-ins.js';
import { findDecision, findSuccessor, votesOf } from './stored-decisions.js';
import { type Tally, tallyOf, type Voter, type VoteStatus, voteStatusOf } from './tally.js';

type Names = Readonly<Record<Locale, string>>;

/** The committee of a decision, also one that is archived since. */
export type DecisionCommittee = {
  readonly id: string;
  readonly key: string;
  readonly name: Names;
  readonly timeZone: string;
  readonly locale: Locale;
  /** Slack id of its channel. */
  readonly channel: string | null;
};

export async function findDecisionCommittee(store: Transaction, id: string): Promise<DecisionCommittee> {
  return asCommittee(await store.committee.findUniqueOrThrow({ where: { id }, select: committeeFields }));
}

/** By id. */
export async function findDecisionCommittees(
  store: Transaction,
  ids: readonly string[],
): Promise<Map<string, DecisionCommittee>> {
  if (ids.length === 0) return new Map();
  const rows = await store.committee.findMany({ where: { id: { in: [...new Set(ids)] } }, select: committeeFields });
  return new Map(rows.map((row) => [row.id, asCommittee(row)]));
}

const committeeFields = {
  id: true,
  key: true,
  nameEn: true,
  nameFr: true,
  timeZone: true,
  locale: true,
  slackChannelId: true,
} as const;

type CommitteeRow = Pick<
  Awaited<ReturnType<Transaction['committee']['findFirstOrThrow']>>,
  keyof typeof committeeFields
>;

function asCommittee(row: CommitteeRow): DecisionCommittee {
  return {
    id: row.id,
    key: row.key,
    name: { en: row.nameEn, fr: row.nameFr },
    timeZone: row.timeZone,
    locale: row.locale === 'fr' ? 'fr' : 'en',
    channel: row.slackChannelId,
  };
}

/** A decision with its votes, as they count at this moment. */
export type Ballot = {
  readonly votes: readonly Vote[];
  readonly voters: readonly (Vote & Voter)[];
  readonly tally: Tally;
  /** Of the votes, whatever became of the decision. */
  readonly voteStatus: VoteStatus;
  /** The day it is in the committee's zone. */
  readonly today: CalendarDate;
};

type Moment = { readonly at: Date; readonly timeZone: string };

/** Reads who voted what, and judges where that stands at an instant. */
export async function readBallot(store: Transaction, decision: Decision, moment: Moment): Promise<Ballot> {
  const { id, workspaceId } = decision;
  const votes = (await votesOf(store, [id])).get(id) ?? [];
  const eligible = await colleaguesAmong(store, { workspaceId, keys: votes.map(({ personKey }) => personKey) });
  return ballotOf(decision, { votes, eligible, moment });
}

/** The same for many decisions of a workspace at once, by their ids. */
export async function readBallots(
  store: Transaction,
  decisions: readonly Decision[],
  { at, zoneOf }: { readonly at: Date; readonly zoneOf: (decision: Decision) => string },
): Promise<Map<string, Ballot>> {
  const workspaceId = decisions[0]?.workspaceId;
  if (workspaceId === undefined) return new Map();
  const found = await votesOf(
    store,
    decisions.map(({ id }) => id),
  );
  const keys = [...new Set([...found.values()].flat().map(({ personKey }) => personKey))];
  const eligible = await colleaguesAmong(store, { workspaceId, keys });
  return new Map(
    decisions.map((decision) => {
      const votes = found.get(decision.id) ?? [];
      return [decision.id, ballotOf(decision, { votes, eligible, moment: { at, timeZone: zoneOf(decision) } })];
    }),
  );
}

function ballotOf(
  { options, quorum, deadlineOn }: Decision,
  read: { readonly votes: readonly Vote[]; readonly eligible: ReadonlySet<string>; readonly moment: Moment },
): Ballot {
  const { votes, eligible, moment } = read;
  const voters = votes.map((vote) => ({ ...vote, isEligible: eligible.has(vote.personKey) }));
  const today = localDate(moment.at, moment.timeZone);
  const counted = { voters, optionCount: options.length };
  const voteStatus = voteStatusOf({ ...counted, quorum, isOver: today > deadlineOn });
  return { votes, voters, tally: tallyOf(counted), voteStatus, today };
}

/** Everything that a card, a record or a list says of a decision, read at once. */
export type DecisionFacts = Ballot & {
  readonly committee: DecisionCommittee;
  readonly kpi: DecisionKpi | null;
  /** A key whose name is gone stands for itself. */
  personName(key: string | null): string;
  readonly supersedes: Pick<Decision, 'number' | 'question'> | null;
  readonly supersededBy: Pick<Decision, 'number' | 'question'> | null;
};

export type DecisionKpi = {
  readonly key: string;
  readonly name: Names;
  readonly accessLevel: AccessLevel;
  readonly format: Kpi['format'];
  readonly weekStart: Kpi['weekStart'];
};

type FactsDeps = Pick<DecisionDeps, 'database' | 'workspaceId' | 'clock'>;

export async function readDecisionFacts(deps: FactsDeps, decision: Decision): Promise<DecisionFacts> {
  return readFacts(deps, decision, async () => noStandIns);
}

/** What a card tells beside: who votes in whose place today. */
export type CardFacts = DecisionFacts & { readonly standIns: StandIns };

/** Everything that a card says; who votes for whom is asked only while somebody may vote. */
export async function readCardFacts(
  deps: FactsDeps & Pick<DecisionDeps, 'delegationsIn'>,
  decision: Decision,
): Promise<CardFacts> {
  return readFacts(deps, decision, async ({ voters, today }, { timeZone }) => {
    if (decision.state !== 'requested' || today > decision.deadlineOn) return noStandIns;
    const { committeeId } = decision;
    const given = await givenVotes(deps, deps.database.client, { committeeId, timeZone, at: deps.clock.now() });
    return standInsOf(voters, given);
  });
}

const noStandIns: StandIns = new Map();

async function readFacts(
  { database, workspaceId, clock }: FactsDeps,
  decision: Decision,
  standInsIn: (ballot: Ballot, committee: DecisionCommittee) => Promise<StandIns>,
): Promise<CardFacts> {
  const store = database.client;
  const committee = await findDecisionCommittee(store, decision.committeeId);
  const ballot = await readBallot(store, decision, { at: clock.now(), timeZone: committee.timeZone });
  const standIns = await standInsIn(ballot, committee);
  const { supersedesId } = decision;
  const keys = [...new Set([...peopleOf(decision, ballot.votes), ...standIns.values()])];
  const [names, kpi, supersedes, supersededBy] = await Promise.all([
    peopleOfKeys(store, { workspaceId, keys }),
    findDecisionKpi(store, { workspaceId, key: decision.kpiKey }),
    supersedesId === null ? null : findDecision(store, { workspaceId, id: supersedesId }),
    decision.state === 'superseded' ? findSuccessor(store, decision) : null,
  ]);
  const personName = (key: string | null) => (key === null ? '' : (names.get(key)?.name ?? key));
  return { ...ballot, committee, kpi, personName, supersedes, supersededBy, standIns };
}

function peopleOf({ raisedByKey, ownerKey, recordedByKey }: Decision, votes: readonly Vote[]): string[] {
  const voters = votes.flatMap(({ personKey, castByKey }) => [personKey, castByKey]);
  return [raisedByKey, ownerKey, recordedByKey, ...voters].filter((key) => key !== null);
}

export async function findDecisionKpi(
  store: Transaction,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string | null },
): Promise<DecisionKpi | null> {
  if (key === null) return null;
  const found = await findKpiCard(store, { workspaceId, key });
  if (!found) return null;
  const { name, accessLevel, card } = found;
  return { key, name, accessLevel, format: card.format, weekStart: card.weekStart };
}
