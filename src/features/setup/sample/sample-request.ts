import { addDays } from '../../../kernel/calendar.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { findCommitteeByKey, seatsOf } from '../../../organisation/committees/committees.js';
import { findPersonByKey } from '../../../organisation/people/people.js';
import { type FollowUpDeps, raiseItem } from '../../follow-up/public.js';

const committeeKey = 'growth-ops';
const requesterKey = 'david';

/** What it is about: above the cost that the sample's committee lets through. */
const request = {
  kind: 'action',
  title: 'Add a second landing page to the autumn campaign',
  details:
    'The first one is full of people who leave at the form. The agency can have a shorter one online in a week; the quote holds until the end of the month.',
  ownerKey: 'chloe',
  kpiKey: 'conversion-rate',
  projectKey: null,
  severity: 'medium',
  unblockerKey: null,
  actionType: 'corrective',
  costMinor: 480_000,
  source: null,
} as const;

const dueInDays = 12;

/**
 * Raises, as one of the sample's people would, the action that waits for its approvers, so that a newcomer finds a
 * decision to take. Doing it again changes nothing; nothing happens where the sample's people are gone.
 */
export async function raiseSampleRequest(deps: FollowUpDeps): Promise<void> {
  const { workspaceId, database } = deps;
  const committee = await findCommitteeByKey(database.client, { workspaceId, key: committeeKey });
  const person = await findPersonByKey(database.client, { workspaceId, key: requesterKey });
  if (!committee || !person) return;
  const seats = await seatsOf(database.client, { workspaceId, personKey: requesterKey });
  const dueOn = addDays(localDate(deps.clock.now(), committee.timeZone), dueInDays);
  const draft = { ...request, committeeId: committee.id, dueOn };
  await raiseItem(deps, { draft, actor: { person, seats }, requestKey: 'sample:request', places: [] });
}
