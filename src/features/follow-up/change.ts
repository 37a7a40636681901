import { ConflictError, ForbiddenError, NotFoundError } from '../../kernel/errors.js';
import type { Actor } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import type { CardPlace } from '../../surface/cards/copies.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { placeCards } from './cards/copies.js';
import type { ItemStoreDeps } from './follow-up-deps.js';
import type { Item } from './item.js';
import { changeItem, type ItemChange } from './item-changes.js';
import type { GatedItem } from './item-gate.js';
import { type ItemStep, recordChange, redrawItem } from './move-item.js';
import { isFreeToTake, type OwnerChange, tellOwners } from './owners/news.js';
import { mayChange } from './rights.js';
import { findItem, saveItem } from './stored-items.js';

export type Changing = {
  readonly itemId: string;
  /** Made together or not at all; each leaves its own event. */
  readonly changes: readonly ItemChange[];
  readonly actor: Actor;
  /** The version a form was opened on; where it is given and passed, the change is refused. */
  readonly version?: number;
  /** Whoever makes them asks for an approval as well, and says why; also where they change nothing. */
  readonly wants?: { readonly why: string } | null;
  /** Whoever makes them tells the owners itself. */
  readonly isTold?: boolean;
  /** Further places that are to show the card from now on. */
  readonly places?: (item: Item) => readonly CardPlace[];
};

/** Somebody may not do that to an item; in words for the reader it is told by whoever asked. */
export class ItemForbidden extends ForbiddenError {
  readonly item: Item;

  constructor(item: Item, change: ItemChange['to'], personKey: string) {
    super(`${personKey} may not ${change} ${item.kind} ${item.number}`);
    this.item = item;
  }
}

/** A form was opened on an older version. */
export class ItemChangedMeanwhile extends ConflictError {
  readonly item: Item;

  constructor(item: Item) {
    super(`${item.kind} ${item.number} was changed meanwhile`);
    this.item = item;
  }
}

/** Somebody else's change may come between reading and writing; more often than this, something is wrong. */
const attempts = 5;

/**
 * Changes an item, with its event, and asks for its cards to be drawn again. A change that changes nothing leaves no trace.
 * @throws ItemForbidden, ItemConflict (`changeItem`), ItemChangedMeanwhile, ItemGated, NotFoundError
 */
export async function changeStored(
  deps: ItemStoreDeps,
  changing: Changing,
): Promise<{ readonly before: Item; readonly item: Item }> {
  await deps.gate.prepare();
  const done = await deps.database.transaction((transaction) => store(deps, transaction, changing));
  if (done.item !== done.before) {
    deps.kick();
    done.onCommitted();
    deps.onChanged({ before: done.before, after: done.item, actorKey: changing.actor.person.key });
  }
  return { before: done.before, item: done.item };
}

async function store(
  deps: ItemStoreDeps,
  transaction: Transaction,
  changing: Changing,
): Promise<{ before: Item } & Omit<GatedItem, 'isWaiting'>> {
  const { workspaceId } = deps;
  const { itemId: id, version } = changing;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await findItem(transaction, { workspaceId, id });
    if (!before) throw new NotFoundError(`There is no item ${id}`);
    if (version !== undefined && version !== before.version) throw new ItemChangedMeanwhile(before);
    await refuseTaking(transaction, before, changing);
    const steps = stepsOf(deps, before, changing);
    const after = steps.at(-1)?.after ?? before;
    if (after === before && !changing.wants) return { before, item: before, onCommitted: () => undefined };
    const stored = await storeSteps(deps, transaction, { ...changing, before, after, steps });
    if (stored) return { before, ...stored };
  }
  throw new ConflictError(`item ${id} is being changed by others`);
}

/** @throws ItemForbidden for a blocker that is another's to give: its owner is there, and did not offer it */
async function refuseTaking(transaction: Transaction, item: Item, { changes, actor }: Changing): Promise<void> {
  const { key } = actor.person;
  if (item.ownerKey === key || !changes.some(({ to }) => to === 'take')) return;
  if (!(await isFreeToTake(transaction, item))) throw new ItemForbidden(item, 'take', key);
}

type Stepped = Pick<Changing, 'actor' | 'places' | 'wants' | 'isTold'> &
  Pick<ItemStep, 'before' | 'after'> & { readonly steps: ItemStep[] };

/** Null when somebody else has changed the item meanwhile. */
async function storeSteps(
  deps: ItemStoreDeps,
  transaction: Transaction,
  { before, after, steps, actor, places, wants = null, isTold = false }: Stepped,
): Promise<GatedItem | null> {
  const changes = steps.map(({ change }) => change);
  await deps.gate.beforeChange(transaction, { item: before, changes, actor });
  if (after !== before && !(await saveItem(transaction, before, after))) return null;
  const at = deps.clock.now();
  for (const step of steps) await recordChange(transaction, { ...step, actorKey: actor.person.key, at });
  if (after !== before) await redrawItem(deps, transaction, { before, after });
  const [gated] = await deps.gate.afterStored(transaction, [{ before, after, actor, wants }]);
  if (!gated) throw new Error('one item was changed');
  const options = optionsOf(deps);
  if (!isTold && before.ownerKey !== after.ownerKey)
    await tellOwners(transaction, ownerChange(before, after, actor), options);
  if (places) await placeCards(transaction, { item: gated.item, places: places(gated.item) }, options);
  return gated;
}

function ownerChange(before: Item, after: Item, { person }: Actor): OwnerChange {
  const { workspaceId, id, version } = after;
  return {
    workspaceId,
    fromKey: before.ownerKey,
    toKey: after.ownerKey,
    byKey: person.key,
    itemIds: [id],
    id: `${id}:${version}`,
  };
}

function stepsOf(deps: ItemStoreDeps, item: Item, { changes, actor }: Pick<Changing, 'changes' | 'actor'>): ItemStep[] {
  const steps: ItemStep[] = [];
  const context = { actorKey: actor.person.key, at: deps.clock.now() };
  for (const change of changes) {
    const before = steps.at(-1)?.after ?? item;
    // Judged on what is stored: handing an item over takes no right away in the middle of one form.
    if (!mayChange(actor, item, change.to)) throw new ItemForbidden(item, change.to, actor.person.key);
    const after = changeItem(before, change, context);
    if (after !== before) steps.push({ change, before, after });
  }
  return steps;
}
