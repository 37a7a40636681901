import { setTimeout as sleep } from 'node:timers/promises';
import type { App, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { displayBlocks, figureBlocks } from './display-blocks.js';
import { elementBlocks } from './element-blocks.js';
import { checkedForm, firstOfStack, homeBlocks, inputsForm, liveForm, loadingForm } from './forms.js';
import { asBlocks, chosenWord, type Json, plain, section } from './objects.js';
import { uploadPicture } from './picture.js';

const privateBlocks = (text: string) =>
  asBlocks([
    section(text),
    {
      type: 'actions',
      block_id: 'private_row',
      elements: ['Change', 'Share', 'Remove'].map((word) => ({
        type: 'button',
        action_id: `private_${word.toLowerCase()}`,
        text: plain(word),
      })),
    },
  ]);

/** `/gallery`: what a message can hold, and the ways to answer a command. */
export function answerGallery(app: App, fileId: string): void {
  app.command('/gallery', async ({ command, ack, client, respond }) => {
    const { channel_id: channel, text } = command;
    if (text === 'silence') return;
    if (!['display', 'figures', 'elements', 'private', 'picture'].includes(text)) {
      await ack(`You typed: ${text}`);
      return;
    }
    await ack();
    const post = (words: string, blocks: readonly Json[]) =>
      client.chat.postMessage({ channel, text: words, blocks: asBlocks(blocks) });
    if (text === 'display') await post('Everything a message shows', displayBlocks(fileId));
    if (text === 'figures') await post('Figures', figureBlocks());
    if (text === 'elements') await post('A request', elementBlocks());
    if (text === 'private') await respond({ text: 'For you', blocks: privateBlocks('For your eyes only') });
    if (text === 'picture') {
      const { id } = await uploadPicture(client, { isAwaited: false });
      await post('A new picture', [{ type: 'image', alt_text: 'New', slack_file: { id } }]).catch(() =>
        client.chat.postMessage({ channel, text: 'The picture is not ready' }),
      );
    }
  });
}

/** Buttons and choices in messages: what was chosen is told back to the person alone. */
export function answerElements(app: App): void {
  app.action<BlockAction>('approve', async ({ ack, body, respond }) => {
    await ack();
    await respond({ replace_original: true, text: `Approved by ${body.user.id}`, blocks: [] });
  });
  app.action('refuse', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: 'Refused', blocks: [] });
  });
  app.action<BlockAction>('details', async ({ ack, body, client }) => {
    await ack();
    const { channel, message } = body;
    if (!channel || !message) return;
    await client.chat.postMessage({ channel: channel.id, thread_ts: message.ts, text: 'Details in the thread' });
  });
  app.action('handbook', ({ ack }) => ack());
  app.action<BlockAction>(
    /^choose_/,
    async ({ ack, action, respond, body }: SlackActionMiddlewareArgs<BlockAction>) => {
      await ack();
      if (body.view) return;
      const text = `You chose ${action.action_id.slice('choose_'.length)}: ${chosenWord({ ...action })}`;
      await respond({ replace_original: false, response_type: 'ephemeral', text });
    },
  );
  app.action('private_change', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: 'Changed', blocks: privateBlocks('Changed for you') });
  });
  app.action('private_share', async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'in_channel', replace_original: false, text: 'Shared with everyone' });
  });
  app.action('private_remove', async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
  });
}

/** `/form`: the openings of the forms. */
export function answerForm(app: App): void {
  app.command('/form', async ({ command, ack, client }) => {
    await ack();
    const { trigger_id, channel_id, text } = command;
    if (text === 'checked') await client.views.open({ trigger_id, view: checkedForm(channel_id) });
    else if (text === 'stack') await client.views.open({ trigger_id, view: firstOfStack() });
    else if (text === 'live') {
      const { view } = await client.views.open({ trigger_id, view: loadingForm() });
      await sleep(400);
      await client.views.update({ view_id: view?.id ?? '', view: liveForm({ pressed: 0, typed: '' }) });
    } else await client.views.open({ trigger_id, view: inputsForm(channel_id) });
  });
}

/** The Home tab, mentions and direct messages. */
export function answerPlaces(app: App): void {
  const drawn = new Map<string, number>();
  const draw = async (user: string, client: App['client']) => {
    const count = (drawn.get(user) ?? 0) + 1;
    drawn.set(user, count);
    await client.views.publish({ user_id: user, view: { type: 'home', blocks: asBlocks(homeBlocks(count)) } });
  };
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await draw(event.user, client);
  });
  app.action('redraw', async ({ ack, body, client }) => {
    await ack();
    await draw(body.user.id, client);
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
  });
  app.message(async ({ message, say }) => {
    if (message.subtype === undefined && message.bot_id === undefined) await say(`I read: ${message.text ?? ''}`);
  });
}
