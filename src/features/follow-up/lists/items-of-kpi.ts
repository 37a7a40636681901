import type { CalendarDate } from '../../../kernel/calendar.js';
import { seatsOf } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { itemName } from '../item.js';
import { todayOf } from '../raise.js';
import { listOpenItems } from '../stored-items.js';

/** A blocker or action in one line. */
export type ItemLine = {
  readonly name: string;
  readonly title: string;
  readonly ownerName: string;
  readonly dueOn: CalendarDate;
  readonly isLate: boolean;
};

const atMost = 5;

/** The oldest open blockers and actions on a KPI that this person may see. */
export async function itemsOfKpi(
  deps: Pick<FollowUpDeps, 'database' | 'workspaceId' | 'clock'>,
  kpiKey: string,
  person: Person,
): Promise<ItemLine[]> {
  const { database, workspaceId } = deps;
  const { client } = database;
  const seats = await seatsOf(client, { workspaceId, personKey: person.key });
  const whose = person.isGuest ? { raisedByKey: person.key } : { committeeIds: [...seats.keys()] };
  const { items } = await listOpenItems(client, { workspaceId, kpiKey, ...whose }, { skip: 0, take: atMost });
  const names = await peopleOfKeys(client, { workspaceId, keys: items.map(({ ownerKey }) => ownerKey) });
  const today = todayOf(deps, person);
  return items.map((item) => ({
    name: itemName(item),
    title: item.title,
    ownerName: names.get(item.ownerKey)?.name ?? item.ownerKey,
    dueOn: item.dueOn,
    isLate: item.dueOn < today,
  }));
}
