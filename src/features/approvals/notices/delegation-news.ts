import { z } from 'zod';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type Committee, findCommitteeById } from '../../../organisation/committees/committees.js';
import { findPersonByKey } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { ComposedMessage, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { type CopyOptions, tellOnce } from '../../../surface/cards/copies.js';
import type { Reader } from '../../../surface/speaker.js';
import { readerFor } from '../../../surface/speaker.js';
import type { Delegation } from '../approval.js';
import type { DelegationNews } from '../approval-deps.js';
import type { ApprovalDeliveryDeps } from '../cards/delivery.js';
import { findDelegation } from '../delegations/stored-delegations.js';
import { waitingFor } from '../waiting/waiting-for.js';

/** What the outbox keeps of the news that somebody votes in a colleague's place, or no longer. */
const DelegationPayload = z.object({
  kind: z.literal('approval-delegation'),
  delegationId: z.string(),
  what: z.enum(['given', 'ended']),
});
type DelegationPayload = z.infer<typeof DelegationPayload>;

/** Whoever was given a vote hears of it, and hears when it is taken back; once each. */
export async function tellOfDelegation(
  transaction: Transaction,
  { delegation, what }: DelegationNews,
  options: CopyOptions,
): Promise<void> {
  const { id, workspaceId, toKey } = delegation;
  const payload: DelegationPayload = { kind: 'approval-delegation', delegationId: id, what };
  const message = () => ({ key: `approval-delegation:${id}:${what}`, payload });
  await tellOnce(transaction, { workspaceId, personKeys: [toKey], message }, options);
}

/** That news in the outbox: composed from the store when it is sent. */
export function delegationDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  return {
    async compose(delivery) {
      const { delegationId, what } = DelegationPayload.parse(JSON.parse(delivery.payload));
      return composeNews(deps, { delegationId, what });
    },
  };
}

/** Null for one that was taken back before anybody heard of it, and for its end then. */
async function composeNews(
  deps: ApprovalDeliveryDeps,
  { delegationId: id, what }: Pick<DelegationPayload, 'delegationId' | 'what'>,
): Promise<ComposedMessage | null> {
  const { workspaceId, database } = deps;
  const { client } = database;
  const delegation = await findDelegation(client, { workspaceId, id });
  if (!delegation || (what === 'given' && delegation.endedAt !== null)) return null;
  const { committeeId, fromKey, toKey } = delegation;
  const [reader, giver, committee] = await Promise.all([
    findPersonByKey(client, { workspaceId, key: toKey }),
    findPersonByKey(client, { workspaceId, key: fromKey }),
    findCommitteeById(client, { workspaceId, id: committeeId }),
  ]);
  if (!reader || !committee) return null;
  const lines = await linesOf(deps, readerFor(deps, reader), {
    delegation,
    what,
    committee,
    name: giver?.name ?? fromKey,
  });
  return { text: lines.join('\n').replaceAll('*', ''), blocks: [words(lines.join('\n'))] };
}

type News = DelegationNews & { readonly committee: Committee; readonly name: string };

async function linesOf(deps: ApprovalDeliveryDeps, reader: Reader, news: News): Promise<string[]> {
  const { say, locale, today } = reader;
  const { delegation, what, committee } = news;
  const day = (date: Delegation['fromOn']) => regionalDay(date, { locale, near: today });
  const [from, to] = [day(delegation.fromOn), day(delegation.toOn)];
  const places = { name: plainInMrkdwn(news.name), committee: plainInMrkdwn(committee.name[locale]), from, to };
  if (what === 'ended') return [say('approvals.delegate.news.ended', places)];
  const isLater = delegation.fromOn > localDate(deps.clock.now(), committee.timeZone);
  return [
    say('approvals.delegate.news.given', places),
    isLater
      ? say('approvals.delegate.news.later', { from })
      : say('approvals.delegate.news.now', { count: await countWaiting(deps, delegation.toKey) }),
    say('approvals.delegate.news.how'),
  ];
}

async function countWaiting(
  { database, workspaceId, clock }: ApprovalDeliveryDeps,
  personKey: string,
): Promise<number> {
  return (await waitingFor(database.client, { workspaceId, personKey, at: clock.now() })).length;
}
