import type { Clock } from '../../kernel/clock.js';
import { ForbiddenError, NotFoundError } from '../../kernel/errors.js';
import type { Database } from '../../platform/db/database.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts/texts.js';
import { type Committee, findCommitteeByChannel, listCommittees, membersOf } from '../committees/public.js';
import { findPersonBySlackId, linkPersonByEmail, type Person } from '../people/public.js';

export type WhoDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly clock: Clock;
  readonly messenger: Messenger;
  readonly texts: Texts;
};

/**
 * The person behind a Slack account; linked by e-mail at the first meeting.
 * @throws ForbiddenError for somebody who is not in `copil.yml`.
 */
export async function personOf(deps: WhoDeps, slackUserId: string): Promise<Person> {
  const { database, workspaceId } = deps;
  const known = await findPersonBySlackId(database.client, { workspaceId, slackUserId });
  if (known) return known;
  const facts = await deps.messenger.userFacts(slackUserId);
  const isAcceptable = facts.email && !facts.isBot && !facts.isDeleted && !facts.isOutsider;
  const linked = isAcceptable
    ? await linkPersonByEmail(database, { workspaceId, slackUserId, email: facts.email ?? '', at: deps.clock.now() })
    : null;
  if (linked) return linked;
  const locale = facts.locale?.startsWith('fr') ? 'fr' : 'en';
  throw new ForbiddenError(`${slackUserId} is nobody in copil.yml`, {
    userMessage: deps.texts.in(locale)('setup.unknownPerson'),
  });
}

/**
 * The committee a person means: the one named, else the one of the channel, else their only one.
 * @throws NotFoundError when that is none or several; ForbiddenError when they do not sit in it.
 */
export async function committeeFor(
  deps: WhoDeps,
  ask: { readonly person: Person; readonly channel: string; readonly named: string },
): Promise<Committee> {
  const { database, workspaceId } = deps;
  const say = deps.texts.in(ask.person.locale);
  const all = await listCommittees(database.client, workspaceId);
  const seats = await Promise.all(all.map((committee) => sitsIn(deps, committee, ask.person)));
  const mine = all.filter((_, index) => seats[index]);
  const keys = mine.map(({ key }) => key).join(', ');
  if (ask.named) {
    const named = all.find(({ key }) => key === ask.named.toLowerCase());
    if (named && mine.includes(named)) return named;
    if (named)
      throw new ForbiddenError(`${ask.person.key} does not sit in ${named.key}`, {
        userMessage: say('setup.notYours', { keys }),
      });
    throw new NotFoundError(say('setup.unknownCommittee', { name: plainInMrkdwn(ask.named), keys }));
  }
  const here = await findCommitteeByChannel(database.client, { workspaceId, slackChannelId: ask.channel });
  const found = mine.find(({ id }) => id === here?.id) ?? (mine.length === 1 ? mine[0] : undefined);
  if (found) return found;
  throw new NotFoundError(
    mine.length === 0 ? say('setup.noCommittee') : say('setup.whichCommittee', { keys, first: mine[0]?.key ?? '' }),
  );
}

async function sitsIn({ database }: WhoDeps, committee: Committee, person: Person): Promise<boolean> {
  if (person.isOperator) return true;
  const members = await membersOf(database.client, { committeeId: committee.id });
  return members.some(({ personKey }) => personKey === person.key);
}
