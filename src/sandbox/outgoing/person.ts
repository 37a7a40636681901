import { randomUUID } from 'node:crypto';
import { NotFoundError } from '../../kernel/errors.js';
import { checkSuggestions } from '../blocks/suggestions.js';
import { type PersonsFile, storePersonsFile, tellShared } from '../files.js';
import { limits } from '../limits.js';
import type { AppManifest } from '../manifest.js';
import { tellPosted } from '../message-events.js';
import { messageJson, teamOf, viewJson } from '../state/as-json.js';
import type { Channel, Ephemeral, Message, StoredView, User } from '../state/model.js';
import { type Ack, type DeliveryParts, deliver } from './delivery.js';
import type { SlackEvent } from './events.js';
import { byBlockAndAction, type FilledValues, filledStates } from './filled.js';
import { elementState } from './inputs.js';
import { closeView, openModals, remember, type SubmitAck, submitView } from './modals.js';
import {
  actionFields,
  basePayload,
  channelFields,
  channelName,
  type Found,
  interactiveElements,
  type Target,
  targetBlocks,
  targetFields,
} from './payloads.js';
import { orRefused } from './refused-answers.js';
import { type Place, type ResponseUrls, showResponse } from './response-urls.js';

export interface PersonParts extends DeliveryParts {
  readonly manifest: AppManifest;
  readonly responseUrls: ResponseUrls;
  readonly sendEvent: (event: SlackEvent) => Promise<Ack[]>;
}

export interface ActOptions {
  readonly actionId: string;
  readonly blockId?: string;
  /** A bare value for inputs and selects; buttons need none. */
  readonly chosen?: unknown;
  /** What else is filled in on that message or view. */
  readonly values?: FilledValues;
}

export type SuggestOptions = Omit<ActOptions, 'chosen'> & { readonly typed: string };

export interface WriteOptions {
  readonly thread?: string;
  readonly files?: readonly PersonsFile[];
}

/** Somebody of the team with Slack open: each act sends the app what Slack would send, and shows the answer where Slack would. */
export class Person {
  readonly user: User;
  readonly #parts: PersonParts;

  constructor(parts: PersonParts, userId: string) {
    const user = parts.world.state.users.get(userId);
    if (!user) throw new NotFoundError(`No user ${userId} in the stand-in's team`);
    this.user = user;
    this.#parts = parts;
  }

