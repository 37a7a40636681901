import { type Item, isOpen } from '../../item.js';
import { remindersAtMost } from '../../reminders/policy.js';
import { type FoundItems, onRedAtMost, type ReviewFinder, type ReviewSpan } from '../reviewed-items.js';

/** The same questions to items as they stood at the end of a span, which are all at hand. */
export function pastFinder(
  items: readonly Item[],
  span: ReviewSpan,
  wasHandedUpInSpan: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Omit<ReviewFinder, 'hasItems'> {
  const { committeeId, since, until, day, limit } = span;
  const isOwn = (item: Item) => item.committeeId === committeeId;
  const isIn = (at: Date | null) => at !== null && at <= until && (since === null || at > since);
  const open = items.filter(isOpen);
  const ahead = open.filter(({ dueOn }) => dueOn >= day);
  const first = (some: readonly Item[], order: (item: Item) => string, atMost = limit): FoundItems => ({
    items: some.toSorted((a, b) => (rank(a, order) < rank(b, order) ? -1 : 1)).slice(0, atMost),
    total: some.length,
  });
  return {
    closed(how) {
      const states = how === 'done' ? ['done', 'resolved'] : ['dropped'];
      const closed = items.filter(({ state, closedAt }) => states.includes(state) && isIn(closedAt));
      return Promise.resolve(first(closed, ({ closedAt }) => closedAt?.toISOString() ?? ''));
    },
    overdue(isSilent) {
      const late = open.filter(({ dueOn, reminders }) => dueOn < day && reminders >= remindersAtMost === isSilent);
      return Promise.resolve(first(late, byDueDate));
    },
    async ahead() {
      const fromBelow = ahead.filter((item) => !isOwn(item));
      const isNew = await wasHandedUpInSpan(fromBelow.map(({ id }) => id));
      const isFresh = (item: Item) => (isOwn(item) ? isIn(item.raisedAt) : isNew.has(item.id));
      return {
        fresh: first(ahead.filter(isFresh), byAge),
        running: first(
          ahead.filter((item) => !isFresh(item)),
          byDueDate,
        ),
      };
    },
    onKpi(kpiKey, atMost) {
      return Promise.resolve(
        first(
          open.filter((item) => item.kpiKey === kpiKey),
          byAge,
          atMost,
        ),
      );
    },
    toEscalate({ before, kpiKeys }) {
      const waiting = open.filter((item) => isOwn(item) && item.kind === 'blocker' && item.escalatedToId === null);
      const young = waiting.filter(
        ({ raisedAt, kpiKey }) => raisedAt >= before && kpiKey !== null && kpiKeys.includes(kpiKey),
      );
      return Promise.resolve({
        old: first(
          waiting.filter(({ raisedAt }) => raisedAt < before),
          byAge,
        ),
        onRed: first(young, byAge, onRedAtMost).items,
      });
    },
  };
}

const byDueDate = ({ dueOn }: Item) => dueOn;
const byAge = ({ raisedAt }: Item) => raisedAt.toISOString();

function rank(item: Item, order: (item: Item) => string): string {
  return `${order(item)} ${item.kind} ${String(item.number).padStart(9, '0')}`;
}
