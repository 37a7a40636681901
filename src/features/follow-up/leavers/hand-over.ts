import { ForbiddenError, ValidationError } from '../../../kernel/errors.js';
import { findCommitteeById } from '../../../organisation/committees/committees.js';
import { type Actor, isLeader, type Seats } from '../../../organisation/committees/seats.js';
import type { Person } from '../../../organisation/people/people.js';
import { findPerson } from '../../../organisation/people/who.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { optionsOf } from '../../../surface/cards/copies.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { tellOwners } from '../owners/news.js';
import { redrawLeaver } from './delivery.js';
import { nameOf } from './departures.js';
import { handedMessage } from './messages.js';
import { leadersOf } from './readers.js';

/** Hands every open item of a committee from one owner to another; gives the ids of those that were handed. */
export type ReassignAll = (ask: {
  readonly committeeId: string;
  readonly fromKey: string;
  readonly toKey: string;
  readonly actor: Actor;
}) => Promise<string[]>;

export type HandOverDeps = FollowUpDeps & { readonly reassignAll: ReassignAll };

export type HandingOver = {
  readonly committeeId: string;
  readonly leaverKey: string;
  /** The new owner, by Slack id. */
  readonly toSlackUserId: string;
  readonly person: Person;
  readonly seats: Seats;
};

/**
 * Hands all that somebody left open in a committee to one person, who is told in one message, draws the chair's message
 * again, and says what was done in the language of whoever asked. Only who leads the committee may; an operator where
 * nobody leads it that could.
 * @throws ForbiddenError, ValidationError with words for the person; nothing was changed then
 */
export async function handOver(deps: HandOverDeps, asked: HandingOver): Promise<string> {
  const { committeeId, leaverKey, person } = asked;
  const say = deps.texts.in(person.locale);
  const seats = await seatsToHandOver(deps, asked);
  const to = await newOwner(deps, asked);
  const itemIds = await deps.reassignAll({ committeeId, fromKey: leaverKey, toKey: to.key, actor: { person, seats } });
  const count = itemIds.length;
  const options = optionsOf(deps);
  await deps.database.transaction(async (transaction) => {
    // Who left the committee alone is still there to hear what became of it.
    const change = { workspaceId: deps.workspaceId, fromKey: leaverKey, toKey: to.key, byKey: person.key, itemIds };
    if (count > 0) await tellOwners(transaction, { ...change, id: deps.newId() }, { ...options, only: 'lost' });
    if (count > 0 && to.key !== person.key) {
      const handed = { committeeId, leaverKey, byKey: person.key, itemIds };
      const reader = { workspaceId: deps.workspaceId, slackUserId: asked.toSlackUserId };
      await enqueue(transaction, [handedMessage(deps.newId(), handed, reader)], options);
    }
    await redrawLeaver(transaction, { committeeId, personKey: leaverKey, state: deps.newId() }, options.now);
  });
  deps.kick();
  if (count === 0) return say('reminders.leaver.nothing');
  return say('reminders.leaver.handed', { count, name: plainInMrkdwn(to.name) });
}

/** Seats that carry the right to it: the person's own, or the one that an operator fills in for. */
async function seatsToHandOver(
  deps: HandOverDeps,
  { committeeId, leaverKey, person, seats }: HandingOver,
): Promise<Seats> {
  if (isLeader({ person, seats }, committeeId)) return seats;
  const leaders = await leadersOf(deps, committeeId);
  if (person.isOperator && leaders.every(({ key }) => key === leaverKey)) return new Map([[committeeId, ['lead']]]);
  const { database, workspaceId } = deps;
  const committee = await findCommitteeById(database.client, { workspaceId, id: committeeId });
  const name = plainInMrkdwn(committee?.name[person.locale] ?? '');
  throw new ForbiddenError(`${person.key} does not lead ${committeeId}`, {
    userMessage: deps.texts.in(person.locale)('reminders.leaver.refused.forbidden', { committee: name }),
  });
}

async function newOwner(deps: HandOverDeps, { toSlackUserId, leaverKey, person }: HandingOver): Promise<Person> {
  const { database, workspaceId } = deps;
  const refuse = (reason: string, name = '') =>
    new ValidationError(
      `${toSlackUserId} can own nothing: ${reason}`,
      {},
      {
        userMessage: deps.texts.in(person.locale)(`reminders.leaver.refused.${reason}`, { name: plainInMrkdwn(name) }),
      },
    );
  const to = await findPerson(deps, toSlackUserId);
  if (!to) throw refuse('unknown');
  if (to.key === leaverKey) throw refuse('same', await nameOf(database.client, workspaceId, leaverKey));
  if (to.leftAt) throw refuse('gone', to.name);
  if (to.isGuest) throw refuse('guest', to.name);
  return to;
}
