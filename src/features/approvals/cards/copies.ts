import type { NewId } from '../../../kernel/ids.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import type { NewDelivery } from '../../../platform/outbox/delivery.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { enqueue, enqueueNew, knownKeys } from '../../../platform/outbox/stored-deliveries.js';
import { redrawDecisionVoters } from '../../decisions/public.js';
import { newestDigest } from '../../digests/public.js';
import type { Approval } from '../approval.js';
import type { ApprovalCopies, AskedApproval, VotingPlace } from '../approval-deps.js';
import { tellOfDelegation } from '../notices/delegation-news.js';
import { tellOfEnd, tellOfEscalation, tellOfWishes } from '../notices/notices.js';
import { listPending } from '../stored-approvals.js';
import { redrawWaiting } from '../waiting/redraw.js';
import { cardsOf, itemStandOf, type StandingCard } from './standing-cards.js';

export type CopyDeps = { readonly newId: NewId; readonly nowMs: () => number };

/** The cards of approvals in the outbox. Each is composed from the store when it is sent. */
export function createCopies(deps: CopyDeps): ApprovalCopies {
  const options = () => ({ newId: deps.newId, now: new Date(deps.nowMs()) });
  return {
    place: (transaction, asked) => place(transaction, asked, options()),
    redraw: (transaction, approval) => redraw(transaction, approval, options()),
    record: (transaction, approval) => record(transaction, approval, options()),
    tellOfEscalation: async (transaction, approval) => {
      const { ownerKey } = await itemStandOf(transaction, approval.itemId);
      await tellOfEscalation(transaction, { approval, ownerKey }, options());
    },
    tellOfDelegation: (transaction, told) => tellOfDelegation(transaction, told, options()),
    redrawVoters: (transaction, place, occasion) => redrawVoters(transaction, place, { ...options(), occasion }),
  };
}

type Options = { readonly newId: NewId; readonly now: Date };

export const cardSubject = (approvalId: string): string => `approval:${approvalId}`;

/** Key of the card of an approval in a place, by the Slack id of a channel or person. */
export const cardKey = (approvalId: string, place: string): string => `approval:${approvalId}:${place}`;

async function place(transaction: Transaction, asked: AskedApproval, options: Options): Promise<void> {
  const { approval, item } = asked;
  const wanted = [...(await channelCard(transaction, asked)), ...(await personalCards(transaction, asked))];
  const contentHash = hashOf(approval, item.version);
  const cards = wanted.map((card): NewDelivery & { parentKey?: never } => ({ ...card, contentHash }));
  // A place that has one keeps it: it is drawn again with the others.
  const known = await knownKeys(
    transaction,
    cards.map(({ key }) => key),
  );
  await enqueueNew(
    transaction,
    cards.filter(({ key }) => !known.has(key)),
    options,
  );
}

type CardDraft = Omit<NewDelivery, 'contentHash' | 'parentKey'>;

function draft(approval: Approval, destination: NewDelivery['destination']): CardDraft {
  return {
    workspaceId: approval.workspaceId,
    key: cardKey(approval.id, destination.id),
    subject: cardSubject(approval.id),
    destination,
    payload: { kind: 'approval', approvalId: approval.id },
  };
}

/** In the thread of the committee's newest digest, seen in the channel too; by itself where there is no such thread. */
async function channelCard(transaction: Transaction, { approval, committee }: AskedApproval): Promise<CardDraft[]> {
  if (!committee.channel) return [];
  const card = draft(approval, { kind: 'channel', id: committee.channel });
  const digest = await newestDigest(transaction, committee.id);
  if (digest?.channel !== committee.channel) return [card];
  return [{ ...card, threadTs: digest.ts, isBroadcast: true }];
}

