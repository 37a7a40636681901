import type { Logger } from '../../../platform/log.js';
import { inBackground, inTime } from '../../../platform/scheduler/in-background.js';
import type { Messenger } from '../../../platform/slack/messenger.js';
import { whenSlackAllows } from '../../../platform/slack/when-slack-allows.js';
import { findPersonBySlackId, type Person } from '../people.js';
import { type AccountFacts, accountsOf, noteLooked } from './accounts.js';
import { type AccountDeps, noteAccount } from './note.js';

export type LookDeps = AccountDeps & {
  readonly messenger: Pick<Messenger, 'listUsers' | 'userFacts'>;
  readonly log: Logger;
};

const dayMs = 24 * 60 * 60_000;

/** With an hour for the daily look to come by. */
const staleMs = dayMs + 60 * 60_000;

/** Slack gives a request three seconds; what was known of a person has to do where it does not answer in one. */
const patienceMs = 1_000;

/** That Slack was asked only spares asking again: nobody waits for a store that is locked or refuses to write it down. */
const notedWithinMs = 200;

/** Finds what Slack has not told: who left, who came back, who became a guest. */
export interface AccountLook {
  /**
   * Looks at everybody Copil knows, once at the start and then once a day. A look that takes long, since Slack has many
   * people or is away, goes on by itself and holds up nobody; one that fails is made again.
   */
  whenDue(stopping?: AbortSignal): Promise<void>;
}

export function createAccountLook(deps: LookDeps): AccountLook {
  let lookedAt: Date | null = null;
  const look = inBackground(async () => {
    const now = deps.clock.now();
    if (lookedAt && Math.abs(now.getTime() - lookedAt.getTime()) < dayMs) return;
    try {
      await lookAtEverybody(deps);
      lookedAt = now;
    } catch (error) {
      deps.log.warn('Slack did not say who is still there; it is asked again', { err: error });
    }
  });
  return { whenDue: look };
}

/** By the list, which names hundreds at once; those who are not in it, such as strangers, one by one. */
async function lookAtEverybody(deps: LookDeps): Promise<void> {
  const { database, workspaceId, messenger } = deps;
  const missing = new Set((await accountsOf(database.client, { workspaceId })).keys());
  if (missing.size === 0) return;
  const seen: string[] = [];
  const note = async (facts: AccountFacts): Promise<void> => {
    if (!missing.delete(facts.id)) return;
    await noteAccount(deps, facts, 'look');
    seen.push(facts.id);
  };
  for await (const page of messenger.listUsers()) {
    for (const facts of page) await note(facts);
    if (missing.size === 0) break;
  }
  for (const id of [...missing]) await note(await whenSlackAllows(() => messenger.userFacts(id)));
  await noteLooked(database.client, { workspaceId, slackUserIds: seen, at: deps.clock.now() });
}

/** Somebody as Slack has them now, where nobody has looked for a day: they may have become a guest meanwhile. */
export async function asSlackHasThem(
  deps: AccountDeps & { readonly messenger: Pick<Messenger, 'userFacts'> },
  person: Person,
): Promise<Person> {
  const { slackUserId, lookedAt, workspaceId } = person;
  const now = deps.clock.now();
  if (!slackUserId || (lookedAt && Math.abs(now.getTime() - lookedAt.getTime()) < staleMs)) return person;
  const facts = await inTime(deps.messenger.userFacts(slackUserId), { ms: patienceMs });
  if (!facts) return person;
  const news = await noteAccount(deps, facts, 'look');
  const looked = noteLooked(deps.database.client, { workspaceId, slackUserIds: [slackUserId], at: now });
  await inTime(looked, { ms: notedWithinMs });
  if (news.length === 0) return person;
  return (await findPersonBySlackId(deps.database.client, { workspaceId, slackUserId })) ?? person;
}
