import type { Button, KnownBlock } from '@slack/types';
import { plain, words } from '../../../platform/slack/elements.js';
import { clampText } from '../../../platform/slack/escape.js';
import type { ActionContext, ShortcutContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { Say } from '../../../platform/texts.js';
import { committeeMeant, speakerOf } from '../../../surface/speaker.js';
import { titleAndDetails } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { FormMetadata } from '../forms/metadata.js';
import type { ItemKind } from '../item.js';
import { newItemForm } from './open-form.js';
import { readable } from './people-in-text.js';

/** What of a message is kept beside its link: enough to know it again when it is gone. */
const quoteAtMost = 300;

const shortcuts: Readonly<Record<string, ItemKind>> = {
  raise_blocker: 'blocker',
  make_action: 'action',
  new_blocker: 'blocker',
  new_action: 'action',
};

/** Shortcuts on a message and everywhere, and the buttons that a mention in a thread offers. */
export function registerShortcuts(slack: SlackApp, deps: FollowUpDeps): void {
  for (const [callbackId, kind] of Object.entries(shortcuts)) {
    slack.onShortcut(callbackId, (context) => openFromShortcut(deps, context, kind));
  }
  for (const kind of ['blocker', 'action'] as const) {
    slack.onAction(`item:from-thread:${kind}`, (context) => openFromThread(deps, context, kind));
  }
}

async function openFromShortcut(deps: FollowUpDeps, context: ShortcutContext, kind: ItemKind): Promise<void> {
  const { message, channel } = context;
  const speaker = await speakerOf(deps, context.user);
  const text = message ? await readable(deps, message.text) : '';
  const source = message && channel ? sourceOf({ ...message, channel, text }) : undefined;
  const view = await newItemForm(deps, speaker, {
    kind,
    ...(source ? { source } : {}),
    known: { ...titleAndDetails(text, ''), committeeId: committeeMeant(speaker, channel)?.id ?? null },
    typed: text,
  });
  await context.ack();
  await deps.messenger.openView(context.triggerId, view);
}

type SourceMessage = {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly text: string;
};

function sourceOf({ channel, ts, threadTs, text }: SourceMessage): NonNullable<FormMetadata['source']> {
  return { channel, ts, thread: threadTs ?? ts, quote: text === '' ? null : clampText(text, quoteAtMost) };
}

/** The message that the thread hangs on becomes the source; where it cannot be read, the thread alone. */
async function openFromThread(deps: FollowUpDeps, context: ActionContext, kind: ItemKind): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const { channel, threadTs, messageTs } = context;
  const thread = threadTs ?? messageTs;
  await context.ack();
  const root = channel && thread ? await deps.messenger.threadRoot(channel, thread) : null;
  const text = root ? await readable(deps, root.text) : '';
  const source = channel && thread ? sourceOf({ channel, ts: thread, threadTs: null, text }) : undefined;
  const view = await newItemForm(deps, speaker, {
    kind,
    ...(source ? { source } : {}),
    known: { ...titleAndDetails(text, ''), committeeId: committeeMeant(speaker, channel)?.id ?? null },
    typed: text,
  });
  await deps.messenger.openView(context.triggerId, view);
}

/** What a mention in a thread is answered, beside the help: what one comes for, as buttons; `more` come behind ours. */
export async function threadOffer(
  deps: FollowUpDeps,
  slackUserId: string,
  more: (say: Say) => readonly Button[],
): Promise<{ readonly text: string; readonly blocks: readonly KnownBlock[] }> {
  const { say } = await speakerOf(deps, slackUserId);
  const text = say('follow-up.mention');
  const button = (kind: ItemKind): Button => ({
    type: 'button',
    action_id: `item:from-thread:${kind}`,
    text: plain(say(`follow-up.form.title.${kind}`)),
  });
  const elements = [button('blocker'), button('action'), ...more(say)];
  return { text, blocks: [words(text), { type: 'actions', elements }] };
}