/** To everybody who may vote, and who votes in their place; where there is no channel, to who asked as well. */
async function personalCards(
  transaction: Transaction,
  { approval, committee, electorate }: AskedApproval,
): Promise<CardDraft[]> {
  const delegates = electorate.flatMap(({ delegateKey }) => delegateKey ?? []);
  const keys = [...delegates, ...(committee.channel ? [] : [approval.requestedByKey])];
  const others = await peopleOfKeys(transaction, { workspaceId: approval.workspaceId, keys });
  const ids = [...electorate, ...others.values()].flatMap(({ slackUserId }) => slackUserId ?? []);
  return [...new Set(ids)].map((id) => draft(approval, { kind: 'person', id }));
}

async function redraw(transaction: Transaction, approval: Approval, options: Options): Promise<void> {
  const subject = cardSubject(approval.id);
  const { version, ownerKey } = await itemStandOf(transaction, approval.itemId);
  const contentHash = hashOf(approval, version);
  await redrawAll(transaction, { subject }, { contentHash, now: options.now });
  await redrawWaiting(transaction, [approval], { contentHash, now: options.now });
  await tellOfWishes(transaction, { approval, ownerKey }, options);
}

async function redrawVoters(
  transaction: Transaction,
  { workspaceId, committeeId }: VotingPlace,
  { now, occasion }: Options & { readonly occasion: string },
): Promise<void> {
  const approvals = await listPending(transaction, { workspaceId, committeeIds: [committeeId] });
  for (const { id } of approvals) {
    const contentHash = `voters:${id}:${occasion}`;
    await redrawAll(transaction, { subject: cardSubject(id) }, { contentHash, now });
  }
  await redrawDecisionVoters(transaction, { committeeId, occasion }, now);
  // Last, as in every other change: whoever votes meanwhile waits for no card that is held here.
  await redrawWaiting(transaction, approvals, { contentHash: `voters:${occasion}`, now });
}

function hashOf({ id, version }: Approval, itemVersion: number): string {
  return `approval:${id}:${version}:${itemVersion}`;
}

/** What the store keeps of the end, in the thread of each card of a channel; who asked and who owns it are told. */
async function record(transaction: Transaction, approval: Approval, options: Options): Promise<void> {
  const cards = await cardsOf(transaction, cardSubject(approval.id));
  const inChannels = cards.filter(({ placeKind, slackTs, state }) => {
    const neverCame = slackTs === null && (state === 'withheld' || state === 'failed' || state === 'closed');
    return placeKind === 'channel' && !neverCame;
  });
  const records = inChannels.map((card): NewDelivery => {
    const key = `approval-record:${approval.id}:${card.place}`;
    return {
      workspaceId: approval.workspaceId,
      key,
      destination: { kind: 'channel', id: card.place },
      ...threadOf(card),
      payload: { kind: 'approval-record', approvalId: approval.id },
      contentHash: key,
    };
  });
  await enqueue(transaction, records, options);
  const { ownerKey } = await itemStandOf(transaction, approval.itemId);
  await tellOfEnd(transaction, { approval, ownerKey }, options);
}

/** The thread in which a card stands, or its own. */
function threadOf({ key, parent, threadTs, slackTs }: StandingCard): Pick<NewDelivery, 'threadTs' | 'parentKey'> {
  if (parent) return { parentKey: parent.key };
  if (threadTs !== null) return { threadTs };
  return slackTs === null ? { parentKey: key } : { threadTs: slackTs };
}

/** Draws the card again on which somebody clicked in vain: it may not show how things stand. */
export async function redrawClicked(
  { database, nowMs, newId }: CopyDeps & { readonly database: Database },
  approval: Approval,
  clicked: { readonly channel: string | null; readonly user: string },
): Promise<void> {
  const keys = [clicked.channel ?? '', clicked.user].flatMap((place) => {
    const key = cardKey(approval.id, place);
    return [key, `${key}:again`];
  });
  const contentHash = `clicked:${newId()}`;
  await database.transaction((transaction) =>
    redrawAll(transaction, { keys }, { contentHash, now: new Date(nowMs()) }),
  );
}
