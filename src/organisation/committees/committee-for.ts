import { ForbiddenError, NotFoundError } from '../../kernel/errors.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Person } from '../people/people.js';
import type { WhoDeps } from '../people/who.js';
import { type Committee, findCommitteeByChannel, listCommittees, seatsOf } from './committees.js';

/**
 * The committee a person means: the one named, else the one of the channel, else their only one.
 * @throws NotFoundError when that is none or several; ForbiddenError when they do not sit in it.
 */
export async function committeeFor(
  deps: Pick<WhoDeps, 'database' | 'workspaceId' | 'texts'>,
  ask: { readonly person: Person; readonly channel: string; readonly named: string },
): Promise<Committee> {
  const { database, workspaceId } = deps;
  const say = deps.texts.in(ask.person.locale);
  const all = await listCommittees(database.client, workspaceId);
  const seats = await seatsOf(database.client, { workspaceId, personKey: ask.person.key });
  const mine = all.filter(({ id }) => ask.person.isOperator || seats.has(id));
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
