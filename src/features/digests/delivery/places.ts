import type { Database } from '../../../platform/db/database.js';
import type { ChannelFacts, Messenger } from '../../../platform/slack/messenger.js';
import { SlackFailure } from '../../../platform/slack/slack-failure.js';
import { channelAccessOf } from '../../committees/public.js';
import type { AccessLevel } from '../../kpis/public.js';
import { clearanceOf } from '../access-gate.js';

export type PlaceDeps = {
  readonly database: Database;
  readonly messenger: Messenger;
  readonly workspaceId: string;
  /** Technical time. */
  readonly nowMs: () => number;
};

/** What a channel may show at this moment. */
export interface Places {
  /** @throws SlackFailure (`place`) when it is archived or Copil is not in it, so that nothing is drawn in vain. */
  clearanceOf(slackChannelId: string): Promise<AccessLevel>;
}

/** The messages of one digest leave within seconds; asking Slack again for each would only meet its rate limit. */
const freshForMs = 20_000;

export function createPlaces(deps: PlaceDeps): Places {
  const known = new Map<string, { facts: ChannelFacts; readAtMs: number }>();
  const factsOf = async (channel: string): Promise<ChannelFacts> => {
    const found = known.get(channel);
    if (found && deps.nowMs() - found.readAtMs < freshForMs) return found.facts;
    known.delete(channel);
    const readAtMs = deps.nowMs();
    const facts = await deps.messenger.channelFacts(channel);
    known.set(channel, { facts, readAtMs });
    return facts;
  };
  return {
    async clearanceOf(channel) {
      const facts = await factsOf(channel);
      const refusal = facts.isArchived ? 'is_archived' : facts.isMember ? null : 'not_in_channel';
      if (refusal) {
        known.delete(channel);
        throw new SlackFailure({ kind: 'place', method: 'conversations.info', slackError: refusal });
      }
      const { workspaceId } = deps;
      const accessLevel = await channelAccessOf(deps.database.client, { workspaceId, slackId: channel });
      return clearanceOf({ isShared: facts.isShared, accessLevel });
    },
  };
}
