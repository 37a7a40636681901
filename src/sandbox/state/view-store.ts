import { newSlackId, token } from '../ids.js';
import { limits } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { StoredView } from './model.js';
import type { SlackState } from './slack-state.js';

/** Opens the first modal of a person, or puts one on top of those that are open. @throws Refusal push_limit_reached, duplicate_external_id */
export function stackView(state: SlackState, user: string, view: Record<string, unknown>): StoredView {
  const stack = state.stacks.get(user) ?? [];
  if (stack.length >= limits.viewStack) throw new Refusal('push_limit_reached');
  checkExternalId(state, view);
  const id = newSlackId('V');
  const stored: StoredView = {
    id,
    type: 'modal',
    user,
    root_view_id: stack[0] ?? id,
    previous_view_id: stack.at(-1) ?? null,
    view,
    hash: newHash(state),
    state: {},
  };
  state.views.set(id, stored);
  state.stacks.set(user, [...stack, id]);
  state.changed({ kind: 'view', user });
  return stored;
}

/** Closes the modals of a person: all, or those from the given one on. */
export function closeViews(state: SlackState, user: string, fromViewId?: string): void {
  const stack = state.stacks.get(user) ?? [];
  const start = fromViewId === undefined ? 0 : stack.indexOf(fromViewId);
  if (start < 0) return;
  for (const id of stack.slice(start)) state.views.delete(id);
  state.stacks.set(user, stack.slice(0, start));
  state.changed({ kind: 'view', user });
}

/** Puts a new content in place; what was typed stays where block and action keep their ids. @throws Refusal hash_conflict */
export function replaceView(
  state: SlackState,
  stored: StoredView,
  next: { view: Record<string, unknown>; hash?: string | undefined },
): void {
  if (next.hash !== undefined && next.hash !== stored.hash) throw new Refusal('hash_conflict');
  checkExternalId(state, next.view, stored.id);
  stored.view = next.view;
  stored.hash = newHash(state);
  state.changed(stored.type === 'home' ? { kind: 'home', user: stored.user } : { kind: 'view', user: stored.user });
}

/** The Home tab of a person, made at the first publication. @throws Refusal hash_conflict */
export function publishHome(
  state: SlackState,
  user: string,
  next: { view: Record<string, unknown>; hash?: string | undefined },
): StoredView {
  const known = state.views.get(state.homes.get(user) ?? '');
  if (known) {
    replaceView(state, known, next);
    return known;
  }
  const id = newSlackId('V');
  const home: StoredView = {
    id,
    type: 'home',
    user,
    root_view_id: id,
    previous_view_id: null,
    view: next.view,
    hash: newHash(state),
    state: {},
  };
  state.views.set(id, home);
  state.homes.set(user, id);
  state.changed({ kind: 'home', user });
  return home;
}

function checkExternalId(state: SlackState, view: Record<string, unknown>, ownId?: string): void {
  const externalId = view['external_id'];
  if (externalId === undefined || externalId === '') return;
  const isTaken = [...state.views.values()].some(
    (other) => other.id !== ownId && other.view['external_id'] === externalId,
  );
  if (isTaken) throw new Refusal('duplicate_external_id');
}

function newHash(state: SlackState): string {
  return `${Math.floor(state.now() / 1000)}.${token(8)}`;
}
