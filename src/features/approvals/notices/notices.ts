import type { Transaction } from '../../../platform/db/database.js';
import { type CopyOptions, tellOnce } from '../../../surface/cards/copies.js';
import type { Approval } from '../approval.js';
import type { NoticePayload } from './messages.js';
import { wishesOf } from './wishes.js';

type About = { readonly approval: Approval; readonly ownerKey: string };

/** Who asked and who owns the action hear how it ended; once each. */
export async function tellOfEnd(
  transaction: Transaction,
  { approval, ownerKey }: About,
  options: CopyOptions,
): Promise<void> {
  const news = { approval, keys: [approval.requestedByKey, ownerKey] };
  await tell(transaction, { ...news, about: { what: 'end' }, name: 'end' }, options);
}

/** They hear to whom it went and until when, once for each time it goes up. */
export async function tellOfEscalation(
  transaction: Transaction,
  { approval, ownerKey }: About,
  options: CopyOptions,
): Promise<void> {
  const { round, requestedByKey } = approval;
  const news = { approval, keys: [requestedByKey, ownerKey], about: { what: 'up', round } as const };
  await tell(transaction, { ...news, name: `up:${round}` }, options);
}

/** They hear of each change that an approver asks for, once for each time they say it. */
export async function tellOfWishes(
  transaction: Transaction,
  { approval, ownerKey }: About,
  options: CopyOptions,
): Promise<void> {
  if (approval.state !== 'pending') return;
  const { id: approvalId, round, requestedByKey } = approval;
  for (const { approverKey, castByKey, at } of await wishesOf(transaction, { approvalId, round })) {
    // One click of a delegate may say it for several.
    const name = `wish:${round}:${castByKey}:${at.getTime()}`;
    const about = { what: 'wish', round, approverKey } as const;
    await tell(transaction, { approval, keys: [requestedByKey, ownerKey], about, name }, options);
  }
}

/** Who asked hears that a channel cannot show the card; the approvers have it in their own messages all the same. */
export async function tellOfPlace(
  transaction: Transaction,
  { approval, channel, reason }: { approval: Approval; channel: string; reason: 'closed' | 'shared' },
  options: CopyOptions,
): Promise<void> {
  const about = { what: 'place', channel, reason } as const;
  await tell(transaction, { approval, keys: [approval.requestedByKey], about, name: `place:${channel}` }, options);
}

type News = {
  readonly approval: Approval;
  readonly keys: readonly string[];
  readonly about: NoticePayload['about'];
  /** Tells it from other news of the same approval. */
  readonly name: string;
};

async function tell(
  transaction: Transaction,
  { approval, keys, about, name }: News,
  options: CopyOptions,
): Promise<void> {
  const { workspaceId, id: approvalId } = approval;
  const message = (personKey: string) => {
    const payload: NoticePayload = { kind: 'approval-notice', approvalId, personKey, about };
    return { key: `approval-notice:${approvalId}:${name}:${personKey}`, payload };
  };
  await tellOnce(transaction, { workspaceId, personKeys: keys, message }, options);
}
