import { addDays, type CalendarDate, dayNumber } from '../../../kernel/calendar.js';
import { instantAt, localDate } from '../../../kernel/zoned-time.js';
import { type HolidayCalendar, isWorkingDay, workingDaysBetween } from '../../../organisation/calendar/working-days.js';
import { type Committee, findCommitteeByKey } from '../../../organisation/committees/committees.js';
import type { Transaction } from '../../../platform/db/database.js';
import { type Item, isOpen, itemName } from '../item.js';
import { pastFinder } from './past/finder.js';
import { readPast } from './past/read-past.js';
import type { Review, ReviewEscalations, ReviewedItem, ReviewGroup } from './review.js';
import {
  escalatedIn,
  type FoundItems,
  type ReviewFinder,
  type ReviewNames,
  type ReviewSpan,
  readNames,
  storedFinder,
} from './reviewed-items.js';

export type ReviewAsk = {
  readonly committee: Committee;
  /** The review before; null where there was none: then everything is new. */
  readonly since: Date | null;
  readonly until: Date;
  /** Items listed of each group; the rest is counted. */
  readonly limit: number;
  /** Of the committee's country. */
  readonly holidays: HolidayCalendar;
  /** KPIs of which the open items are wanted. */
  readonly kpiKeys: readonly string[];
  /** KPIs that are red now and were red in the review before. */
  readonly redTwice: readonly string[];
};

/** A blocker that is older than this many working days is for the committee above. */
const oldAfterDays = 10;

const onKpiAtMost = 5;

/**
 * What a committee's review of a span needs to know of its items, as they stood at its end. Bounded queries only while
 * nobody changed an item since: it takes as long with 50,000 items in the store as with 50.
 */
export async function reviewOf(store: Transaction, ask: ReviewAsk): Promise<Review> {
  const { committee, since, until, limit } = ask;
  const { workspaceId } = committee;
  const day = localDate(until, committee.timeZone);
  const span: ReviewSpan = { workspaceId, committeeId: committee.id, since, until, day, limit };
  const finder = await finderOf(store, span);
  const found = {
    done: await finder.closed('done'),
    silent: await finder.overdue(true),
    late: await finder.overdue(false),
    ...(await finder.ahead()),
    dropped: await finder.closed('dropped'),
  };
  const onKpis = new Map<string, FoundItems>();
  for (const kpiKey of ask.kpiKeys) {
    const items = await finder.onKpi(kpiKey, onKpiAtMost);
    if (items.total > 0) onKpis.set(kpiKey, items);
  }
  const above = await findAbove(store, committee);
  const before = oldBefore(day, ask);
  const toEscalate = above ? await finder.toEscalate({ before, kpiKeys: ask.redTwice }) : null;
  const groups = [...Object.values(found), ...onKpis.values(), ...(toEscalate ? [toEscalate.old] : [])];
  const all = [...groups.flatMap(({ items }) => items), ...(toEscalate?.onRed ?? [])];
  const names = await readNames(store, workspaceId, all);
  const reviewed = (item: Item) => asReviewed(item, { ask, day, names });
  const group = ({ items, total }: FoundItems): ReviewGroup => ({ items: items.map(reviewed), total });
  return {
    hasHistory: all.length > 0 || (await finder.hasItems()),
    done: group(found.done),
    silent: group(found.silent),
    late: group(found.late),
    fresh: group(found.fresh),
    running: group(found.running),
    dropped: group(found.dropped),
    onKpis: Object.fromEntries([...onKpis].map(([key, items]) => [key, group(items)])),
    escalations:
      above && toEscalate ? { to: above, old: group(toEscalate.old), onRed: toEscalate.onRed.map(reviewed) } : null,
  };
}

async function finderOf(store: Transaction, span: ReviewSpan): Promise<ReviewFinder> {
  const stored = storedFinder(store, span);
  const past = await readPast(store, span);
  return past ? { ...stored, ...pastFinder(past, span, (ids) => escalatedIn(store, span, ids)) } : stored;
}

async function findAbove(
  store: Transaction,
  { workspaceId, parentKey }: Committee,
): Promise<ReviewEscalations['to'] | null> {
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
