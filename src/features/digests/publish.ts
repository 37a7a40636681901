import { setImmediate as nextTurn } from 'node:timers/promises';
import { ValidationError } from '../../kernel/errors.js';
import { type NewId, sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';
import type { NewDelivery } from '../../platform/outbox/delivery.js';
import { enqueue } from '../../platform/outbox/stored-deliveries.js';
import type { Texts } from '../../platform/texts.js';
import { composeMessages, correctedMessage, parentPart } from './compose.js';
import type { DigestContent } from './digest.js';
import type { MessageDraft } from './message.js';
import { saysTheSame, writeContent } from './snapshot-content.js';
import {
  addSnapshot,
  type DigestRecord,
  deliveriesOf,
  findSnapshot,
  moveDigest,
  type Snapshot,
} from './stored-digests.js';
import type { DigestTemplates } from './template.js';

/** What a digest message's row in the outbox holds: where to find what it says. */
export type DigestPayload = {
  readonly kind: 'digest';
  readonly digestId: string;
  readonly snapshot: number;
  readonly part: string;
};

export type PublishDeps = {
  readonly database: Database;
  readonly templates: DigestTemplates;
  readonly texts: Texts;
  readonly newId: NewId;
  /** Technical time: when the outbox may begin. */
  readonly nowMs: () => number;
};

type Publication = {
  readonly digest: DigestRecord;
  readonly committee: Committee;
  readonly content: DigestContent;
  /** Business time. */
  readonly at: Date;
  readonly actorKey: string | null;
  readonly surface: 'schedule' | 'cli' | 'slack';
};

/**
 * What the keys of a digest's messages begin with: they are in the messages' metadata for as long as those live. One that
 * was begun anew has messages of its own.
 */
function keyPrefix(digestId: string, firstSnapshot: number): string {
  return firstSnapshot === 1 ? `digest:${digestId}:` : `digest:${digestId}#${firstSnapshot}:`;
}

/** Which part of a digest a message with such a key is. */
export function partOfKey(key: string): string {
  return key.replace(/^digest:[^:]*:/, '');
}

/**
 * Freezes the content as the next snapshot (the first, unless it was begun anew) and puts its messages into the outbox, in one transaction.
 * False when another process was first.
 */
export async function approveDigest(deps: PublishDeps, publication: Publication): Promise<boolean> {
  const { digest, committee, at } = publication;
  if (!committee.channel)
    throw new ValidationError(`The committee ${committee.key} has no channel: name one in copil.yml`);
  const prepared = await prepare(deps, publication.content);
  return deps.database.transaction(async (transaction) => {
    if (!(await moveDigest(transaction, { id: digest.id, from: ['planned'], to: 'approved' }))) return false;
    const number = ((await findSnapshot(transaction, { digestId: digest.id }))?.number ?? 0) + 1;
    await storeSnapshot(transaction, deps, { ...publication, number, prepared });
    await recordEvent(transaction, {
      workspaceId: digest.workspaceId,
      actorKey: publication.actorKey,
      what: 'digest.approved',
      subjectKind: 'digest',
      subjectId: digest.id,
      after: { committee: committee.key, period: digest.period, isLate: digest.isLate },
      surface: publication.surface,
      at,
    });
    return true;
  });
}

/** The next snapshot of a digest that has left, on the same messages. False when nothing that it says has changed. */
export async function correctDigest(
  deps: PublishDeps,
  publication: Publication & { readonly previous: Snapshot },
): Promise<boolean> {
  const { digest, previous, content } = publication;
  if (saysTheSame(content, previous.content)) return false;
  const prepared = await prepare(deps, content);
  return deps.database.transaction(async (transaction) => {
    const newest = await findSnapshot(transaction, { digestId: digest.id });
    if (newest?.number !== previous.number) return false;
    await storeSnapshot(transaction, deps, { ...publication, number: previous.number + 1, prepared });
    // What it says in Slack is behind the store again until the edits went through.
    await moveDigest(transaction, { id: digest.id, from: ['published'], to: 'approved' });
    await recordEvent(transaction, {
      workspaceId: digest.workspaceId,
      actorKey: publication.actorKey,
      what: 'digest.corrected',
      subjectKind: 'digest',
      subjectId: digest.id,
      after: { snapshot: previous.number + 1, landed: content.landed.map(({ key }) => key) },
      surface: publication.surface,
      at: publication.at,
    });
    return true;
  });
}

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

type Prepared = { readonly json: string; readonly drafts: readonly MessageDraft[] };

/** All that takes time, done before the transaction, with turns of the event loop between: nobody waits for a digest. */
async function prepare(deps: PublishDeps, content: DigestContent): Promise<Prepared> {
  const json = writeContent(content);
  await nextTurn();
  const drafts = composeMessages(content, { template: deps.templates.get(content.template), texts: deps.texts });
  await nextTurn();
  return { json, drafts };
}

async function storeSnapshot(
  transaction: Transaction,
  deps: PublishDeps,
  publication: Publication & { readonly number: number; readonly prepared: Prepared },
): Promise<void> {
  const { digest, committee, content, number } = publication;
  const { json, drafts } = publication.prepared;
  await addSnapshot(transaction, { digestId: digest.id, number, content: json, createdAt: publication.at });
  const known = await deliveriesOf(transaction, digest.id);
  const [first] = known;
  const prefix = first ? first.key.slice(0, -partOfKey(first.key).length) : keyPrefix(digest.id, number);
  const parts = new Set(drafts.map(({ part }) => part));
  const corrected = known
    .map(({ key }) => partOfKey(key))
    .filter((part) => !parts.has(part))
    .map((part) => correctedMessage(part, content, deps.texts));
  const now = new Date(deps.nowMs());
  const messages = [...drafts, ...corrected].map((draft, index) =>
    asDelivery(draft, { digest, prefix, channel: committee.channel ?? '', snapshot: number, position: index }),
  );
  await enqueue(transaction, messages, { newId: deps.newId, now });
}

function asDelivery(
  draft: MessageDraft,
  {
    digest,
    prefix,
    channel,
    snapshot,
    position,
  }: { digest: DigestRecord; prefix: string; channel: string; snapshot: number; position: number },
): NewDelivery {
  const payload: DigestPayload = { kind: 'digest', digestId: digest.id, snapshot, part: draft.part };
  return {
    workspaceId: digest.workspaceId,
    key: `${prefix}${draft.part}`,
    digestId: digest.id,
    destination: { kind: 'channel', id: channel },
    ...(draft.part === parentPart ? {} : { parentKey: `${prefix}${parentPart}` }),
    position,
    payload,
    // A new snapshot edits only the messages that read differently.
    contentHash: sha256(canonicalJson(draft)),
  };
}
