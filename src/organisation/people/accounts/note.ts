import type { Clock } from '../../../kernel/clock.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import type { Messenger } from '../../../platform/slack/messenger.js';
import { enqueueForOperators, type NoticeDeps } from '../notices.js';
import { type AccountFacts, type AccountNews, accountsOf, markAffiliation, markBack, markLeft } from './accounts.js';

export type AccountDeps = NoticeDeps & {
  readonly database: Database;
  /** Business time. */
  readonly clock: Clock;
};

/** `event`: Slack told it as it happened. `look`: Copil had to find it out by itself. */
export type HowKnown = 'event' | 'look';

/**
 * Makes the store say of somebody's account what Slack says; gives what has changed. Operators hear, once and in words,
 * of whoever left without Slack telling it, and of whoever is no member there while `copil.yml` takes them for one.
 */
export async function noteAccount(
  deps: AccountDeps,
  facts: AccountFacts,
  how: HowKnown,
): Promise<AccountNews['what'][]> {
  const { database, workspaceId } = deps;
  const slackUserId = facts.id;
  const known = (await accountsOf(database.client, { workspaceId, slackUserIds: [slackUserId] })).get(slackUserId);
  if (!known) return [];
  const account = { workspaceId, slackUserId, at: deps.clock.now() };
  const tell = (transaction: Transaction, news: AccountNews) => tellOperators(transaction, deps, { news, how });
  const mark = facts.isDeleted ? markLeft : markBack;
  const moved = known.hasLeft === facts.isDeleted ? null : await mark(database, account, tell);
  // What a deactivated account is says nothing of the person any more.
  const isSame = facts.isDeleted || known.affiliation === facts.affiliation;
  const stands = isSame ? null : await markAffiliation(database, { ...account, affiliation: facts.affiliation }, tell);
  return [...(moved ? ([facts.isDeleted ? 'left' : 'back'] as const) : []), ...(stands ? [facts.affiliation] : [])];
}

/** Asks Slack about an account that cannot be written to, and keeps what it says: whether nobody is behind it any more. */
export async function isNobody(
  deps: AccountDeps & { readonly messenger: Pick<Messenger, 'userFacts'> },
  slackUserId: string,
): Promise<boolean> {
  const facts = await deps.messenger.userFacts(slackUserId).catch(() => null);
  if (facts) await noteAccount(deps, facts, 'look');
  return facts?.isDeleted ?? false;
}

async function tellOperators(
  transaction: Transaction,
  deps: AccountDeps,
  { news: { what, person }, how }: { readonly news: AccountNews; readonly how: HowKnown },
): Promise<void> {
  const isNews = what === 'left' ? how === 'look' : what === 'stranger' || (what === 'guest' && !person.isNamedGuest);
  if (!isNews) return;
  const { name, key, slackUserId } = person;
  await enqueueForOperators(transaction, deps, {
    key: `account:${what}:${key}:${deps.clock.now().toISOString()}`,
    wording: (say) => say(`people.${what}`, { name, key, account: slackUserId ?? '' }),
  });
}
