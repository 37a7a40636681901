import { ForbiddenError, NotFoundError, ValidationError } from '../../kernel/errors.js';
import { mayShow } from '../../organisation/access-level.js';
import {
  type Committee,
  type CommitteeRole,
  listCommittees,
  seatsOf,
} from '../../organisation/committees/committees.js';
import { leads } from '../../organisation/committees/seats.js';
import type { Person } from '../../organisation/people/people.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Say } from '../../platform/texts.js';
import type { Asker } from '../../surface/speaker.js';
import { type CommitteeKpi, followersOfKpis, listKpis } from '../kpis/public.js';
import { findKpi, nearestKpis } from './find-kpi.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';

/** A KPI somebody asks about: they may see it. */
export type Subject = Asker & {
  readonly entry: CommitteeKpi;
  /** In the person's language, safe in mrkdwn. */
  readonly name: string;
  /** The committee whose reporting the figures follow; null where none follows the KPI. */
  readonly committee: Committee | null;
  /** The KPI's owner, a chair or lead of a committee that follows it, or an operator: they answer for its figures. */
  readonly mayAnswer: boolean;
};

/**
 * The KPI that is meant, among those that this person may see: what is above their level reads like what is not there.
 * @throws NotFoundError naming the nearest keys
 */
export async function subjectOf(
  deps: KpiCommandDeps,
  asker: Asker,
  ask: { readonly kpi: string; readonly channel: string | null },
): Promise<Subject> {
  const { database, workspaceId } = deps;
  const { person, say, locale } = asker;
  const kpis = visibleTo(person, await listKpis(database.client, workspaceId));
  const entry = findKpi(kpis, ask.kpi);
  if (!entry) throw unknownKpi(kpis, ask.kpi, say);
  const [committees, followers, seats] = await Promise.all([
    listCommittees(database.client, workspaceId),
    followersOfKpis(database.client, workspaceId),
    seatsOf(database.client, { workspaceId, personKey: person.key }),
  ]);
  const ids = followers.get(entry.id) ?? [];
  const following = committees.filter(({ id }) => ids.includes(id));
  return {
    ...asker,
    entry,
    name: plainInMrkdwn(entry.kpi.name[locale]),
    committee: committeeOf(following, { channel: ask.channel, isSeat: (id) => person.isOperator || seats.has(id) }),
    mayAnswer: answersFor(person, { owner: entry.kpi.owner, roles: following.map(({ id }) => seats.get(id) ?? []) }),
  };
}

/** Its owner, a chair or lead of a committee that follows it, or an operator; `roles` are the person's in each of those. */
export function answersFor(
  person: Pick<Person, 'key' | 'isOperator'>,
  kpi: { readonly owner: string | undefined; readonly roles: readonly (readonly CommitteeRole[])[] },
): boolean {
  if (person.isOperator || kpi.owner === person.key) return true;
  return kpi.roles.some((roles) => roles.some(leads));
}

/** The channel's, else the first in which the person sits, else the first there is. */
function committeeOf(
  following: readonly Committee[],
  { channel, isSeat }: { readonly channel: string | null; readonly isSeat: (committeeId: string) => boolean },
): Committee | null {
  const seated = following.filter(({ id }) => isSeat(id));
  return seated.find((one) => one.channel !== null && one.channel === channel) ?? seated[0] ?? following[0] ?? null;
}

export function visibleTo(person: Person, kpis: readonly CommitteeKpi[]): CommitteeKpi[] {
  return kpis.filter(({ kpi }) => mayShow(kpi.accessLevel, person.accessLevel));
}

function unknownKpi(kpis: readonly CommitteeKpi[], typed: string, say: Say): Error {
  if (typed === '') return new ValidationError(say('kpi-commands.whichKpi'));
  const near = nearestKpis(kpis, typed);
  const text = plainInMrkdwn(typed.slice(0, 80));
  if (near.length === 0) return new NotFoundError(say('kpi-commands.unknown', { text }));
  return new NotFoundError(say('kpi-commands.unknownNear', { text, keys: near.map((key) => `\`${key}\``).join(', ') }));
}

/** @throws ForbiddenError when the person does not answer for the KPI's figures. */
export function assertMayAnswer({ person, entry, mayAnswer, say, name }: Subject): void {
  if (mayAnswer) return;
  throw new ForbiddenError(`${person.key} does not answer for ${entry.kpi.key}`, {
    userMessage: say('kpi-commands.noRight', { name, owner: plainInMrkdwn(entry.owner?.name ?? '–') }),
  });
}
