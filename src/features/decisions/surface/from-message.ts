import type { Button } from '@slack/types';
import { plain } from '../../../platform/slack/elements.js';
import { clampText } from '../../../platform/slack/escape.js';
import type { ActionContext, ShortcutContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { Say } from '../../../platform/texts.js';
import { committeeMeant, type Speaker, speakerOf } from '../../../surface/speaker.js';
import { readable } from '../../follow-up/public.js';
import type { DecisionSource } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import type { FormMetadata } from '../forms/metadata.js';
import { newDecisionForm } from './open-form.js';

type Source = NonNullable<FormMetadata['source']>;

/** What of a message is kept beside its link: enough to know it again when it is gone. */
const quoteAtMost = 300;

const fromThread = 'decision:from-thread';

/** The shortcut on a message, and the button that a mention in a thread offers. */
export function registerShortcuts(slack: SlackApp, deps: DecisionDeps): void {
  slack.onShortcut('ask_decision', (context) => openFromShortcut(deps, context));
  slack.onAction(fromThread, (context) => openFromThread(deps, context));
}

/** What a mention in a thread offers beside blockers and actions. */
export function threadButton(say: Say): Button {
  return { type: 'button', action_id: fromThread, text: plain(say('decisions.form.title')) };
}

async function openFromShortcut(deps: DecisionDeps, context: ShortcutContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const { message, channel } = context;
  const text = message ? await readable(deps, message.text) : '';
  const source = message && channel ? sourceOf({ channel, ts: message.ts, thread: message.threadTs, text }) : undefined;
  const view = formFor(speaker, { channel, text, source });
  await context.ack();
  await deps.messenger.openView(context.triggerId, view);
}

/** The message that the thread hangs on becomes the source; where it cannot be read, the thread alone. */
async function openFromThread(deps: DecisionDeps, context: ActionContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const { channel } = context;
  const thread = context.threadTs ?? context.messageTs;
  await context.ack();
  const root = channel && thread ? await deps.messenger.threadRoot(channel, thread) : null;
  const text = root ? await readable(deps, root.text) : '';
  const source = channel && thread ? sourceOf({ channel, ts: thread, thread: null, text }) : undefined;
  await deps.messenger.openView(context.triggerId, formFor(speaker, { channel, text, source }));
}

function sourceOf(message: Omit<Source, 'thread' | 'quote'> & { thread: string | null; text: string }): Source {
  const { channel, ts, thread, text } = message;
  return { channel, ts, thread: thread ?? ts, quote: text === '' ? null : clampText(text, quoteAtMost) };
}

type From = { readonly channel: string | null; readonly text: string; readonly source: Source | undefined };

function formFor(speaker: Speaker, { channel, text, source }: From) {
  const committeeId = committeeMeant(speaker, channel)?.id ?? null;
  return newDecisionForm(speaker, { committeeId, text, ...(source ? { source } : {}) });
}

/** The way back to a message; it may have been deleted since, and its words are kept all the same. */
export async function linkedSource(
  { messenger, log }: DecisionDeps,
  { channel, ts, quote }: Source,
): Promise<DecisionSource> {
  const link = await messenger.permalink(channel, ts).catch((error: unknown) => {
    log.warn('a message has no link', { err: error, channel });
    return null;
  });
  return { channel, ts, link, quote };
}
