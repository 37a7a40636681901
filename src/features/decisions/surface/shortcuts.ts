import type { Button } from '@slack/types';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { Say } from '../../../platform/texts.js';
import {
  type FormFor,
  onFormShortcut,
  onThreadButton,
  threadButton,
} from '../../../surface/sources/forms-from-messages.js';
import { committeeMeant, speakerOf } from '../../../surface/speaker.js';
import type { DecisionDeps } from '../decision-deps.js';
import { newDecisionForm } from './open-form.js';

const fromThread = 'decision:from-thread';

/** The shortcut on a message, and the button that a mention in a thread offers. */
export function registerShortcuts(slack: SlackApp, deps: DecisionDeps): void {
  const formFor: FormFor = async (slackUserId) => {
    const speaker = await speakerOf(deps, slackUserId);
    return ({ channel, ...origin }) =>
      newDecisionForm(speaker, { committeeId: committeeMeant(speaker, channel)?.id ?? null, ...origin });
  };
  onFormShortcut(slack, deps, 'ask_decision', formFor);
  onThreadButton(slack, deps, fromThread, formFor);
}

/** What a mention in a thread offers. */
export function decisionThreadButton(say: Say): Button {
  return threadButton(fromThread, say('decisions.form.title'));
}
