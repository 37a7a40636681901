import { NotFoundError } from '../../../kernel/errors.js';
import { composeMessages } from '../compose.js';
import type { DigestContent } from '../digest.js';
import type { MessageDraft } from '../message.js';
import type { PublishDeps } from '../publish.js';
import type { Readers } from '../section.js';
import { findSnapshot } from '../stored-digests.js';

export type SnapshotName = { readonly digestId: string; readonly snapshot: number };

export type ComposedSnapshot = { readonly content: DigestContent; readonly drafts: readonly MessageDraft[] };

/** The messages of a snapshot. A snapshot never changes, so the few in use are composed once for all their messages. */
export interface Drafts {
  /** @throws NotFoundError when the snapshot is not in the store */
  of(name: SnapshotName, readers: Readers): Promise<ComposedSnapshot>;
}

/** Digests on their way at the same time, for one kind of reader each; a composed one holds about a megabyte. */
const kept = 8;

export function createDrafts({
  database,
  templates,
  texts,
}: Pick<PublishDeps, 'database' | 'templates' | 'texts'>): Drafts {
  const known = new Map<string, ComposedSnapshot>();
  return {
    async of({ digestId, snapshot: number }, readers) {
      const key = `${digestId} ${number} ${readers.clearance} ${readers.hasOutsiders}`;
      const found = known.get(key);
      if (found) return found;
      const snapshot = await findSnapshot(database.client, { digestId, number });
      if (!snapshot) throw new NotFoundError(`Snapshot ${number} of digest ${digestId} is not in the store`);
      const { content } = snapshot;
      const drafts = composeMessages(content, { template: templates.get(content.template), texts, readers });
      if (known.size >= kept) known.delete(known.keys().next().value ?? '');
      known.set(key, { content, drafts });
      return { content, drafts };
    },
  };
}
