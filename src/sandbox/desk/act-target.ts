import type { AppManifest } from '../manifest.js';
import { interactiveElements, type Target, targetBlocks } from '../outgoing/payloads.js';
import type { Channel, Message, StoredView, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import type { PageTarget } from './page-api.js';
import { canSee, canWrite } from './sight.js';
import type { DeskWords } from './words.js';

/** Something a person cannot do; `message` tells them why, in their language. */
export class ActRefused extends Error {}

/** Who acts where, and the words to refuse with. */
export interface Acting {
  readonly state: SlackState;
  readonly manifest: AppManifest;
  readonly user: User;
  readonly words: DeskWords;
}

/** @throws ActRefused */
export function channelToSee({ state, user, words }: Acting, id: string): Channel {
  const channel = state.channels.get(id);
  if (!channel || !canSee(channel, user)) throw new ActRefused(words.goneChannel);
  return channel;
}

/** @throws ActRefused */
export function channelToWrite(acting: Acting, id: string): Channel {
  const { user, words, manifest } = acting;
  const channel = channelToSee(acting, id);
  if (canWrite(channel, user, manifest)) return channel;
  if (channel.is_archived) throw new ActRefused(words.archived);
  throw new ActRefused(channel.is_im ? words.appReadOnly : words.notInvited);
}

/** @throws ActRefused */
export function messageToSee(acting: Acting, place: { readonly channel: string; readonly ts: string }): Message {
  const message = acting.state.findMessage(channelToSee(acting, place.channel).id, place.ts);
  if (!message) throw new ActRefused(acting.words.goneMessage);
  return message;
}

/** A modal that stands open for this person. @throws ActRefused */
export function openView({ state, user, words }: Acting, id: string): StoredView {
  const view = state.views.get(id);
  const isOpen = (state.stacks.get(user.id) ?? []).includes(id);
  if (!view || !isOpen) throw new ActRefused(words.goneForm);
  return view;
}

/** What the person sees there; nobody reaches what is shown to others alone. @throws ActRefused */
export function targetOf(acting: Acting, target: PageTarget): Target {
  const { state, user, words } = acting;
  switch (target.kind) {
    case 'message': {
      const message = messageToSee(acting, target);
      return { kind: 'message', message, channel: channelToSee(acting, message.channel) };
    }
    case 'ephemeral': {
      const message = state.ephemerals.find((one) => one.id === target.id && one.user === user.id);
      if (!message) throw new ActRefused(words.goneMessage);
      return { kind: 'ephemeral', message, channel: channelToSee(acting, message.channel) };
    }
    case 'view': {
      const isHome = state.homes.get(user.id) === target.id;
      const home = isHome ? state.views.get(target.id) : undefined;
      return { kind: 'view', view: home ?? openView(acting, target.id) };
    }
  }
}

/** @throws ActRefused when the app has taken the element away meanwhile */
export function checkElement({ words }: Acting, target: Target, named: { blockId: string; actionId: string }): void {
  const isThere = interactiveElements(targetBlocks(target)).some(
    ({ block, element }) => element['action_id'] === named.actionId && block['block_id'] === named.blockId,
  );
  if (!isThere) throw new ActRefused(words.goneElement);
}
