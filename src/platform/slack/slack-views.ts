import type { View } from '@slack/types';
import type { ViewsOpenResponse } from '@slack/web-api';
import { fitView } from './fit-view.js';
import type { Messenger, ShownView } from './messenger.js';
import { SlackFailure } from './slack-failure.js';
import type { HomeView, ModalView } from './view.js';
import { callSlack, type WebClients } from './web-clients.js';

type Views = Pick<Messenger, 'openView' | 'pushView' | 'updateView' | 'publishHome'>;

/** The messenger's calls about modals and the Home tab. A trigger opens one view, so nothing that uses one is tried again. */
export function createViews({ once, patient }: WebClients): Views {
  return {
    openView: (trigger_id, view) => shown('views.open', () => once.views.open({ trigger_id, view: toSlackView(view) })),
    pushView: (trigger_id, view) => shown('views.push', () => once.views.push({ trigger_id, view: toSlackView(view) })),
    updateView: ({ viewId, hash, view }) =>
      shown('views.update', () =>
        once.views.update({ view_id: viewId, view: toSlackView(view), ...(hash !== undefined && { hash }) }),
      ),
    publishHome: (user_id, view) =>
      shown('views.publish', () => patient.views.publish({ user_id, view: toSlackView(view) })),
  };
}

/** Fitted, and as Slack's own types have it. */
export function toSlackView(view: ModalView | HomeView): View {
  const fitted = fitView(view);
  return { ...fitted, blocks: [...fitted.blocks] };
}

async function shown(method: string, call: () => Promise<Pick<ViewsOpenResponse, 'view'>>): Promise<ShownView> {
  const { view } = await callSlack(method, call);
  if (view?.id) return { id: view.id, hash: view.hash ?? '' };
  throw new SlackFailure({ kind: 'unreachable', method, slackError: null, detail: 'answered without the view' });
}
