import type { App, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { createFormAnswering } from '../form-answering.js';
import { UnknownRequestError, type ViewContext } from '../requests.js';
import { fromOf, requester, text, View, valuesOf } from './payloads.js';
import type { Runner } from './runner.js';

export type ViewHandlers = ReadonlyMap<string, (context: ViewContext) => Promise<void>>;

export function listenToViews(bolt: App, handlers: ViewHandlers, run: Runner): void {
  bolt.view({ callback_id: /^/, type: 'view_closed' }, ({ ack }) => ack());
  bolt.view<ViewSubmitAction>({ callback_id: /^/, type: 'view_submission' }, async ({ body, ack, context }) => {
    const { data } = FormBody.safeParse(body);
    if (!data) return;
    const { view } = data;
    const { callback_id: callbackId, blocks, title } = view;
    const inputs = blocks.flatMap((block) =>
      block?.type === 'input' && block.block_id !== '' ? [block.block_id] : [],
    );
    await run(
      { ...fromOf(data, context), channel: null, kind: 'view', about: { callbackId } },
      {
        context,
        answering: (ways) => createFormAnswering({ ...ways, sendAck: (action) => ack(action), inputs, title }),
      },
      async (base, { reject, replaceView, pushView, clearViews }) => {
        const handler = handlers.get(callbackId);
        if (!handler) throw new UnknownRequestError('form', callbackId);
        await handler({ ...base, ...detailsOf(view), reject, replaceView, pushView, clearViews });
      },
    );
  });
}

const Title = z
  .object({ type: z.literal('plain_text'), text: z.string() })
  .catch({ type: 'plain_text', text: 'Copil' });

const FormView = View.extend({
  blocks: z.array(z.object({ type: text, block_id: text }).nullable().catch(null)).catch([]),
  title: Title,
});

const FormBody = z.object({ ...requester, view: FormView });

function detailsOf(view: z.infer<typeof FormView>) {
  return {
    callbackId: view.callback_id,
    viewId: view.id,
    rootViewId: view.root_view_id,
    hash: view.hash,
    privateMetadata: view.private_metadata,
    values: valuesOf(view),
  };
}
