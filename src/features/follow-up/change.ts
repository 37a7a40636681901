import { ConflictError, ForbiddenError, NotFoundError } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';
import { type CardPlace, placeCards, redrawCards } from './cards/copies.js';
import type { StoreDeps } from './follow-up-deps.js';
import type { Item } from './item.js';
import { changeItem, type ItemChange } from './item-changes.js';
import { factsOf } from './raise.js';
import { redrawReminders } from './reminders/delivery.js';
import { findItem, saveItem } from './repository.js';
import { type Actor, mayChange } from './rights.js';

export type Changing = {
  readonly itemId: string;
  /** Made together or not at all; each leaves its own event. */
  readonly changes: readonly ItemChange[];
  readonly actor: Actor;
  /** The version a form was opened on; where it is given and passed, the change is refused. */
  readonly version?: number;
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
 * @throws ItemForbidden, ItemConflict (`changeItem`), ItemChangedMeanwhile, NotFoundError
 */
export async function changeStored(
  deps: StoreDeps,
  changing: Changing,
): Promise<{ readonly before: Item; readonly item: Item }> {
  const done = await deps.database.transaction((transaction) => store(deps, transaction, changing));
  if (done.item !== done.before) {
    deps.kick();
    deps.onChanged({ before: done.before, after: done.item, actorKey: changing.actor.person.key });
  }
  return done;
}

async function store(
  deps: StoreDeps,
  transaction: Transaction,
  changing: Changing,
): Promise<{ before: Item; item: Item }> {
  const { workspaceId } = deps;
  const { itemId: id, actor, version } = changing;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await findItem(transaction, { workspaceId, id });
    if (!before) throw new NotFoundError(`There is no item ${id}`);
    if (version !== undefined && version !== before.version) throw new ItemChangedMeanwhile(before);
    const steps = stepsOf(deps, before, { ...changing, actor });
    const item = steps.at(-1)?.after ?? before;
    if (item === before) return { before, item };
    if (!(await saveItem(transaction, before, item))) continue;
    for (const step of steps) await recordStep(deps, transaction, { ...step, actor });
    const options = { newId: deps.newId, now: new Date(deps.nowMs()) };
    await redrawCards(transaction, item, options);
    await redrawReminders(transaction, { item, personKeys: [before.ownerKey, item.ownerKey] }, options);
    if (changing.places) await placeCards(transaction, { item, places: changing.places(item) }, options);
    return { before, item };
  }
  throw new ConflictError(`item ${id} is being changed by others`);
}

type Step = { readonly change: ItemChange; readonly before: Item; readonly after: Item };

function stepsOf(deps: StoreDeps, item: Item, { changes, actor }: Pick<Changing, 'changes' | 'actor'>): Step[] {
  const steps: Step[] = [];
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

async function recordStep(
  deps: StoreDeps,
  transaction: Transaction,
  { change, before, after, actor }: Step & { readonly actor: Actor },
): Promise<void> {
  await recordEvent(transaction, {
    workspaceId: deps.workspaceId,
    actorKey: actor.person.key,
    what: `item.${change.to}`,
    subjectKind: 'item',
    subjectId: after.id,
    before: factsOf(before),
    after: { ...factsOf(after), ...('reason' in change ? { reason: change.reason } : {}) },
    surface: 'slack',
    at: deps.clock.now(),
  });
}
