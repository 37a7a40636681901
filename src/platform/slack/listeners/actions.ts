import type { App } from '@slack/bolt';
import { z } from 'zod';
import { createAnswering } from '../answering.js';
import type { ActedView, ActionContext } from '../requests.js';
import { readChosen } from '../view-values.js';
import { fromOf, idOrNull, requester, text, View, valuesOf } from './payloads.js';
import type { Runner } from './runner.js';

export type ActionHandlers = ReadonlyMap<string, (context: ActionContext) => Promise<void>>;

/** Actions that nobody registered for, such as link buttons, are acknowledged. */
export function listenToActions(bolt: App, handlers: ActionHandlers, run: Runner): void {
  bolt.action(/^/, async ({ body, ack, respond, context }) => {
    const { data } = ActionBody.safeParse(body);
    if (!data) return;
    const action = data.actions[0];
    const actionId = action.action_id;
    const from = { ...fromOf(data, context), channel: data.channel?.id ?? null };
    await run(
      { ...from, kind: 'action', about: { actionId } },
      {
        context,
        respond,
        answering: (ways) => createAnswering({ ...ways, sendAck: () => ack(), canAckAnswer: false }),
      },
      async (base) => handlers.get(actionId)?.({ ...base, actionId, ...detailsOf(data) }),
    );
  });
}

const Action = z.looseObject({ action_id: z.string(), block_id: text, value: z.string().nullish().catch(null) });

const Message = z.object({ ts: z.string(), thread_ts: z.string().nullish().catch(null) });

const Container = z.object({
  message_ts: z.string().nullish().catch(null),
  thread_ts: z.string().nullish().catch(null),
  is_ephemeral: z.boolean().catch(false),
});

const ActionBody = z.object({
  ...requester,
  channel: idOrNull,
  message: Message.nullish().catch(null),
  container: Container.nullish().catch(null),
  state: z.unknown().optional(),
  view: View.nullish().catch(null),
  actions: z.tuple([Action], z.unknown()),
});

function detailsOf({ actions, message, container, view, state }: z.infer<typeof ActionBody>) {
  const action = actions[0];
  const chosen = readChosen(action);
  return {
    blockId: action.block_id,
    value: action.value ?? null,
    selectedOption: chosen.selected_option?.value ?? null,
    selectedDate: chosen.selected_date,
    selectedUser: chosen.selected_user,
    values: valuesOf(view ?? { state }),
    // Of an ephemeral message Slack sends the container alone.
    messageTs: message?.ts ?? container?.message_ts ?? null,
    threadTs: message?.thread_ts ?? container?.thread_ts ?? null,
    isEphemeralMessage: container?.is_ephemeral ?? false,
    view: view ? actedView(view) : null,
  };
}

function actedView(view: z.infer<typeof View>): ActedView {
  const { id, type, hash } = view;
  const { root_view_id: rootViewId, callback_id: callbackId, private_metadata: privateMetadata } = view;
  return { id, type, hash, rootViewId, callbackId, privateMetadata };
}
