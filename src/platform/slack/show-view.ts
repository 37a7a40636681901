import type { Messenger } from './messenger.js';
import type { ActionContext } from './requests.js';
import type { ModalView } from './view.js';

/** Shows what a click asked for: on top of the modal it was made in, or in front of the conversation. */
export async function showView(
  messenger: Pick<Messenger, 'pushView' | 'openView'>,
  { triggerId, view }: Pick<ActionContext, 'triggerId' | 'view'>,
  next: ModalView,
): Promise<void> {
  if (view?.type === 'modal') await messenger.pushView(triggerId, next);
  else await messenger.openView(triggerId, next);
}
