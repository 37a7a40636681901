import { WebSocket } from 'ws';
import { readManifest } from '../../../src/sandbox/manifest.js';
import type { Target } from '../../../src/sandbox/outgoing/payloads.js';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';
import { type Json, recorded } from './recorded.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const channel = places['growth-ops'].id;
const bot = 'U0COPIL0001';
const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });
const button = { type: 'button', action_id: 'go', text: plain('Go'), value: 'v' };
const actionRow = (element: object) => [{ type: 'actions', elements: [element] }];

/** Somebody at work in a Slack whose app keeps what it is sent. */
export class Scene {
  readonly slack: SlackWords;
  readonly app: RecordingApp;

  static async open(): Promise<Scene> {
    const app = await recordingApp();
    const manifest = readManifest();
    const lifecycle = ['app_mention', 'app_uninstalled', 'tokens_revoked', 'member_joined_channel', 'app_home_opened'];
    const shortcuts = (['global', 'message'] as const).map((type) => shortcut(type));
    const installed = { ...manifest, botEvents: [...lifecycle, 'message.groups'], hasHomeTab: true, shortcuts };
    return new Scene(await startSlack({ requestUrl: app.url, manifest: installed }), app);
  }

  private constructor(slack: SlackWords, app: RecordingApp) {
    this.slack = slack;
    this.app = app;
  }

  async close(): Promise<void> {
    await this.slack.stop();
    await this.app.stop();
  }

  get ana() {
    return this.slack.person('ana').as;
  }

  /** A card of the app's in a thread. */
  async card(blocks: unknown): Promise<Target & { kind: 'message' }> {
    const parent = await call(this.slack, 'chat.postMessage', { channel, text: 'parent' });
    const posted = { channel, text: 'card', thread_ts: parent['ts'], blocks };
    await call(this.slack, 'chat.postMessage', posted);
    const message = await this.slack.channel('growth-ops').thread(String(parent['ts'])).expectMessage(/card/);
    return { kind: 'message', message, channel: this.#place() };
  }

  /** The same, seen by Ana alone. */
  async ephemeralCard(element: object): Promise<Target> {
    const shown = { channel, user: people.ana.id, text: 'card', blocks: actionRow(element) };
    await call(this.slack, 'chat.postEphemeral', shown);
    const [message] = this.ana.ephemerals();
    if (!message) throw new Error('Ana sees no card');
    return { kind: 'ephemeral', message, channel: this.#place() };
  }

  /** Opens the very form that was recorded. */
  async form(name: string) {
    const { title, submit, close, blocks, callback_id, private_metadata } = recorded(name)['view'] as Json;
    const view = { type: 'modal', title, submit, close, blocks, callback_id, private_metadata, notify_on_close: true };
    await this.ana.slash('/copil help', channel);
    await call(this.slack, 'views.open', { trigger_id: this.app.last()['trigger_id'], view });
    const [opened] = this.ana.modals();
    if (!opened) throw new Error(`The form of ${name} did not open`);
    return opened;
  }

  async publish(blocks: unknown) {
    const answer = await call(this.slack, 'views.publish', { user_id: people.ana.id, view: { type: 'home', blocks } });
    const view = this.slack.state.views.get(String((answer['view'] as Json | undefined)?.['id']));
    if (!view) throw new Error(`No Home tab: ${JSON.stringify(answer)}`);
    return view;
  }

  /** A client of Socket Mode that acknowledges; the frames it gets. */
  async connect(): Promise<Json[]> {
    const { url } = await call(this.slack, 'apps.connections.open', {}, this.slack.secrets.appToken);
    const socket = new WebSocket(String(url));
    const frames: Json[] = [];
    await new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as Json;
        frames.push(frame);
        if (frame['type'] === 'hello') resolve();
        if (frame['envelope_id']) socket.send(JSON.stringify({ envelope_id: frame['envelope_id'] }));
      });
    });
    return frames;
  }

  #place() {
    const place = this.slack.state.channels.get(channel);
    if (!place) throw new Error('growth-ops is gone');
    return place;
  }
}

function shortcut(type: 'global' | 'message') {
  return { name: type, type, callback_id: type, description: '' };
}

/** Slack adds these to pictures; an app may not send them. */
const learned = ['fallback', 'image_width', 'image_height', 'image_bytes'];
const asSent = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, entry: unknown) => (learned.includes(name) ? undefined : entry)));

