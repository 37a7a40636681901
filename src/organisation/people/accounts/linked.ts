import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import type { DeliveryKind } from '../../../platform/outbox/delivery.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Texts } from '../../../platform/texts.js';
import { type NoticeDeps, reachable } from '../notices.js';
import { findPersonBySlackId, listOperators, type Person } from '../people.js';
import { linkedSince } from './accounts.js';

/** What the outbox keeps of the news that Copil linked people: whom, is read when it is sent. */
const LinkedPayload = z.object({ kind: z.literal('linked'), from: z.iso.datetime(), until: z.iso.datetime() });

const dayMs = 24 * 60 * 60_000;

/**
 * Tells every operator, in the transaction of the link, whom Copil took for whom: one message a day, which grows as
 * people are met.
 */
export async function tellOfLink(
  transaction: Transaction,
  deps: NoticeDeps & { readonly clock: Clock },
  person: Person,
): Promise<void> {
  const began = Math.floor(deps.clock.now().getTime() / dayMs) * dayMs;
  const [from, until] = [new Date(began).toISOString(), new Date(began + dayMs).toISOString()];
  const operators = reachable(await listOperators(transaction, deps.workspaceId));
  const messages = operators.map(({ slackUserId }) => ({
    workspaceId: deps.workspaceId,
    key: `linked:${from}:${slackUserId}`,
    destination: { kind: 'person', id: slackUserId } as const,
    payload: { kind: 'linked', from, until } satisfies z.infer<typeof LinkedPayload>,
    contentHash: `${person.key}:${person.slackUserId}`,
  }));
  await enqueue(transaction, messages, { newId: deps.newId, now: new Date(deps.nowMs()) });
}

/** That message, in the outbox. */
export function linkedDelivery(deps: {
  readonly database: Database;
  readonly workspaceId: string;
  readonly texts: Texts;
}): DeliveryKind {
  const { workspaceId } = deps;
  return {
    async compose({ payload, destination }) {
      const { from, until } = LinkedPayload.parse(JSON.parse(payload));
      const { client } = deps.database;
      const reader = await findPersonBySlackId(client, { workspaceId, slackUserId: destination.id });
      const linked = await linkedSince(client, { workspaceId, from: new Date(from), until: new Date(until) });
      if (!reader || linked.length === 0) return null;
      const say = deps.texts.in(reader.locale);
      const lines = linked.map(({ key, name, slackUserId }) =>
        say('people.linked.line', { name: plainInMrkdwn(name), key, account: `<@${slackUserId}>` }),
      );
      const text = [say('people.linked.intro', { count: linked.length }), ...lines, say('people.linked.mend')].join(
        '\n',
      );
      return { text, blocks: [] };
    },
  };
}