  /** Types a command, `/copil next`, in a channel's composer; the answer in the acknowledgement is shown there. */
  async slash(line: string, channelId: string): Promise<Ack> {
    const { world, manifest } = this.#parts;
    const [command = '', ...words] = line.trim().split(' ');
    const declared = manifest.commands.find((one) => one.command === command);
    if (!declared) throw new NotFoundError(`No command ${command} in the manifest: Slack would not send it`);
    const channel = this.#channel(channelId);
    const place: Place = { user: this.user.id, channel: channelId };
    const text = words.join(' ');
    const payload = {
      token: 'verification-token',
      team_id: teamOf(world, this.user),
      team_domain: world.state.team.domain,
      channel_id: channelId,
      channel_name: channel.is_im || !channel.is_private ? channelName(channel) : 'privategroup',
      user_id: this.user.id,
      user_name: this.user.name,
      command,
      text: declared.should_escape ? this.#escaped(text) : text,
      api_app_id: world.state.installation.appId,
      is_enterprise_install: 'false',
      response_url: this.#parts.responseUrls.issue(place),
      trigger_id: world.triggers.issue({ user: this.user.id }),
    };
    const ack = await deliver(this.#parts, { type: 'slash_commands', name: 'slash_command', payload });
    if (ack.body === '' || ack.error !== undefined) return ack;
    return orRefused(world, ack, () => showResponse(world, place, asResponse(ack)));
  }

  /** Presses a button or chooses in a select of a message, an ephemeral or a view. */
  async act(target: Target, { actionId, blockId, chosen, values = {} }: ActOptions): Promise<Ack> {
    const { world, responseUrls } = this.#parts;
    const found = findElement(target, { actionId, ...(blockId !== undefined && { blockId }) });
    const state = elementState(found.element, chosen);
    const isButton = ['button', 'overflow'].includes(String(found.element['type']));
    const filled = filledStates(targetBlocks(target), values);
    if (!isButton) filled.push({ found, state });
    if (target.kind === 'view') for (const one of filled) remember(target.view, one.found, one.state);
    const { type: _, ...picked } = state;
    const payload = {
      type: 'block_actions',
      ...basePayload(world, this.user),
      ...targetFields(world, target),
      ...(target.kind !== 'view' && {
        state: { values: byBlockAndAction(filled) },
        response_url: responseUrls.issue(this.#place(target)),
      }),
      trigger_id: this.#trigger(target),
      actions: [actionFields(found, isButton ? overflowChoice(found.element, chosen) : picked, world.state.nextTs())],
    };
    return deliver(this.#parts, { type: 'interactive', name: 'block_actions', payload });
  }

  /**
   * Fills a modal and submits it; `values` are by block id. What the answer asks for is done: errors, update, push,
   * clear. Where no file can be given (`takesFiles`), a required one is not asked for.
   */
  submit(
    view: StoredView,
    values: Readonly<Record<string, unknown>> = {},
    { takesFiles = true } = {},
  ): Promise<SubmitAck> {
    return submitView(this.#parts, this.user, { view, values, takesFiles });
  }

  /** Closes a modal, or with the x all of them. @returns the app's answer where it asked to hear of it */
  close(view: StoredView, { isCleared = false } = {}): Promise<Ack | undefined> {
    return closeView(this.#parts, this.user, { view, isCleared });
  }

  /**
   * Types into an external select; the app is not asked while less is typed than it wants (`min_query_length`).
   * @returns the app's answer with `options` or `option_groups`, or one without any when it was not asked
   */
  async suggest(target: Target, asked: SuggestOptions): Promise<Ack> {
    const { world } = this.#parts;
    const { actionId, typed, values = {} } = asked;
    if (target.kind === 'view') {
      for (const { found, state } of filledStates(targetBlocks(target), values)) remember(target.view, found, state);
    }
    const found = findElement(target, asked);
    if (typed.length < Number(found.element['min_query_length'] ?? limits.suggestionQuery)) return notAsked;
    const payload = {
      type: 'block_suggestion',
      ...basePayload(world, this.user),
      ...targetFields(world, target),
      action_id: actionId,
      block_id: found.block['block_id'],
      value: typed,
    };
    const ack = await deliver(this.#parts, { type: 'interactive', name: 'block_suggestion', payload });
    return ack.error === undefined ? orRefused(world, ack, () => checkSuggestions(ack.json)) : ack;
  }

  async globalShortcut(callbackId: string): Promise<Ack> {
    const { world } = this.#parts;
    this.#declaredShortcut('global', callbackId);
    const payload = {
      type: 'shortcut',
      ...basePayload(world, this.user),
      callback_id: callbackId,
      action_ts: world.state.nextTs(),
      trigger_id: world.triggers.issue({ user: this.user.id }),
    };
    return deliver(this.#parts, { type: 'interactive', name: 'shortcut', payload });
  }

  async messageShortcut(callbackId: string, message: Message): Promise<Ack> {
    const { world, responseUrls } = this.#parts;
    this.#declaredShortcut('message', callbackId);
    const channel = this.#channel(message.channel);
    const place = { user: this.user.id, channel: channel.id, original: { ts: message.ts } };
    const payload = {
      type: 'message_action',
      ...basePayload(world, this.user),
      ...channelFields(channel),
      callback_id: callbackId,
      action_ts: world.state.nextTs(),
      trigger_id: world.triggers.issue({ user: this.user.id }),
      response_url: responseUrls.issue(place),
      message_ts: message.ts,
      message: messageJson(world, message, { hasMetadata: true }),
    };
    return deliver(this.#parts, { type: 'interactive', name: 'message_action', payload });
  }

  /**
   * Writes a message, with files if need be; the app hears of it where it subscribes: by mention, or every message of
   * that kind of channel.
   */
  async write(channelId: string, text: string, options: WriteOptions = {}): Promise<Message> {
    const { world, sendEvent } = this.#parts;
    const channel = this.#channel(channelId);
    const { thread, files = [] } = options;
    const stored = files.map((file) => storePersonsFile(world, { user: this.user.id, ...file }));
    const message = world.state.addMessage({
      channel: channelId,
      user: this.user.id,
      client_msg_id: randomUUID(),
      text,
      blocks: [],
      files: stored.map(({ id }) => id),
      ...(thread && { thread_ts: thread }),
    });
    await tellPosted(world, message);
    await Promise.all(stored.map((file) => tellShared(world, file, channelId)));
    const { botUserId } = world.state.installation;
    const isMention = text.includes(`<@${botUserId}>`) && !channel.is_im && channel.members.has(botUserId);
    const event = { ...messageJson(world, message, { hasMetadata: false }), channel: channelId };
    if (isMention) await sendEvent({ ...event, type: 'app_mention' });
    return message;
  }

  /** Opens the app's Home tab. */
  async openHome(tab: 'home' | 'messages' = 'home'): Promise<Ack[]> {
    const { world, sendEvent } = this.#parts;
    const home = world.state.views.get(world.state.homes.get(this.user.id) ?? '');
    const channel = world.state.openIm(this.user.id).id;
    const view = home ? { view: viewJson(world, home) } : {};
    return sendEvent({ type: 'app_home_opened', user: this.user.id, channel, tab, ...view });
  }

  /** What this person alone sees in a channel, oldest first. */
  ephemerals(channelId?: string): Ephemeral[] {
    const { ephemerals } = this.#parts.world.state;
    return ephemerals.filter(({ user, channel }) => user === this.user.id && (!channelId || channel === channelId));
  }

  /** The open modals, the newest last. */
  modals(): StoredView[] {
    return openModals(this.#parts.world, this.user);
  }

  /** @throws NotFoundError for one that Slack would not offer */
  #declaredShortcut(kind: 'global' | 'message', callbackId: string): void {
    const { shortcuts } = this.#parts.manifest;
    if (shortcuts.some(({ type, callback_id }) => type === kind && callback_id === callbackId)) return;
    throw new NotFoundError(`No ${kind} shortcut ${callbackId} in the manifest: Slack would not send it`);
  }

  #channel(id: string): Channel {
    const channel = this.#parts.world.state.channels.get(id);
    if (!channel) throw new NotFoundError(`No channel ${id} in the stand-in`);
    return channel;
  }

  #place(target: Exclude<Target, { kind: 'view' }>): Place {
    const original = target.kind === 'message' ? { ts: target.message.ts } : { ephemeral: target.message.id };
    return { user: this.user.id, channel: target.channel.id, original };
  }

  #trigger(target: Target): string {
    const inView = target.kind === 'view' ? { viewId: target.view.id } : {};
    return this.#parts.world.triggers.issue({ user: this.user.id, ...inView });
  }

  /** With should_escape Slack turns names into ids. */
  #escaped(text: string): string {
    const { users, channels } = this.#parts.world.state;
    return text.replace(/([@#])([\w.-]+)/g, (whole, mark: string, name: string) => {
      const among: Iterable<{ id: string; name: string }> = mark === '@' ? users.values() : channels.values();
      const found = [...among].find((one) => one.name === name);
      return found ? `<${mark}${found.id}|${found.name}>` : whole;
    });
  }
}

const notAsked: Ack = { body: '', latencyMs: 0, wantsNoRetry: false };

/** @throws NotFoundError */
function findElement(target: Target, { actionId, blockId }: { actionId: string; blockId?: string }): Found {
  const found = interactiveElements(targetBlocks(target)).find(
    ({ block, element }) => element['action_id'] === actionId && (!blockId || block['block_id'] === blockId),
  );
  if (!found) throw new NotFoundError(`No element ${actionId} is shown there`);
  return found;
}

function asResponse(ack: Ack): unknown {
  return typeof ack.json === 'object' ? ack.json : { text: ack.body };
}

function overflowChoice(element: Record<string, unknown>, chosen: unknown): Record<string, unknown> {
  if (element['type'] !== 'overflow') return {};
  return { selected_option: elementState({ ...element, type: 'static_select' }, chosen)['selected_option'] };
}
