import type { Clock } from '../../kernel/clock.js';
import { sha256 } from '../../kernel/ids.js';
import { type AccessLevel, mayShow } from '../../organisation/access-level.js';
import { type Committee, channelAccessOf, membersOf } from '../../organisation/committees/committees.js';
import {
  colleaguesIn,
  type Outsider,
  outsidersIn,
  rosterReadAt,
  settleGuestRule,
} from '../../organisation/committees/rosters.js';
import { enqueueForOperators, enqueueNotice, type NoticeDeps, reachable } from '../../organisation/people/notices.js';
import type { Database } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';

export type JudgeDeps = NoticeDeps & {
  readonly database: Database;
  /** Business time. */
  readonly clock: Clock;
};

/**
 * Looks at what was read of the channels. A committee that was there before it could say what guests may read keeps
 * what it had, and its chair is asked once; operators hear of colleagues whose level is below that of a channel.
 */
export async function judgeRooms(deps: JudgeDeps, committees: readonly Committee[]): Promise<void> {
  for (const committee of committees) {
    const { channel, workspaceId } = committee;
    if (channel === null) continue;
    const place = { workspaceId, slackId: channel };
    if (!(await rosterReadAt(deps.database.client, place))) continue;
    await settleGuests(deps, committee, await outsidersIn(deps.database.client, place));
    await tellOfLowLevels(deps, committee, await lowLevelsIn(deps.database, place));
  }
}

async function settleGuests(deps: JudgeDeps, committee: Committee, outsiders: readonly Outsider[]): Promise<void> {
  if (committee.guests !== null) return;
  const rule = outsiders.length > 0 ? 'allow' : 'withhold';
  const { id: committeeId, workspaceId, key } = committee;
  await deps.database.transaction(async (transaction) => {
    if (!(await settleGuestRule(transaction, { committeeId, rule }))) return;
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'committee.changed',
      subjectKind: 'committee',
      subjectId: key,
      before: { guests: null },
      after: { guests: rule },
      surface: 'schedule',
      at: deps.clock.now(),
    });
    if (rule === 'withhold') return;
    const wording: Parameters<typeof enqueueNotice>[2]['wording'] = (say, { locale }) =>
      say('rooms.ask', { committee: committee.name[locale], key, count: outsiders.length, names: namesOf(outsiders) });
    const notice = { key: `guests:${committeeId}`, wording };
    const chairs = reachable(await membersOf(transaction, { committeeId, role: 'chair' }));
    if (chairs.length > 0) await enqueueNotice(transaction, deps, { ...notice, readers: chairs });
    else await enqueueForOperators(transaction, deps, notice);
  });
}

/** Those who have no name in Copil, by their account. */
export function namesOf(outsiders: readonly Outsider[]): string {
  return outsiders.map(({ name, slackUserId }) => name ?? slackUserId).join(', ');
}

export type LowLevels = {
  readonly channelLevel: AccessLevel;
  /** Keys of people whose `access` is below it. */
  readonly keys: readonly string[];
  /** How many more are not in `copil.yml`, and count as internal. */
  readonly unknown: number;
};

/** Colleagues who read a channel above their level; null where there are none. */
export async function lowLevelsIn(
  { client }: Pick<Database, 'client'>,
  place: { readonly workspaceId: string; readonly slackId: string },
): Promise<LowLevels | null> {
  const channelLevel = await channelAccessOf(client, place);
  if (channelLevel === null) return null;
  const low = (await colleaguesIn(client, place)).filter(({ accessLevel }) => !mayShow(channelLevel, accessLevel));
  if (low.length === 0) return null;
  const keys = low.flatMap(({ key }) => key ?? []).sort((a, b) => (a < b ? -1 : 1));
  return { channelLevel, keys, unknown: low.length - keys.length };
}

async function tellOfLowLevels(deps: JudgeDeps, committee: Committee, low: LowLevels | null): Promise<void> {
  if (!low) return;
  const { channelLevel, keys, unknown } = low;
  // Another set of people is news; the same one is not.
  const who = sha256([channelLevel, ...keys, unknown].join(' ')).slice(0, 16);
  await deps.database.transaction((transaction) =>
    enqueueForOperators(transaction, deps, {
      key: `low-level:${committee.id}:${who}`,
      wording: (say, { locale }) =>
        say('rooms.low', {
          committee: committee.name[locale],
          level: channelLevel,
          names: keys.join(', '),
          known: keys.length,
          unknown,
        }),
    }),
  );
}
