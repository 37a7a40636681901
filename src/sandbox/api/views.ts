import { checkView } from '../blocks/view.js';
import { Refusal } from '../refusal.js';
import { viewJson } from '../state/as-json.js';
import type { StoredView } from '../state/model.js';
import { closeViews, publishHome, replaceView, stackView } from '../state/view-store.js';
import type { Call, Method } from './call.js';
import { isUsableFile } from './message-content.js';

function readView(call: Call, type: 'modal' | 'home'): Record<string, unknown> {
  const value = call.args.json('view', 'invalid_arguments');
  return checkView(value, { type, isUsableFile: isUsableFile(call.world) });
}

/** The view is read before the trigger: Slack does not use up a trigger on a view it refuses. */
function open(call: Call): Record<string, unknown> {
  const view = readView(call, 'modal');
  const { user } = call.world.triggers.exchange(call.args.needed('trigger_id'));
  closeViews(call.world.state, user);
  return { view: viewJson(call.world, stackView(call.world.state, user, view)) };
}

function push(call: Call): Record<string, unknown> {
  const view = readView(call, 'modal');
  const { user, viewId } = call.world.triggers.exchange(call.args.needed('trigger_id'));
  if (viewId === undefined || !call.world.state.views.has(viewId)) throw new Refusal('not_found');
  return { view: viewJson(call.world, stackView(call.world.state, user, view)) };
}

function findView(call: Call): StoredView {
  const { views } = call.world.state;
  if (!call.args.has('view_id') && !call.args.has('external_id')) throw new Refusal('invalid_arguments');
  const externalId = call.args.text('external_id');
  const byExternalId = [...views.values()].find(({ view }) => externalId && view['external_id'] === externalId);
  const found = views.get(call.args.text('view_id') ?? '') ?? byExternalId;
  if (!found) throw new Refusal('not_found');
  return found;
}

function update(call: Call): Record<string, unknown> {
  const stored = findView(call);
  const view = readView(call, stored.type);
  replaceView(call.world.state, stored, { view, hash: call.args.text('hash') });
  return { view: viewJson(call.world, stored) };
}

function publish(call: Call): Record<string, unknown> {
  const { state } = call.world;
  if (!state.installation.hasHomeTab) throw new Refusal('not_enabled');
  const user = call.args.needed('user_id');
  if (!state.users.has(user)) throw new Refusal('user_not_found');
  const view = readView(call, 'home');
  return { view: viewJson(call.world, publishHome(state, user, { view, hash: call.args.text('hash') })) };
}

export const viewsMethods: Readonly<Record<string, Method>> = {
  'views.open': { tier: 4, token: 'bot', scopes: [], handle: open },
  'views.push': { tier: 4, token: 'bot', scopes: [], handle: push },
  'views.update': { tier: 4, token: 'bot', scopes: [], handle: update },
  'views.publish': { tier: 4, token: 'bot', scopes: [], handle: publish },
};
