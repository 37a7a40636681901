import type { App, BlockAction, ViewStateValue } from '@slack/bolt';
import { type LiveForm, liveForm, messageNoteForm, newNoteForm, secondOfStack, thirdOfStack } from './forms.js';
import { chosenWord } from './objects.js';

type Values = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

function typedIn(values: Values, block: string): string {
  const [state] = Object.values(values[block] ?? {});
  return state?.value ?? '';
}

/** What the forms do with what was filled in. */
export function answerSubmissions(app: App): void {
  app.view('inputs', async ({ ack, view, client }) => {
    await ack();
    const lines = Object.entries(view.state.values).map(([block, states]) => {
      const [state] = Object.values(states);
      return `${block}: ${chosenWord({ ...state })}`;
    });
    await client.chat.postMessage({ channel: view.private_metadata, text: `Received\n${lines.join('\n')}` });
  });
  app.view('checked', async ({ ack, view, client }) => {
    const amount = Number(typedIn(view.state.values, 'amount'));
    if (!(amount >= 10)) {
      await ack({ response_action: 'errors', errors: { amount: 'Ten or more is needed' } });
      return;
    }
    await ack();
    await client.chat.postMessage({ channel: view.private_metadata, text: `Saved: ${amount}` });
  });
  app.view('second', ({ ack, view }) =>
    ack({ response_action: 'push', view: thirdOfStack(typedIn(view.state.values, 'name')) }),
  );
  app.view('third', ({ ack }) => ack({ response_action: 'clear' }));
  app.view(/^(first|live)$/, ({ ack }) => ack());
  app.view({ type: 'view_closed', callback_id: 'first' }, ({ ack }) => ack());
}

/** What moves inside a form while it is open. */
export function answerInForms(app: App): void {
  app.action<BlockAction>('open_second', async ({ ack, body, client }) => {
    await ack();
    await client.views.push({ trigger_id: body.trigger_id, view: secondOfStack() });
  });
  app.action<BlockAction>('open_fourth', async ({ ack, body, client }) => {
    await ack();
    await client.views.push({ trigger_id: body.trigger_id, view: secondOfStack() }).catch(() => undefined);
  });
  const redraw = async (body: BlockAction, client: App['client'], change: (form: LiveForm) => LiveForm) => {
    const { view } = body;
    if (!view) return;
    const form = JSON.parse(view.private_metadata) as LiveForm;
    await client.views
      .update({ view_id: view.id, hash: view.hash, view: liveForm(change(form)) })
      .catch(() => undefined);
  };
  app.action<BlockAction>('count', async ({ ack, body, client }) => {
    await ack();
    await redraw(body, client, (form) => ({ ...form, pressed: form.pressed + 1 }));
  });
  app.action<BlockAction>('search', async ({ ack, body, action, client }) => {
    await ack();
    const typed = 'value' in action && typeof action.value === 'string' ? action.value : '';
    await redraw(body, client, (form) => ({ ...form, typed }));
  });
}

/** Shortcuts: a note about a message goes into its thread, a new one into a channel. */
export function answerShortcuts(app: App): void {
  app.shortcut({ type: 'message_action', callback_id: 'note_message' }, async ({ ack, shortcut, client }) => {
    await ack();
    const { channel, message, trigger_id } = shortcut;
    const place = JSON.stringify({ channel: channel.id, thread: message['thread_ts'] ?? message.ts });
    await client.views.open({ trigger_id, view: messageNoteForm(message.text ?? '', place) });
  });
  app.shortcut({ type: 'shortcut', callback_id: 'note_new' }, async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: newNoteForm() });
  });
  app.view('note_message', async ({ ack, view, client }) => {
    await ack();
    const { channel, thread } = JSON.parse(view.private_metadata) as { channel: string; thread: string };
    await client.chat.postMessage({ channel, thread_ts: thread, text: `Note: ${typedIn(view.state.values, 'note')}` });
  });
  app.view('note_new', async ({ ack, view, client }) => {
    await ack();
    const channel = view.state.values['where']?.['where']?.selected_channel ?? '';
    await client.chat.postMessage({ channel, text: `Note: ${typedIn(view.state.values, 'note')}` });
  });
}
