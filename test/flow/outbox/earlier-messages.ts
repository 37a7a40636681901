import { newUuid } from '../../../src/kernel/ids.js';
import { enqueue } from '../../../src/platform/outbox/stored-deliveries.js';
import type { Office } from '../../support/running-app.js';
import { type PersonName, people } from '../../support/slack/team.js';

/** Puts into the outbox what versions sent in the morning that told each thing in a message of its own. */
export async function enqueueEarlier(
  office: Office,
  to: PersonName,
  payload: { readonly kind: string; readonly [name: string]: unknown },
): Promise<string> {
  const { database } = office;
  const { id: workspaceId } = await database.client.workspace.findFirstOrThrow();
  const day = office.clock.now().toISOString().slice(0, 10);
  const subject = `${payload.kind}:${payload.kind === 'approval-waiting' ? people[to].id : to}`;
  const key = `${subject}:${day}`;
  const destination = { kind: 'person', id: people[to].id } as const;
  const message = { workspaceId, key, subject, destination, payload: { personKey: to, day, ...payload } };
  await database.transaction((transaction) =>
    enqueue(transaction, [{ ...message, contentHash: key }], { newId: newUuid, now: new Date() }),
  );
  await office.sweep();
  await office.settled();
  return key;
}