/** A picture of that size, as far as its first bytes tell. */
function picture({ width, height }: { width: number; height: number }): Uint8Array {
  const bytes = Buffer.alloc(32);
  bytes.write('\u0089PNG', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

type Act = (scene: Scene) => Promise<unknown>;

/** What the stand-in sends for the act that each recording is of. */
export const acts: Readonly<Record<string, Act>> = {
  async slash_command({ ana, app }) {
    await ana.slash('/copil help', channel);
    return app.last();
  },
  async block_actions_in_message(scene) {
    const { blocks } = recorded('block_actions_in_message')['message'] as Json;
    await scene.ana.act(await scene.card(blocks), { actionId: 'feedback' });
    return scene.app.last();
  },
  async block_actions_static_select(scene) {
    const options = [{ text: plain('A'), value: 'a' }];
    const select = { type: 'static_select', action_id: 'pick', placeholder: plain('p'), options };
    await scene.ana.act(await scene.card(actionRow(select)), { actionId: 'pick', chosen: 'a' });
    return scene.app.last();
  },
  async block_actions_in_view(scene) {
    const words = plain('Sure?');
    const confirm = { title: words, text: words, confirm: words, deny: words };
    const view = await scene.publish(actionRow({ ...button, style: 'danger', confirm }));
    await scene.ana.act({ kind: 'view', view }, { actionId: 'go' });
    return scene.app.last();
  },
  async block_suggestion(scene) {
    const card = await scene.ephemeralCard({ type: 'external_select', action_id: 'who', min_query_length: 1 });
    await scene.ana.suggest(card, { actionId: 'who', typed: 'a' });
    return scene.app.last();
  },
  async view_submission(scene) {
    const form = await scene.form('view_submission');
    await scene.ana.submit(form, { title: 'tes', steps: 'test', severity: 'high' });
    return scene.app.last();
  },
  async view_closed(scene) {
    const form = await scene.form('view_closed');
    scene.app.answerNext({ body: { response_action: 'errors', errors: { zniAM: 'no' } } });
    await scene.ana.submit(form, { zniAM: 'Hi there!' });
    await scene.ana.close(form);
    return scene.app.last();
  },
  async global_shortcut({ ana, app }) {
    await ana.globalShortcut('global');
    return app.last();
  },
  async message_shortcut(scene) {
    const { message } = await scene.card(actionRow(button));
    await call(scene.slack, 'chat.update', { channel, ts: message.ts, text: 'card, edited' });
    await scene.ana.messageShortcut('message', message);
    return scene.app.last();
  },
  async event_app_mention({ slack, app }) {
    await slack.person('ben').as.write(channel, `<@${bot}> test`);
    return app.last();
  },
  async event_app_home_opened(scene) {
    const { view } = recorded('event_app_home_opened')['event'] as { view: Json };
    await scene.publish(asSent(view['blocks']));
    await scene.ana.openHome();
    return scene.app.last();
  },
  async event_message_file_share({ slack, app }) {
    const file = { name: 'file.png', bytes: picture({ width: 1134, height: 362 }) };
    await slack.person('ben').as.write(places['growth-strategy'].id, 'Hi there!', { files: [file] });
    return app.last();
  },
  async event_member_joined_channel({ slack, app }) {
    await slack.workspace.join(bot, places.random.id, { inviter: people.ana.id });
    return app.last();
  },
  async event_tokens_revoked({ slack, app }) {
    await slack.sendEvent({ type: 'tokens_revoked', tokens: { oauth: [people.ana.id], bot: [] } });
    return app.last();
  },
  async event_app_uninstalled({ slack, app }) {
    await slack.workspace.uninstall();
    return app.last();
  },
  async url_verification({ slack, app }) {
    await slack.urlVerification();
    return app.last();
  },
  async socket_hello(scene) {
    return (await scene.connect()).at(-1);
  },
  async socket_slash_commands(scene) {
    const frames = await scene.connect();
    await scene.ana.slash('/copil help', channel);
    return frames.at(-1);
  },
  async socket_interactive(scene) {
    const frames = await scene.connect();
    await scene.ana.act(await scene.card(actionRow(button)), { actionId: 'go' });
    return frames.at(-1);
  },
  async socket_disconnect(scene) {
    const frames = await scene.connect();
    scene.slack.sockets.disconnect('too_many_websockets');
    for (let waited = 0; waited < 100 && frames.length < 2; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return frames.at(-1);
  },
};
