import { addDays, type CalendarDate, dayNumber } from '../../../kernel/calendar.js';
import { instantAt, localDate } from '../../../kernel/zoned-time.js';
import { type HolidayCalendar, isWorkingDay, workingDaysBetween } from '../../../organisation/calendar/working-days.js';
import { type Committee, findCommitteeByKey } from '../../../organisation/committees/committees.js';
import type { Transaction } from '../../../platform/db/database.js';
import { type Item, isOpen, itemName } from '../item.js';
import { pastFinder } from './past/finder.js';
import { readPast } from './past/read-past.js';
import type { Escalations, OpenItems, Promises, ReviewedItem, ReviewGroup } from './review.js';
import {
  escalatedIn,
  type FoundItems,
  type ReviewFinder,
  type ReviewNames,
  type ReviewSpan,
  readNames,
  storedFinder,
} from './reviewed-items.js';

/** Whose items, and as they stood when. */
export type ReviewAsk = {
  readonly committee: Committee;
  /** The review before; null where there was none: then everything is new. */
  readonly since: Date | null;
  readonly until: Date;
  /** Of the committee's country. */
  readonly holidays: HolidayCalendar;
  /** Items listed of each group, of which the rest is counted; ten unless given. */
  readonly limit?: number;
};

/** A blocker that is older than this many working days is for the committee above. */
const oldAfterDays = 10;

const onKpiAtMost = 5;

/**
 * What became of a committee's items since its last review, as they stood at the end of the span. Bounded queries only
 * while nobody changed an item since: it takes as long with 50,000 items in the store as with 50.
 */
export async function promisesOf(store: Transaction, ask: ReviewAsk): Promise<Promises> {
  const { finder, reviewed } = await openReview(store, ask);
  const done = await finder.closed('done');
  const silent = await finder.overdue(true);
  const late = await finder.overdue(false);
  const { fresh, running } = await finder.ahead();
  const dropped = await finder.closed('dropped');
  const groups = await reviewed({ done, silent, late, fresh, running, dropped });
  const isAnyListed = Object.values(groups).some(({ total }) => total > 0);
  return { hasHistory: isAnyListed || (await finder.hasItems()), ...groups };
}

/** What is open on each of these KPIs; in bounded queries as `promisesOf`. */
export async function openItemsOn(
  store: Transaction,
  ask: ReviewAsk & { readonly kpiKeys: readonly string[] },
): Promise<OpenItems> {
  const { finder, reviewed } = await openReview(store, ask);
  const found: [string, FoundItems][] = [];
  for (const kpiKey of ask.kpiKeys) {
    const items = await finder.onKpi(kpiKey, onKpiAtMost);
    if (items.total > 0) found.push([kpiKey, items]);
  }
  return reviewed(Object.fromEntries(found));
}

/**
 * Blockers that the committee above may have to look at: the old ones, and those on KPIs that are red for the second time.
 * Null where there is no committee above; in bounded queries as `promisesOf`.
 */
export async function escalationsOf(
  store: Transaction,
  ask: ReviewAsk & { readonly redTwice: readonly string[] },
): Promise<Escalations | null> {
  const above = await findAbove(store, ask.committee);
  if (!above) return null;
  const { finder, reviewed, day } = await openReview(store, ask);
  const { old, onRed } = await finder.toEscalate({ before: oldBefore(day, ask), kpiKeys: ask.redTwice });
  const groups = await reviewed({ old, onRed: { items: onRed, total: onRed.length } });
  return { to: above, old: groups.old, onRed: groups.onRed.items };
}

/** How the items of a review are found, and what is told of those that were. */
async function openReview(store: Transaction, ask: ReviewAsk) {
  const { committee, since, until } = ask;
  const { workspaceId } = committee;
  const day = localDate(until, committee.timeZone);
  const finder = await finderOf(store, {
    workspaceId,
    committeeId: committee.id,
    since,
    until,
    day,
    limit: ask.limit ?? 10,
  });
  const reviewed = async <Name extends string>(
    found: Readonly<Record<Name, FoundItems>>,
  ): Promise<Record<Name, ReviewGroup>> => {
    const groups = Object.entries<FoundItems>(found);
    const names = await readNames(
      store,
      workspaceId,
      groups.flatMap(([, { items }]) => items),
    );
    const told = groups.map(([name, { items, total }]) => [
      name,
      { items: items.map((item) => asReviewed(item, { ask, day, names })), total },
    ]);
    return Object.fromEntries(told) as Record<Name, ReviewGroup>;
  };
  return { finder, reviewed, day };
}

async function finderOf(store: Transaction, span: ReviewSpan): Promise<ReviewFinder> {
  const stored = storedFinder(store, span);
  const past = await readPast(store, span);
  return past ? { ...stored, ...pastFinder(past, span, (ids) => escalatedIn(store, span, ids)) } : stored;
}

async function findAbove(store: Transaction, { workspaceId, parentKey }: Committee): Promise<Escalations['to'] | null> {
  const above = parentKey ? await findCommitteeByKey(store, { workspaceId, key: parentKey }) : null;
  return above && { key: above.key, name: above.name };
}

/** Whoever was raised before this instant is older than the working days allowed, on that day. */
function oldBefore(day: CalendarDate, { committee, holidays }: ReviewAsk): Date {
  let found = isWorkingDay(day, holidays) ? 1 : 0;
  let date = day;
  while (found <= oldAfterDays) {
    date = addDays(date, -1);
    if (isWorkingDay(date, holidays)) found += 1;
  }
  return instantAt({ date, time: { hour: 0, minute: 0 }, zone: committee.timeZone });
}

function asReviewed(
  item: Item,
  { ask, day, names }: { readonly ask: ReviewAsk; readonly day: CalendarDate; readonly names: ReviewNames },
): ReviewedItem {
  const { committee, holidays } = ask;
  const { timeZone } = committee;
  const lastDay = item.closedAt ? localDate(item.closedAt, timeZone) : day;
  return {
    id: item.id,
    kind: item.kind,
    name: itemName(item),
    title: item.title,
    owner: names.owner(item.ownerKey),
    dueOn: item.dueOn,
    daysLate: isOpen(item) ? Math.max(0, dayNumber(day) - dayNumber(item.dueOn)) : 0,
    ageDays: workingDaysBetween(localDate(item.raisedAt, timeZone), lastDay, holidays),
    isProposed: item.state === 'proposed',
    outcome: item.outcome,
    kpi: names.kpi(item.kpiKey),
    from: item.committeeId === committee.id ? null : names.committee(item.committeeId),
  };
}
