import { findPersonByKey } from '../../../organisation/people/people.js';
import { isStillTime } from '../../../organisation/people/rhythms.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { readerFor } from '../../../surface/speaker.js';
import type { ApprovalDeliveryDeps } from '../cards/delivery.js';
import { readCardContent } from '../cards/read-content.js';
import { composeWaiting } from './compose.js';
import { WaitingPayload } from './messages.js';
import { countWaiting } from './stored-waiting.js';

/** What earlier versions told of what waits for somebody's decision, in the outbox: composed when it is sent, counted when Slack took it. */
export function waitingDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  const { database, workspaceId, clock } = deps;
  const payloadOf = ({ payload }: Delivery) => WaitingPayload.parse(JSON.parse(payload));
  return {
    async compose(delivery) {
      const { personKey, day, approvalIds } = payloadOf(delivery);
      const person = await findPersonByKey(database.client, { workspaceId, key: personKey });
      const isPosted = delivery.slackTs !== null;
      if (!person || !(isPosted || (await isStillTime(deps, person, day)))) return null;
      const found = await Promise.all(approvalIds.map((id) => readCardContent(deps, id)));
      const reader = { ...readerFor(deps, person), personKey };
      return composeWaiting(
        found.filter((content) => content !== null),
        reader,
        { day, isPosted },
      );
    },
    async onSettled(delivery, state) {
      if (state !== 'sent') return;
      await countWaiting(database, { workspaceId, told: payloadOf(delivery), at: clock.now() });
    },
  };
}
