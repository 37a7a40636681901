import { isRecord } from '../blocks/rules.js';
import { viewJson } from '../state/as-json.js';
import type { StoredView, User } from '../state/model.js';
import { closeViews } from '../state/view-store.js';
import type { World } from '../world.js';
import { type Ack, type DeliveryParts, deliver } from './delivery.js';
import { elementState, isEmptyState } from './inputs.js';
import { basePayload, type Found, interactiveElements, targetBlocks } from './payloads.js';
import { orRefused } from './refused-answers.js';
import type { ResponseUrls } from './response-urls.js';
import { applyViewAck } from './view-ack.js';

/** An acknowledgement and what the person then sees in the form. */
export interface SubmitAck extends Ack {
  /** By block id: Slack's own "required", or what the app found wrong. */
  readonly fieldErrors: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, unknown>>;

/** Keeps what stands in an element, as Slack's client does while a form is filled. */
export function remember(view: StoredView, { block, element }: Found, state: unknown): void {
  const blockId = String(block['block_id']);
  view.state[blockId] = { ...view.state[blockId], [String(element['action_id'])]: state };
}

/** What a person brings to a form. */
export interface FilledForm {
  readonly view: StoredView;
  /** By block id. */
  readonly values: Values;
  /** False where whoever fills it has no way to give a file: a required one is then not missed. */
  readonly takesFiles: boolean;
}

/** Fills the form. @returns the required inputs that stayed empty */
function fill({ view, values, takesFiles }: FilledForm): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const found of interactiveElements(targetBlocks({ kind: 'view', view }))) {
    if (found.block['type'] !== 'input') continue;
    const blockId = String(found.block['block_id']);
    const known = view.state[blockId]?.[String(found.element['action_id'])];
    const state = elementState(found.element, values[blockId] ?? known);
    remember(view, found, state);
    const isNeeded = found.block['optional'] !== true && (takesFiles || found.element['type'] !== 'file_input');
    if (isNeeded && isEmptyState(state)) missing[blockId] = 'required';
  }
  return missing;
}

export type FormParts = DeliveryParts & { readonly responseUrls: ResponseUrls };

/** One address for each channel chosen where the form asked for one (`response_url_enabled`). */
function answerAddresses({ responseUrls }: FormParts, user: User, view: StoredView): Record<string, unknown>[] {
  return interactiveElements(targetBlocks({ kind: 'view', view })).flatMap(({ block, element }) => {
    if (element['response_url_enabled'] !== true) return [];
    const [block_id, action_id] = [String(block['block_id']), String(element['action_id'])];
    const chosen = view.state[block_id]?.[action_id];
    const picked = isRecord(chosen) ? (chosen['selected_channel'] ?? chosen['selected_conversation']) : undefined;
    if (typeof picked !== 'string') return [];
    const response_url = responseUrls.issue({ user: user.id, channel: picked });
    return [{ block_id, action_id, channel_id: picked, response_url }];
  });
}

/** Submits a modal and does what the answer asks; the app hears nothing while a required input is empty. */
export async function submitView(parts: FormParts, user: User, form: FilledForm): Promise<SubmitAck> {
  const { world } = parts;
  const { view } = form;
  const missing = fill(form);
  if (Object.keys(missing).length > 0) return { body: '', latencyMs: 0, wantsNoRetry: false, fieldErrors: missing };
  const payload = {
    type: 'view_submission',
    ...basePayload(world, user),
    trigger_id: world.triggers.issue({ user: user.id, viewId: view.id }),
    view: viewJson(world, view),
    response_urls: answerAddresses(parts, user, view),
  };
  const ack = await deliver(parts, { type: 'interactive', name: 'view_submission', payload });
  if (ack.error !== undefined) return { ...ack, fieldErrors: {} };
  let fieldErrors = {};
  const shown = orRefused(world, ack, () => {
    fieldErrors = applyViewAck(world, view, ack);
  });
  return { ...shown, fieldErrors };
}

/** Closes a modal, or with the x all of them; the app hears of it where it asked to (`notify_on_close`). */
export async function closeView(
  parts: DeliveryParts,
  user: User,
  { view, isCleared }: { view: StoredView; isCleared: boolean },
): Promise<Ack | undefined> {
  const { world } = parts;
  const payload = {
    type: 'view_closed',
    ...basePayload(world, user),
    trigger_id: world.triggers.issue({ user: user.id }),
    view: viewJson(world, view),
    is_cleared: isCleared,
  };
  closeViews(world.state, user.id, isCleared ? undefined : view.id);
  if (view.view['notify_on_close'] !== true) return undefined;
  return deliver(parts, { type: 'interactive', name: 'view_closed', payload });
}

/** The open modals of a person, the newest last. */
export function openModals(world: World, user: User): StoredView[] {
  const { stacks, views } = world.state;
  return (stacks.get(user.id) ?? []).flatMap((id) => views.get(id) ?? []);
}
