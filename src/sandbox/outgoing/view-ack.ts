import { isUsableFile } from '../api/message-content.js';
import { isRecord } from '../blocks/rules.js';
import { checkView } from '../blocks/view.js';
import { Refusal } from '../refusal.js';
import type { StoredView } from '../state/model.js';
import { closeViews, replaceView, stackView } from '../state/view-store.js';
import type { World } from '../world.js';
import type { Ack } from './delivery.js';
import { targetBlocks } from './payloads.js';

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
      return fieldErrors(view, answer['errors']);
    case 'update':
      replaceView(world.state, view, { view: next() });
      return {};
    case 'push':
      stackView(world.state, view.user, next());
      return {};
    case 'clear':
      closeViews(world.state, view.user);
      return {};
    case undefined:
      closeViews(world.state, view.user, view.id);
      return {};
    default:
      throw new Refusal('invalid_arguments', { detail: `no response_action ${String(answer['response_action'])}` });
  }
}

/** Errors stand at the blocks of inputs; one for anything else reaches nobody. @throws Refusal invalid_arguments */
function fieldErrors(view: StoredView, errors: unknown): Readonly<Record<string, string>> {
  const blocks = targetBlocks({ kind: 'view', view });
  const inputs = blocks.filter((block) => block['type'] === 'input').map((block) => String(block['block_id']));
  const given = isRecord(errors) ? Object.entries(errors) : [];
  const lost = given.filter(([block, text]) => !inputs.includes(block) || typeof text !== 'string' || text === '');
  if (given.length > 0 && lost.length === 0) return Object.fromEntries(given) as Record<string, string>;
  const named = lost.map(([block]) => block).join(', ') || 'none given';
  throw new Refusal('invalid_arguments', { detail: `errors need a text for an input block of the view: ${named}` });
}
