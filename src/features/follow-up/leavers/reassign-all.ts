import { changeStored } from '../change.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { ItemConflict } from '../item-changes.js';
import { ItemGated } from '../item-gate.js';
import { listLeft } from './departures.js';
import type { ReassignAll } from './hand-over.js';

const itemsAtOnce = 50;

/** Hands items over one by one, each with its event and its cards; what was closed meanwhile, or nobody could approve then, is let be. */
export function createReassignAll(deps: FollowUpDeps): ReassignAll {
  return async ({ committeeId, fromKey, toKey, actor }) => {
    const handed: string[] = [];
    const refused = new Set<string>();
    for (;;) {
      // What was refused stays theirs, and stands before what follows.
      const take = itemsAtOnce + refused.size;
      const { items } = await listLeft(deps.database.client, { committeeId, ownerKey: fromKey, take });
      for (const { id } of items.filter((item) => !refused.has(item.id))) {
        if (await handOne(deps, { id, toKey, actor })) handed.push(id);
        else refused.add(id);
      }
      if (items.length < take) return handed;
    }
  };
}

async function handOne(
  deps: FollowUpDeps,
  { id, toKey, actor }: { id: string } & Pick<Parameters<ReassignAll>[0], 'toKey' | 'actor'>,
): Promise<boolean> {
  try {
    await changeStored(deps, { itemId: id, changes: [{ to: 'reassign', ownerKey: toKey }], actor, isTold: true });
    return true;
  } catch (error) {
    if (error instanceof ItemConflict || error instanceof ItemGated) return false;
    throw error;
  }
}
