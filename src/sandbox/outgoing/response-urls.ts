import { isUsableFile } from '../api/message-content.js';
import { checkBlocks } from '../blocks/check.js';
import { isRecord } from '../blocks/rules.js';
import { token } from '../ids.js';
import { limits } from '../limits.js';
import { changeMessage, deleteMessage, tellPosted } from '../message-events.js';
import { Refusal } from '../refusal.js';
import type { Block, Ephemeral, Message } from '../state/model.js';
import type { World } from '../world.js';

/** Who acted where: an answer goes back there. */
export interface Place {
  readonly user: string;
  readonly channel: string;
  /** The message acted on, if any: what `replace_original` means. */
  readonly original?: { readonly ts: string } | { readonly ephemeral: string };
}

/** Addresses through which an app answers an act: five uses in thirty minutes. */
export class ResponseUrls {
  readonly #world: World;
  readonly #issued = new Map<string, Place & { at: number; uses: number }>();

  constructor(world: World) {
    this.#world = world;
  }

  issue(place: Place): string {
    const now = this.#world.state.now();
    // One that ended is kept for as long again, so that an app that is late is told why.
    for (const [old, { at }] of this.#issued) {
      if (now - at <= 2 * limits.responseUrlLifeMs) break;
      this.#issued.delete(old);
    }
    const id = token(24);
    this.#issued.set(id, { ...place, at: now, uses: 0 });
    return `${this.#world.baseUrl()}/response/${id}`;
  }

  /** Does what the body asks. @throws Refusal invalid_url, expired_url, used_url, no_text, invalid_blocks */
  use(id: string, body: unknown): void {
    const place = this.#issued.get(id);
    if (!place) throw new Refusal('invalid_url');
    if (this.#world.state.now() - place.at > limits.responseUrlLifeMs) throw new Refusal('expired_url');
    if (place.uses >= limits.responseUrlUses) throw new Refusal('used_url');
    showResponse(this.#world, place, body);
    place.uses += 1;
  }
}

/**
 * Shows an answer to an act, given in the acknowledgement or through a response address.
 * @throws Refusal no_text, invalid_payload, invalid_blocks
 */
export function showResponse(world: World, place: Place, body: unknown): Message | Ephemeral | undefined {
  if (!isRecord(body)) throw new Refusal('invalid_payload');
  if (body['delete_original'] === true) {
    deleteOriginal(world, place);
    return undefined;
  }
  const content = readResponse(world, body);
  if (body['replace_original'] === true && place.original) return replaceOriginal(world, place, content);
  const { state } = world;
  const thread = typeof body['thread_ts'] === 'string' ? { thread_ts: body['thread_ts'] } : {};
  if (body['response_type'] !== 'in_channel') {
    return state.addEphemeral({ channel: place.channel, user: place.user, ...thread, ...content });
  }
  const { botUserId, botId } = state.installation;
  const app = { user: botUserId, bot_id: botId };
  const message = state.addMessage({ channel: place.channel, ...app, ...thread, ...content, files: [] });
  void tellPosted(world, message);
  return message;
}

function readResponse(world: World, body: Record<string, unknown>): { text: string; blocks: Block[] } {
  const text = typeof body['text'] === 'string' ? body['text'] : '';
  const given = body['blocks'];
  if (text === '' && !(Array.isArray(given) && given.length > 0)) throw new Refusal('no_text');
  const check = { surface: 'message', isUsableFile: isUsableFile(world), isTextBounded: false } as const;
  return { text, blocks: given === undefined ? [] : checkBlocks(given, check) };
}

function findOriginal(world: World, { channel, original }: Place): Message | Ephemeral | undefined {
  if (!original) return undefined;
  if ('ts' in original) return world.state.findMessage(channel, original.ts);
  return world.state.ephemerals.find(({ id }) => id === original.ephemeral);
}

function replaceOriginal(
  world: World,
  place: Place,
  content: { text: string; blocks: Block[] },
): Message | Ephemeral | undefined {
  const original = findOriginal(world, place);
  if (!original) return undefined;
  if (!('id' in original)) {
    changeMessage(world, original, () => Object.assign(original, content));
    return original;
  }
  Object.assign(original, content);
  world.state.ephemeralChanged(original);
  return original;
}

function deleteOriginal(world: World, place: Place): void {
  const original = findOriginal(world, place);
  if (!original) return;
  if ('id' in original) world.state.removeEphemeral(original);
  else deleteMessage(world, original);
}
