import type { Clock } from '../../kernel/clock.js';
import { ForbiddenError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Database } from '../../platform/db/database.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts/texts.js';
import { findPersonBySlackId, linkPersonByEmail, type Person } from './repository.js';

export type WhoDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly clock: Clock;
  readonly messenger: Pick<Messenger, 'userFacts'>;
  readonly texts: Texts;
  /** How the store is asked for somebody; alone unless somebody asks for several at once. */
  readonly personBySlackId?: (slackUserId: string) => Promise<Person | null | undefined>;
};

/**
 * The person behind a Slack account; linked by e-mail at the first meeting.
 * @throws ForbiddenError for somebody who is not in `copil.yml`.
 */
export async function personOf(deps: WhoDeps, slackUserId: string): Promise<Person> {
  const found = await findOrLink(deps, slackUserId);
  if ('person' in found) return found.person;
  throw new ForbiddenError(`${slackUserId} is nobody in copil.yml`, {
    userMessage: deps.texts.in(found.locale)('setup.unknownPerson'),
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
): Promise<{ readonly person: Person } | { readonly locale: Locale }> {
  const { database, workspaceId } = deps;
  const known = deps.personBySlackId
    ? await deps.personBySlackId(slackUserId)
    : await findPersonBySlackId(database.client, { workspaceId, slackUserId });
  if (known) return { person: known };
  const facts = await deps.messenger.userFacts(slackUserId);
  const isAcceptable = facts.email && !facts.isBot && !facts.isDeleted && !facts.isOutsider;
  const linked = isAcceptable
    ? await linkPersonByEmail(database, { workspaceId, slackUserId, email: facts.email ?? '', at: deps.clock.now() })
    : null;
  return linked ? { person: linked } : { locale: facts.locale?.startsWith('fr') ? 'fr' : 'en' };
}
