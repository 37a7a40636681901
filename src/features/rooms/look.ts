import type { Clock } from '../../kernel/clock.js';
import { listCommittees } from '../../organisation/committees/committees.js';
import { type MemberKind, storeRoster } from '../../organisation/committees/rosters.js';
import type { Logger } from '../../platform/log.js';
import { inBackground } from '../../platform/scheduler/in-background.js';
import type { Messenger, UserFacts } from '../../platform/slack/messenger.js';
import { whenSlackAllows } from '../../platform/slack/when-slack-allows.js';
import { type JudgeDeps, judgeRooms } from './judge.js';

export type RoomLookDeps = JudgeDeps & {
  readonly clock: Clock;
  readonly messenger: Pick<Messenger, 'channelMembers' | 'listUsers' | 'userFacts'>;
  readonly log: Logger;
};

/** Knows who is in the channels that committees meet in. */
export interface RoomLook {
  /** Reads the members of every such channel, once and then each day. One that cannot be read keeps what was last known. */
  whenDue(stopping?: AbortSignal): Promise<void>;
  /** Copil came into a channel: its members can be read now. */
  entered(channel: string): Promise<void>;
}

const hourMs = 60 * 60_000;

export function createRoomLook(deps: RoomLookDeps): RoomLook {
  const tried = new Map<string, { readonly at: number; readonly isRead: boolean }>();
  const isDue = (channel: string, now: number): boolean => {
    const last = tried.get(channel);
    return !last || Math.abs(now - last.at) >= (last.isRead ? 24 * hourMs : hourMs);
  };
  const readDue = async (): Promise<void> => {
    const at = deps.clock.now().getTime();
    const committees = await listCommittees(deps.database.client, deps.workspaceId);
    const channels = new Set(committees.flatMap(({ channel }) => channel ?? []));
    const due = [...channels].filter((channel) => isDue(channel, at));
    if (due.length === 0) return;
    const read = await readRooms(deps, due);
    for (const channel of due) tried.set(channel, { at, isRead: read.has(channel) });
    await judgeRooms(deps, committees);
  };
  const look = inBackground(() =>
    readDue().catch((error: unknown) => deps.log.warn('who is in the channels could not be noted', { err: error })),
  );
  return {
    whenDue: look,
    async entered(channel) {
      tried.delete(channel);
      await look();
    },
  };
}

/** @returns the channels that could be read: not those where Copil is not, and none while Slack is away */
async function readRooms(deps: RoomLookDeps, channels: readonly string[]): Promise<ReadonlySet<string>> {
  const { database, workspaceId, messenger, log } = deps;
  const inside = new Map<string, readonly string[]>();
  for (const channel of channels) {
    try {
      const ids: string[] = [];
      for await (const page of messenger.channelMembers(channel)) ids.push(...page);
      inside.set(channel, ids);
    } catch (error) {
      log.info('the members of a channel could not be read; what was known of them holds', { channel, err: error });
    }
  }
  const kinds = await kindsOf(messenger, [...inside.values()].flat());
  for (const [slackId, ids] of inside) {
    const members = new Map(ids.flatMap((id) => (kinds.has(id) ? [[id, kinds.get(id) ?? 'stranger'] as const] : [])));
    await storeRoster(database, { workspaceId, slackId }, { members, readAt: deps.clock.now() });
  }
  return new Set(inside.keys());
}

/** Up to so many are asked for one by one; for more, the list of the whole workspace is cheaper. */
const oneByOne = 5;

async function kindsOf(messenger: RoomLookDeps['messenger'], ids: readonly string[]): Promise<Map<string, MemberKind>> {
  const found = new Map<string, MemberKind>();
  const wanted = new Set(ids);
  const note = (facts: UserFacts): void => {
    if (!wanted.delete(facts.id)) return;
    // Slack takes whoever has no account any more out of a channel in its own time; they read nothing.
    if (!facts.isDeleted) found.set(facts.id, kindOf(facts));
  };
  if (wanted.size > oneByOne) {
    for await (const page of messenger.listUsers()) {
      for (const facts of page) note(facts);
      if (wanted.size === 0) break;
    }
  }
  for (const id of [...wanted]) note(await whenSlackAllows(() => messenger.userFacts(id)));
  return found;
}

/** What an account counts as in a channel. */
export function kindOf({ isBot, affiliation }: Pick<UserFacts, 'isBot' | 'affiliation'>): MemberKind {
  return isBot ? 'app' : affiliation;
}
