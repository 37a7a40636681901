import type { Button } from '@slack/types';
import { plain } from '../../platform/slack/elements.js';
import type { ActionContext, ShortcutContext } from '../../platform/slack/requests.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import type { ModalView } from '../../platform/slack/view.js';
import type { AppDeps } from '../app-deps.js';
import { readable } from './readable-text.js';
import { type SourceMessage, sourceMessage } from './source.js';

export type SourceDeps = Pick<AppDeps, 'database' | 'workspaceId' | 'messenger'>;

/** What a form is opened from. */
export type Origin = {
  /** Slack id; null where it is opened from no conversation. */
  readonly channel: string | null;
  /** What the message says, readable and whole; empty where there is none, or it cannot be read. */
  readonly text: string;
  readonly source: SourceMessage | undefined;
};

/**
 * Looks at who asks, by Slack id, and gives what makes their form.
 * @throws ForbiddenError for whoever may not have it; nothing was asked of Slack then
 */
export type FormFor = (slackUserId: string) => Promise<(origin: Origin) => ModalView | Promise<ModalView>>;

/** A shortcut, on a message or everywhere, that opens a form. */
export function onFormShortcut(slack: SlackApp, deps: SourceDeps, callbackId: string, formFor: FormFor): void {
  slack.onShortcut(callbackId, (context) => openFromShortcut(deps, context, formFor));
}

/** The button that a mention in a thread offers (`threadButton`); it opens a form. */
export function onThreadButton(slack: SlackApp, deps: SourceDeps, actionId: string, formFor: FormFor): void {
  slack.onAction(actionId, (context) => openFromThread(deps, context, formFor));
}

/** What a mention in a thread offers. */
export function threadButton(actionId: string, label: string): Button {
  return { type: 'button', action_id: actionId, text: plain(label) };
}

async function openFromShortcut(deps: SourceDeps, context: ShortcutContext, formFor: FormFor): Promise<void> {
  const { message, channel } = context;
  const formOf = await formFor(context.user);
  const text = message ? await readable(deps, message.text) : '';
  const source = message && channel ? sourceMessage({ ...message, channel, text }) : undefined;
  const view = await formOf({ channel, text, source });
  await context.ack();
  await deps.messenger.openView(context.triggerId, view);
}

/** The message that the thread hangs on becomes the source; where it cannot be read, the thread alone. */
async function openFromThread(deps: SourceDeps, context: ActionContext, formFor: FormFor): Promise<void> {
  const { channel, threadTs, messageTs } = context;
  const thread = threadTs ?? messageTs;
  const formOf = await formFor(context.user);
  await context.ack();
  const root = channel && thread ? await deps.messenger.threadRoot(channel, thread) : null;
  const text = root ? await readable(deps, root.text) : '';
  const source = channel && thread ? sourceMessage({ channel, ts: thread, threadTs: null, text }) : undefined;
  await deps.messenger.openView(context.triggerId, await formOf({ channel, text, source }));
}
