import { z } from 'zod';
import type { MorningPart } from '../../../surface/morning/part.js';
import { readerFor } from '../../../surface/speaker.js';
import type { ApprovalDeliveryDeps } from '../cards/delivery.js';
import { readCardContent } from '../cards/read-content.js';
import { waitingPart } from './compose.js';
import { anythingWaits, countWaiting } from './stored-waiting.js';
import { waitingFor } from './waiting-for.js';

/** More than anybody decides in one morning; what ends first comes first. */
const approvalsAtMost = 50;

const WaitingPlan = z.object({ approvalIds: z.array(z.string()) });
type WaitingPlan = z.infer<typeof WaitingPlan>;

/** What waits for somebody's decision; that they were reminded is an event once Slack took it. */
export function waitingInMorning(deps: ApprovalDeliveryDeps): MorningPart<WaitingPlan> {
  const { database, workspaceId } = deps;
  return {
    name: 'approvals',
    order: 10,
    plan: WaitingPlan,
    async planning({ now }) {
      if (!(await anythingWaits(database.client, workspaceId))) return null;
      return async ({ person }) => {
        if (person.isGuest) return null;
        const waiting = await waitingFor(database.client, { workspaceId, personKey: person.key, at: now });
        return waiting.length === 0 ? null : { approvalIds: waiting.slice(0, approvalsAtMost).map(({ id }) => id) };
      };
    },
    async compose({ approvalIds }, { person }, { isPosted }) {
      const found = await Promise.all(approvalIds.map((id) => readCardContent(deps, id)));
      const reader = { ...readerFor(deps, person), personKey: person.key };
      return waitingPart(
        found.filter((content) => content !== null),
        reader,
        { isPosted },
      );
    },
    onSent: ({ approvalIds }, { at, ...told }) =>
      countWaiting(database, { workspaceId, told: { ...told, approvalIds }, at }),
  };
}
