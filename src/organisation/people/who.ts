import type { Clock } from '../../kernel/clock.js';
import { ForbiddenError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Database } from '../../platform/db/database.js';
import type { Messenger, UserFacts } from '../../platform/slack/messenger.js';
import { tellOfLink } from './accounts/linked.js';
import { asSlackHasThem } from './accounts/look.js';
import type { NoticeDeps } from './notices.js';
import { findPersonBySlackId, linkPersonByEmail, type Person } from './people.js';

export type WhoDeps = NoticeDeps & {
  readonly database: Database;
  readonly clock: Clock;
  readonly messenger: Pick<Messenger, 'userFacts'>;
  /** How the store is asked for somebody; alone unless somebody asks for several at once. */
  readonly personBySlackId?: (slackUserId: string) => Promise<Person | null | undefined>;
};

/** Why an account is nobody's, for words. */
type Unknown = 'person' | 'guest' | 'stranger';

/**
 * The person behind a Slack account; linked by e-mail at the first meeting.
 * @throws ForbiddenError for somebody who is not in `copil.yml`.
 */
export async function personOf(deps: WhoDeps, slackUserId: string): Promise<Person> {
  const found = await findOrLink(deps, slackUserId);
  if ('person' in found) return found.person;
  throw new ForbiddenError(`${slackUserId} is nobody in copil.yml`, {
    userMessage: deps.texts.in(found.locale)(`people.unknown.${found.unknown}`),
  });
}

/** As `personOf`, and null for a bot, a stranger, or an account that is gone. */
export async function findPerson(deps: WhoDeps, slackUserId: string): Promise<Person | null> {
  const found = await findOrLink(deps, slackUserId);
  return 'person' in found ? found.person : null;
}

async function findOrLink(
  deps: WhoDeps,
  slackUserId: string,
): Promise<{ readonly person: Person } | { readonly locale: Locale; readonly unknown: Unknown }> {
  const { database, workspaceId } = deps;
  const known = deps.personBySlackId
    ? await deps.personBySlackId(slackUserId)
    : await findPersonBySlackId(database.client, { workspaceId, slackUserId });
  if (known) return { person: await asSlackHasThem(deps, known) };
  const facts = await deps.messenger.userFacts(slackUserId);
  const linked = await linkByEmail(deps, facts);
  if (linked) return { person: linked };
  const unknown = facts.affiliation === 'member' ? 'person' : facts.affiliation;
  return { locale: facts.locale?.startsWith('fr') ? 'fr' : 'en', unknown };
}

/** Only the own workspace vouches for the address of an account: in another one, anybody may have anybody's. */
async function linkByEmail(deps: WhoDeps, facts: UserFacts): Promise<Person | null> {
  const { id: slackUserId, email, affiliation } = facts;
  if (!email || facts.isBot || facts.isDeleted || affiliation === 'stranger') return null;
  const link = { workspaceId: deps.workspaceId, slackUserId, email, affiliation, at: deps.clock.now() };
  return linkPersonByEmail(deps.database, link, (transaction, person) => tellOfLink(transaction, deps, person));
}
