import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { Transaction } from '../../../platform/db/database.js';
import { type AccessLevel, AccessLevelName, type Kpi, parseKpiCard } from '../../kpis/public.js';
import { peopleOfKeys } from '../../people/public.js';
import type { Decision, Vote } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { eligibleAmong, findDecision, findSuccessor, votesOf } from '../repository.js';
import { type Standing, standingOf, type Tally, tallyOf, type Voter } from '../tally.js';

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
  const row = await store.committee.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      key: true,
      nameEn: true,
      nameFr: true,
      timeZone: true,
      locale: true,
      slackChannelId: true,
    },
  });
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
  readonly voters: readonly Voter[];
  readonly tally: Tally;
  /** Of the votes, whatever became of the decision. */
  readonly standing: Standing;
  /** The day it is in the committee's zone. */
  readonly today: CalendarDate;
};

/** Reads who voted what, and judges where that stands at an instant. */
export async function readBallot(
  store: Transaction,
  decision: Decision,
  moment: { readonly at: Date; readonly timeZone: string },
): Promise<Ballot> {
  const { id, workspaceId, quorum } = decision;
  const votes = (await votesOf(store, [id])).get(id) ?? [];
  const eligible = await eligibleAmong(store, { workspaceId, keys: votes.map(({ personKey }) => personKey) });
  const voters = votes.map(({ personKey, choice }) => ({ personKey, choice, isEligible: eligible.has(personKey) }));
  const today = localDate(moment.at, moment.timeZone);
  const counted = { voters, optionCount: decision.options.length };
  const standing = standingOf({ ...counted, quorum, isOver: today > decision.deadlineOn });
  return { votes, voters, tally: tallyOf(counted), standing, today };
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
};

export async function readDecisionFacts(
  { database, workspaceId, clock }: Pick<DecisionDeps, 'database' | 'workspaceId' | 'clock'>,
  decision: Decision,
): Promise<DecisionFacts> {
  const store = database.client;
  const committee = await findDecisionCommittee(store, decision.committeeId);
  const ballot = await readBallot(store, decision, { at: clock.now(), timeZone: committee.timeZone });
  const { supersedesId } = decision;
  const [names, kpi, supersedes, supersededBy] = await Promise.all([
    peopleOfKeys(store, { workspaceId, keys: peopleOf(decision, ballot.votes) }),
    findDecisionKpi(store, { workspaceId, key: decision.kpiKey }),
    supersedesId === null ? null : findDecision(store, { workspaceId, id: supersedesId }),
    decision.state === 'superseded' ? findSuccessor(store, decision) : null,
  ]);
  const personName = (key: string | null) => (key === null ? '' : (names.get(key)?.name ?? key));
  return { ...ballot, committee, kpi, personName, supersedes, supersededBy };
}

function peopleOf({ raisedByKey, ownerKey, recordedByKey }: Decision, votes: readonly Vote[]): string[] {
  const keys = [raisedByKey, ownerKey, recordedByKey, ...votes.map(({ personKey }) => personKey)];
  return [...new Set(keys.filter((key) => key !== null))];
}

export async function findDecisionKpi(
  store: Transaction,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string | null },
): Promise<DecisionKpi | null> {
  if (key === null) return null;
  const row = await store.kpi.findFirst({
    where: { workspaceId, key },
    select: { key: true, nameEn: true, nameFr: true, accessLevel: true, card: true },
  });
  if (!row) return null;
  const { nameEn, nameFr, accessLevel, card } = row;
  const { format } = parseKpiCard(card);
  return { key, name: { en: nameEn, fr: nameFr }, accessLevel: AccessLevelName.parse(accessLevel), format };
}

/** Slack ids of people by their key; those who are not linked, or left, are left out. */
export async function slackIdsOf(
  store: Transaction,
  { workspaceId, keys }: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await store.person.findMany({
    where: { workspaceId, key: { in: [...keys] }, archivedAt: null, leftAt: null },
    select: { key: true, slackUserId: true },
  });
  return new Map(rows.flatMap(({ key, slackUserId }) => (slackUserId ? [[key, slackUserId]] : [])));
}
