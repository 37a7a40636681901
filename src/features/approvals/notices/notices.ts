import type { NewId } from '../../../kernel/ids.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { NewDelivery } from '../../../platform/outbox/delivery.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import type { Approval } from '../approval.js';
import type { NoticePayload } from './messages.js';
import { wishesOf } from './wishes.js';

type Options = { readonly newId: NewId; readonly now: Date };

type About = { readonly approval: Approval; readonly ownerKey: string };

/** Who asked and who owns the action hear how it ended; once each. */
export async function tellOfEnd(
  transaction: Transaction,
  { approval, ownerKey }: About,
  options: Options,
): Promise<void> {
  const news = { approval, keys: [approval.requestedByKey, ownerKey] };
  await tell(transaction, { ...news, about: { what: 'end' }, name: 'end' }, options);
}

/** They hear to whom it went and until when, once for each time it goes up. */
export async function tellOfEscalation(
  transaction: Transaction,
  { approval, ownerKey }: About,
  options: Options,
): Promise<void> {
  const { round, requestedByKey } = approval;
  const news = { approval, keys: [requestedByKey, ownerKey], about: { what: 'up', round } as const };
  await tell(transaction, { ...news, name: `up:${round}` }, options);
}

/** They hear of each change that an approver asks for, once for each time they say it. */
export async function tellOfWishes(
  transaction: Transaction,
  { approval, ownerKey }: About,
  options: Options,
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
  options: Options,
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

async function tell(transaction: Transaction, { approval, keys, about, name }: News, options: Options): Promise<void> {
  const { workspaceId, id: approvalId } = approval;
  const people = await peopleOfKeys(transaction, { workspaceId, keys });
  const messages = [...people].flatMap(([personKey, { slackUserId }]): NewDelivery[] => {
    if (slackUserId === null) return [];
    const key = `approval-notice:${approvalId}:${name}:${personKey}`;
    const payload: NoticePayload = { kind: 'approval-notice', approvalId, personKey, about };
    const destination = { kind: 'person', id: slackUserId } as const;
    return [{ workspaceId, key, destination, payload, contentHash: key }];
  });
  await enqueue(transaction, messages, options);
}
