import { isUsableFile } from '../api/message-content.js';
import { isRecord } from '../blocks/rules.js';
import { checkView } from '../blocks/view.js';
import type { StoredView } from '../state/model.js';
import { closeViews, replaceView, stackView } from '../state/view-store.js';
import type { World } from '../world.js';
import type { Ack } from './delivery.js';

/**
 * Does what the answer to a submission asks: show errors, update, push, or close all; an empty answer closes the one.
 * @returns errors by block id
 * @throws Refusal when the answer holds a view Slack would refuse
 */
export function applyViewAck(world: World, view: StoredView, ack: Ack): Readonly<Record<string, string>> {
  const answer = isRecord(ack.json) ? ack.json : {};
  const next = () => checkView(answer['view'], { type: 'modal', isUsableFile: isUsableFile(world) });
  switch (answer['response_action']) {
    case 'errors':
      return isRecord(answer['errors']) ? (answer['errors'] as Record<string, string>) : {};
    case 'update':
      replaceView(world.state, view, { view: next() });
      return {};
    case 'push':
      stackView(world.state, view.user, next());
      return {};
    case 'clear':
      closeViews(world.state, view.user);
      return {};
    default:
      closeViews(world.state, view.user, view.id);
      return {};
  }
}
