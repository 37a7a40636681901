import type { Button } from '@slack/types';
import { actions, type Card, words } from '../../../platform/slack/elements.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { Say } from '../../../platform/texts.js';
import {
  type FormFor,
  onFormShortcut,
  onThreadButton,
  threadButton,
} from '../../../surface/sources/forms-from-messages.js';
import { committeeMeant, speakerOf } from '../../../surface/speaker.js';
import { titleAndDetails } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { ItemKind } from '../item.js';
import { newItemForm } from './open-form.js';

const shortcuts: Readonly<Record<string, ItemKind>> = {
  raise_blocker: 'blocker',
  make_action: 'action',
  new_blocker: 'blocker',
  new_action: 'action',
};

const fromThread = (kind: ItemKind) => `item:from-thread:${kind}`;

/** Shortcuts on a message and everywhere, and the buttons that a mention in a thread offers. */
export function registerShortcuts(slack: SlackApp, deps: FollowUpDeps): void {
  const formFor =
    (kind: ItemKind): FormFor =>
    async (slackUserId) => {
      const speaker = await speakerOf(deps, slackUserId);
      return ({ channel, text, source }) => {
        const committeeId = committeeMeant(speaker, channel)?.id ?? null;
        return newItemForm(deps, speaker, {
          kind,
          source,
          known: { ...titleAndDetails(text, ''), committeeId },
          typed: text,
        });
      };
    };
  for (const [callbackId, kind] of Object.entries(shortcuts)) onFormShortcut(slack, deps, callbackId, formFor(kind));
  for (const kind of ['blocker', 'action'] as const) onThreadButton(slack, deps, fromThread(kind), formFor(kind));
}

/** What a mention in a thread is answered, beside the help: what one comes for, as buttons; `more` come behind ours. */
export async function threadOffer(
  deps: FollowUpDeps,
  slackUserId: string,
  more: (say: Say) => readonly Button[],
): Promise<Card> {
  const { say } = await speakerOf(deps, slackUserId);
  const text = say('follow-up.mention');
  const ours = (['blocker', 'action'] as const).map((kind) =>
    threadButton(fromThread(kind), say(`follow-up.form.title.${kind}`)),
  );
  return { text, blocks: [words(text), actions(...ours, ...more(say))] };
}
