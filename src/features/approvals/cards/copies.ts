import type { NewId } from '../../../kernel/ids.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import type { Destination, NewDelivery } from '../../../platform/outbox/delivery.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import {
  type CopyOptions,
  cardsAt,
  optionsOf,
  placeInChannel,
  placeRecords,
  placesOfPeople,
} from '../../../surface/cards/copies.js';
import { redrawDecisionVoters } from '../../decisions/public.js';
import { newestDigest } from '../../digests/public.js';
import { findItem, type Item } from '../../follow-up/public.js';
import type { Approval } from '../approval.js';
import type { ApprovalCopies, AskedApproval, VotingPlace } from '../approval-deps.js';
import { tellOfDelegation } from '../notices/delegation-news.js';
import { tellOfEnd, tellOfEscalation, tellOfWishes } from '../notices/notices.js';
import { listPending } from '../stored-approvals.js';
import { redrawWaiting } from '../waiting/redraw.js';

export type CopyDeps = { readonly newId: NewId; readonly nowMs: () => number };

/** The cards of approvals in the outbox. Each is composed from the store when it is sent. */
export function createCopies(deps: CopyDeps): ApprovalCopies {
  const options = () => optionsOf(deps);
  return {
    place: (transaction, asked) => place(transaction, asked, options()),
    redraw: (transaction, approval) => redraw(transaction, approval, options()),
    record: (transaction, approval) => record(transaction, approval, options()),
    tellOfEscalation: async (transaction, approval) => {
      const { ownerKey } = await itemOf(transaction, approval);
      await tellOfEscalation(transaction, { approval, ownerKey }, options());
    },
    tellOfDelegation: (transaction, told) => tellOfDelegation(transaction, told, options()),
    redrawVoters: (transaction, place, occasion) => redrawVoters(transaction, place, { ...options(), occasion }),
  };
}

export const cardSubject = (approvalId: string): string => `approval:${approvalId}`;

/** Key of the card of an approval in a place, by the Slack id of a channel or person. */
export const cardKey = (approvalId: string, place: string): string => `approval:${approvalId}:${place}`;

/** In the channel, and to everybody who may vote, or votes in their place; where there is no channel, to who asked as well. */
async function place(transaction: Transaction, asked: AskedApproval, options: CopyOptions): Promise<void> {
  const { approval, item, committee, electorate } = asked;
  const { workspaceId } = approval;
  const { channel } = committee;
  const voters = electorate.flatMap(({ personKey, delegateKey }) => [personKey, ...(delegateKey ? [delegateKey] : [])]);
  const keys = [...voters, ...(channel ? [] : [approval.requestedByKey])];
  const places = [
    ...(channel ? [placeInChannel(channel, { digest: await newestDigest(transaction, committee.id) })] : []),
    ...(await placesOfPeople(transaction, { workspaceId, keys })),
  ];
  const contentHash = hashOf(approval, item.version);
  const cardAt = (destination: Destination): NewDelivery => ({
    workspaceId,
    key: cardKey(approval.id, destination.id),
    destination,
    subject: cardSubject(approval.id),
    payload: { kind: 'approval', approvalId: approval.id },
    contentHash,
  });
  await enqueue(transaction, cardsAt(places, cardAt), options);
}

async function redraw(transaction: Transaction, approval: Approval, options: CopyOptions): Promise<void> {
  const subject = cardSubject(approval.id);
  const { version, ownerKey } = await itemOf(transaction, approval);
  const contentHash = hashOf(approval, version);
  await redrawAll(transaction, { subject }, { contentHash, now: options.now });
  await redrawWaiting(transaction, [approval], { contentHash, now: options.now });
  await tellOfWishes(transaction, { approval, ownerKey }, options);
}

async function redrawVoters(
  transaction: Transaction,
  { workspaceId, committeeId }: VotingPlace,
  { now, occasion }: CopyOptions & { readonly occasion: string },
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
async function record(transaction: Transaction, approval: Approval, options: CopyOptions): Promise<void> {
  const recordAt = (destination: Destination): NewDelivery => {
    const key = `approval-record:${approval.id}:${destination.id}`;
    const payload = { kind: 'approval-record', approvalId: approval.id };
    return { workspaceId: approval.workspaceId, key, destination, payload, contentHash: key };
  };
  await placeRecords(transaction, { subject: cardSubject(approval.id), recordAt }, options);
  const { ownerKey } = await itemOf(transaction, approval);
  await tellOfEnd(transaction, { approval, ownerKey }, options);
}

/** A card shows it, and is drawn again when it moved. */
async function itemOf(transaction: Transaction, { workspaceId, itemId }: Approval): Promise<Item> {
  const item = await findItem(transaction, { workspaceId, id: itemId });
  if (!item) throw new Error(`there is no item ${itemId}, which an approval is about`);
  return item;
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
