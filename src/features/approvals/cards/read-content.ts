import { z } from 'zod';
import { listCommittees } from '../../../organisation/committees/committees.js';
import { currencyOf, peopleOfKeys } from '../../../organisation/people/people.js';
import { historyOf } from '../../../platform/db/history.js';
import type { Logger } from '../../../platform/log.js';
import type { Messenger } from '../../../platform/slack/messenger.js';
import { toldOf } from '../../digests/public.js';
import { readFacts } from '../../follow-up/public.js';
import type { ApprovalDeps } from '../approval-deps.js';
import { type ApprovalFacts, readApprovalFacts } from '../approval-facts.js';
import type { CardContent, CardKpi, CardPast } from './card-content.js';

export type ContentDeps = Pick<ApprovalDeps, 'database' | 'workspaceId' | 'clock' | 'holidaysIn'> & {
  readonly messenger: Pick<Messenger, 'permalink'>;
  readonly log: Logger;
};

/** Everything a card shows of an approval; null where there is no such approval. */
export async function readCardContent(deps: ContentDeps, approvalId: string): Promise<CardContent | null> {
  const facts = await readApprovalFacts(deps, approvalId);
  if (!facts) return null;
  const { workspaceId, database } = deps;
  const { client } = database;
  const [people, committees, currency, kpi, past] = await Promise.all([
    peopleOfKeys(client, { workspaceId, keys: keysOf(facts) }),
    listCommittees(client, workspaceId),
    currencyOf(client),
    kpiOf(deps, facts),
    pastOf(deps, facts),
  ]);
  return {
    ...facts,
    currency,
    kpi,
    past,
    personName: (key) => (key === null ? '' : (people.get(key)?.name ?? key)),
    committeeOf: (id) => committees.find((one) => one.id === id),
  };
}

function keysOf({ approval, item, votes, electorate }: ApprovalFacts): string[] {
  return [
    approval.requestedByKey,
    item.ownerKey,
    item.raisedByKey,
    ...votes.flatMap(({ approverKey, castByKey }) => [approverKey, castByKey]),
    ...electorate.flatMap(({ personKey, delegateKey }) => [personKey, ...(delegateKey === null ? [] : [delegateKey])]),
  ];
}

/** As the newest digest of those who decide told it; else of the committee that follows the action. */
async function kpiOf(deps: ContentDeps, { approval, item }: ApprovalFacts): Promise<CardKpi | null> {
  if (item.kpiKey === null) return null;
  const { client } = deps.database;
  const known = (await readFacts(deps, [item], 'UTC')).kpi(item.kpiKey);
  if (!known) return null;
  for (const committeeId of new Set([approval.committeeId, item.committeeId])) {
    const told = await toldOf(client, committeeId, item.kpiKey);
    if (!told) continue;
    const { name, accessLevel } = known;
    return { name, accessLevel, told: told.item, link: await linkTo(deps, told.message) };
  }
  return { ...known, told: null, link: null };
}

/** A card without its link is better than none. */
async function linkTo({ messenger, log }: ContentDeps, { channel, ts }: { channel: string; ts: string }) {
  return messenger.permalink(channel, ts).catch((error: unknown) => {
    log.info('a chart has no link', { err: error, channel });
    return null;
  });
}

const Asked = z.record(z.string(), z.unknown());
const Asking = z.object({ round: z.int(), asked: Asked });
const Voided = z.object({ before: z.object({ asked: Asked, votes: z.array(z.unknown()) }), after: Asking });
const Standing = z.object({ committeeId: z.string(), stage: z.enum(['approvers', 'chair']) });
const Escalated = z.object({ before: Standing, after: Standing });

/** From the record of events; what was erased there is not told any more. */
async function pastOf({ database, workspaceId }: ContentDeps, { approval }: ApprovalFacts): Promise<CardPast> {
  const what = ['approval.voided', 'approval.escalated'];
  const subject = { workspaceId, subjectKind: 'approval', subjectId: approval.id };
  const events = approval.round > 1 ? await historyOf(database.client, { ...subject, what, take: 20 }) : [];
  const ofKind = (name: string) => events.filter((event) => event.what === `approval.${name}`);
  const voided = ofKind('voided').map((event) => Voided.safeParse(event).data);
  const [went] = ofKind('escalated');
  const moved = Escalated.safeParse(went).data;
  return {
    voided: voidedOf(voided.find((one) => one?.after.round === approval.round)),
    wentUp: went && moved ? { ...movedOf(moved), at: went.at } : null,
  };
}

function voidedOf(found: z.infer<typeof Voided> | undefined): CardPast['voided'] {
  if (!found) return null;
  const { before, after } = found;
  const fields = Object.keys(after.asked).filter((field) => before.asked[field] !== after.asked[field]);
  return { fields, votes: before.votes.length };
}

function movedOf({ before, after }: z.infer<typeof Escalated>) {
  const isAtChair = before.committeeId === after.committeeId;
  return { fromId: before.committeeId, to: isAtChair ? 'chair' : 'committee' } as const;
}
