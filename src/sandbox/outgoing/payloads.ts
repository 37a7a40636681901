import { isRecord } from '../blocks/rules.js';
import { messageJson, teamOf, viewJson } from '../state/as-json.js';
import type { Channel, Ephemeral, Message, StoredView, User } from '../state/model.js';
import type { World } from '../world.js';

/** The fields every interaction carries. */
export function basePayload(world: World, user: User): Record<string, unknown> {
  const { team, installation } = world.state;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: teamOf(world, user) },
    api_app_id: installation.appId,
    token: 'verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function channelName(channel: Channel): string {
  return channel.is_im ? 'directmessage' : channel.name;
}

export function channelFields(channel: Channel): Record<string, unknown> {
  return { channel: { id: channel.id, name: channelName(channel) } };
}

/** Where a person acts: on a message, on something only they see, or in a view. */
export type Target =
  | { readonly kind: 'message'; readonly message: Message; readonly channel: Channel }
  | { readonly kind: 'ephemeral'; readonly message: Ephemeral; readonly channel: Channel }
  | { readonly kind: 'view'; readonly view: StoredView };

export function targetBlocks(target: Target): readonly Record<string, unknown>[] {
  const blocks = target.kind === 'view' ? target.view.view['blocks'] : target.message.blocks;
  return Array.isArray(blocks) ? blocks.filter(isRecord) : [];
}

/** `container` and what it holds. Slack gives nobody else's text away: an ephemeral comes without its message. */
export function targetFields(world: World, target: Target): Record<string, unknown> {
  if (target.kind === 'view') {
    return { container: { type: 'view', view_id: target.view.id }, view: viewJson(world, target.view) };
  }
  const { channel, message } = target;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: target.kind === 'ephemeral',
    ...(message.thread_ts && { thread_ts: message.thread_ts }),
  };
  if (target.kind === 'ephemeral') return { container, ...channelFields(channel) };
  return { container, ...channelFields(channel), message: messageJson(world, target.message, { hasMetadata: true }) };
}

/** An interactive element and the block it stands in. */
export interface Found {
  readonly block: Record<string, unknown>;
  readonly element: Record<string, unknown>;
}

/** Every interactive element with the block it stands in, containers included. */
export function interactiveElements(blocks: readonly Record<string, unknown>[]): Found[] {
  return blocks.flatMap((block) => {
    const within = block['type'] === 'carousel' ? block['elements'] : block['child_blocks'];
    if (Array.isArray(within)) return interactiveElements(within.filter(isRecord));
    const found = [...ownElements(block), block['accessory'], block['element']].filter(isRecord);
    return found.filter((element) => element['action_id'] !== undefined).map((element) => ({ block, element }));
  });
}

function ownElements(block: Record<string, unknown>): unknown[] {
  const holdsElements = ['actions', 'context_actions'].includes(String(block['type']));
  const own = holdsElements ? block['elements'] : block['actions'];
  return Array.isArray(own) ? own : [];
}

const shown = ['type', 'action_id', 'text', 'value', 'style', 'confirm', 'placeholder'];

/** One entry of `actions`: what Slack copies from the element, then what the person chose. */
export function actionFields(
  { block, element }: Found,
  chosen: Readonly<Record<string, unknown>>,
  actionTs: string,
): Record<string, unknown> {
  const copied = Object.fromEntries(Object.entries(element).filter(([name]) => shown.includes(name)));
  return { ...copied, block_id: block['block_id'], ...chosen, action_ts: actionTs };
}
