import { NotFoundError } from '../../../kernel/errors.js';
import { seatsOf } from '../../../organisation/committees/committees.js';
import { noteAccount } from '../../../organisation/people/accounts/note.js';
import { personOf } from '../../../organisation/people/who.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { handOver } from './hand-over.js';
import { readLeaverSubject } from './messages.js';
import { createReassignAll } from './reassign-all.js';
import { noteChannelLeft, sweepLeavers } from './sweep.js';

/** Hears of people who leave: their account (`user_change`), a channel (`member_left_channel`), and what becomes of what they owned. */
export function registerLeavers(slack: SlackApp, deps: FollowUpDeps): void {
  const { database, workspaceId } = deps;
  const reassignAll = createReassignAll(deps);
  slack.onEvent('member_left_channel', async ({ event }) => {
    const [slackUserId, channel, eventTs] = [text(event['user']), text(event['channel']), text(event['event_ts'])];
    if (!slackUserId || !channel) return;
    await noteChannelLeft(deps, { slackUserId, channel, eventTs });
    await sweepLeavers(deps);
  });
  slack.onEvent('user_change', async ({ event }) => {
    const facts = await deps.messenger.readUser(event['user']);
    if (facts && (await noteAccount(deps, facts, 'event')).includes('left')) await sweepLeavers(deps);
  });
  slack.onAction('leaver:reassign', async (context) => {
    const person = await personOf(deps, context.user);
    const about = readLeaverSubject(context.blockId ?? '');
    const toSlackUserId = context.selectedUser;
    if (!about || !toSlackUserId) throw new NotFoundError('a choice that is none of ours');
    const seats = await seatsOf(database.client, { workspaceId, personKey: person.key });
    const { committeeId, personKey: leaverKey } = about;
    await context.ack(
      await handOver({ ...deps, reassignAll }, { committeeId, leaverKey, toSlackUserId, person, seats }),
    );
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
