import { setImmediate as nextTurn } from 'node:timers/promises';
import { isUniqueViolation } from '../../platform/db/errors.js';
import type { ItemStoreDeps } from './follow-up-deps.js';
import { ItemGated } from './item-gate.js';
import { assertMayRaise, type Raised, type Raising, raiseItem, raiseItems } from './raise.js';

/** As `raiseItem`. */
export type Raise = (raising: Raising) => Promise<Raised>;

/** In one transaction: others wait for its end. */
const togetherAtMost = 32;

type Waiting = {
  readonly raising: Raising;
  readonly resolve: (raised: Raised) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Raises items one after the other, and those that came meanwhile together: where many people raise something at once,
 * the disk is waited for once for all of them. Each is told after the commit of its own.
 */
export function createRaise(deps: ItemStoreDeps): Raise {
  const waiting: Waiting[] = [];
  let isStoring = false;
  const storeAll = async (): Promise<void> => {
    isStoring = true;
    // Those who ask in this turn come along.
    await nextTurn();
    while (waiting.length > 0) await storeTogether(deps, waiting.splice(0, togetherAtMost));
    isStoring = false;
  };
  return async (raising) => {
    assertMayRaise(raising);
    return new Promise((resolve, reject) => {
      waiting.push({ raising, resolve, reject });
      if (!isStoring) void storeAll();
    });
  };
}

/** Never throws: whoever waits is told. */
async function storeTogether(deps: ItemStoreDeps, group: readonly Waiting[]): Promise<void> {
  if (group.length === 1) return storeEach(deps, group);
  try {
    const raised = await raiseItems(
      deps,
      group.map(({ raising }) => raising),
    );
    group.forEach(({ resolve, reject }, index) => {
      const mine = raised[index];
      if (mine) resolve(mine);
      else reject(new Error('fewer items were raised than asked for'));
    });
  } catch (error) {
    // A submission that Slack delivers twice, or that nobody could approve, must not undo those of others.
    if (isUniqueViolation(error) || error instanceof ItemGated) return storeEach(deps, group);
    for (const { reject } of group) reject(error);
  }
}

async function storeEach(deps: ItemStoreDeps, group: readonly Waiting[]): Promise<void> {
  for (const { raising, resolve, reject } of group) await raiseItem(deps, raising).then(resolve, reject);
}
