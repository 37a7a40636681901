import type { Card } from '../../platform/slack/elements.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import type { ModalView } from '../../platform/slack/view.js';
import type { AppDeps } from '../app-deps.js';
import { type Speaker, speakerOf } from '../speaker.js';

/** A list that is read page by page. */
export type Paged = {
  /** The page that a button leads to, by what it carries; what nobody wrote leads to the first. */
  page(speaker: Speaker, value: string | null): Promise<Card>;
  /** The same in a modal, for a list that is shown in one too. */
  view?(page: Card, speaker: Speaker): ModalView;
};

/**
 * Answers the buttons of `turnButtons`: the page stands where the one before stood, in a modal and in an answer that one
 * person alone sees; below a message of all it is an answer of its own.
 */
export function onPageTurn(
  slack: SlackApp,
  deps: Pick<AppDeps, 'messenger'> & Parameters<typeof speakerOf>[0],
  action: string,
  { page, view }: Paged,
): void {
  for (const name of ['previous', 'next']) {
    slack.onAction(`${action}:${name}`, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      const card = await page(speaker, context.value);
      await context.ack();
      if (view && context.view?.type === 'modal') {
        await deps.messenger.updateView({ viewId: context.view.id, view: view(card, speaker) });
        return;
      }
      await context.respond({ ...card, ...(context.isEphemeralMessage ? { replacesOriginal: true } : {}) });
    });
  }
}
