import { addDays, type CalendarDate, dayNumber, weekdayIndex } from '../../kernel/calendar.js';
import type { TimeOfDay } from '../../kernel/zoned-time.js';
import { instantAt, localDate } from '../../kernel/zoned-time.js';
import { findCommitteeByKey } from '../../organisation/committees/committees.js';
import { actorOf } from '../../organisation/committees/seats.js';
import { changeStored } from './change.js';
import type { ItemDraft } from './draft.js';
import type { ItemStoreDeps } from './follow-up-deps.js';
import type { ItemChange } from './item-changes.js';
import { openGate } from './item-gate.js';
import { raiseItem } from './raise.js';

/** One item of the sample: days are counted from the Monday of the digest that is read first. */
export type SampleItem = Pick<ItemDraft, 'kind' | 'title' | 'details' | 'ownerKey' | 'kpiKey' | 'projectKey'> &
  Partial<Pick<ItemDraft, 'severity' | 'actionType' | 'unblockerKey'>> & {
    readonly committee: string;
    readonly raisedBy: string;
    readonly raised: number;
    readonly due: number;
    readonly next?: { readonly day: number; readonly by: string; readonly change: ItemChange };
  };

const noon: TimeOfDay = { hour: 11, minute: 30 };

type SampleDeps = Pick<ItemStoreDeps, 'database' | 'workspaceId' | 'newId' | 'nowMs'>;

/**
 * Stores the sample's blockers and actions as their people would have raised them in the weeks before a moment. No card
 * is posted: they are what the first digest comes back to. Doing it again changes nothing.
 */
export async function raiseSampleItems(
  deps: SampleDeps,
  items: readonly SampleItem[],
  ask: { readonly until: Date; readonly zone: string },
): Promise<void> {
  const monday = mondayOf(localDate(ask.until, ask.zone));
  const at = (day: number) => instantAt({ date: addDays(monday, day), time: noon, zone: ask.zone });
  for (const [index, item] of items.entries()) {
    if (at(item.raised) >= ask.until) continue;
    const id = await raise(deps, item, { at: at(item.raised), requestKey: `sample:${index}`, monday });
    const { next } = item;
    if (id === null || !next || at(next.day) >= ask.until) continue;
    const actor = await actorOf(deps.database.client, { workspaceId: deps.workspaceId, personKey: next.by });
    if (actor) await changeStored(storeAt(deps, at(next.day)), { itemId: id, changes: [next.change], actor });
  }
}

/** Null where it was there already, or its people are not. */
async function raise(
  deps: SampleDeps,
  item: SampleItem,
  when: { readonly at: Date; readonly requestKey: string; readonly monday: CalendarDate },
): Promise<string | null> {
  const { workspaceId } = deps;
  const committee = await findCommitteeByKey(deps.database.client, { workspaceId, key: item.committee });
  const actor = await actorOf(deps.database.client, { workspaceId: deps.workspaceId, personKey: item.raisedBy });
  if (!committee || !actor) return null;
  const { raised: _raised, due, next: _next, raisedBy: _raisedBy, committee: _committee, ...texts } = item;
  const draft: ItemDraft = {
    severity: 'medium',
    actionType: 'corrective',
    unblockerKey: null,
    ...texts,
    committeeId: committee.id,
    dueOn: addDays(when.monday, due),
    source: null,
  };
  const raising = { draft, actor, requestKey: when.requestKey, places: [] };
  const stored = await raiseItem(storeAt(deps, when.at), raising);
  return stored.isNew ? stored.item.id : null;
}

function storeAt(deps: SampleDeps, at: Date): ItemStoreDeps {
  return { ...deps, clock: { now: () => at }, kick: () => undefined, onChanged: () => undefined, gate: openGate };
}

function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, -weekdayIndex(dayNumber(date)));
}
