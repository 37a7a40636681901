import type { App } from '@slack/bolt';
import { z } from 'zod';
import { createAnswering } from '../answering.js';
import { type ShortcutContext, type ShortcutMessage, UnknownRequestError } from '../requests.js';
import { fromOf, idOrNull, requester, text } from './payloads.js';
import type { Runner } from './runner.js';

export type ShortcutHandlers = ReadonlyMap<string, (context: ShortcutContext) => Promise<void>>;

export function listenToShortcuts(bolt: App, handlers: ShortcutHandlers, run: Runner): void {
  bolt.shortcut(/^/, async ({ body, ack, respond, context }) => {
    const { data } = ShortcutBody.safeParse(body);
    if (!data) return;
    const { callback_id: callbackId } = data;
    await run(
      { ...fromOf(data, context), channel: data.channel?.id ?? null, kind: 'shortcut', about: { callbackId } },
      {
        context,
        respond,
        answering: (ways) => createAnswering({ ...ways, sendAck: () => ack(), canAckAnswer: false }),
      },
      async (base) => {
        const handler = handlers.get(callbackId);
        if (!handler) throw new UnknownRequestError('shortcut', callbackId);
        await handler({ ...base, callbackId, message: messageOf(data) });
      },
    );
  });
}

const Message = z.object({
  ts: z.string().nullish().catch(null),
  thread_ts: z.string().nullish().catch(null),
  text,
  user: z.string().nullish().catch(null),
});

const ShortcutBody = z.object({
  ...requester,
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  channel: idOrNull,
  message_ts: z.string().nullish().catch(null),
  message: Message.nullish().catch(null),
});

function messageOf({ message, message_ts }: z.infer<typeof ShortcutBody>): ShortcutMessage | null {
  const ts = message?.ts ?? message_ts;
  if (!ts) return null;
  return { ts, threadTs: message?.thread_ts ?? null, text: message?.text ?? '', userId: message?.user ?? null };
}
