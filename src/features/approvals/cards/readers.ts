import { localDate } from '../../../kernel/zoned-time.js';
import { findCommitteeByChannel } from '../../../organisation/committees/committees.js';
import { createPlaces } from '../../../organisation/committees/places.js';
import { findPersonBySlackId } from '../../../organisation/people/people.js';
import type { Delivery } from '../../../platform/outbox/delivery.js';
import type { Messenger } from '../../../platform/slack/messenger.js';
import type { Texts } from '../../../platform/texts.js';
import { readerFor } from '../../../surface/speaker.js';
import type { ApprovalDeps } from '../approval-deps.js';
import type { CardContent, CardPlace, CardReader } from './card-content.js';

export type ReaderDeps = Pick<ApprovalDeps, 'database' | 'workspaceId' | 'clock'> & {
  readonly messenger: Messenger;
  readonly texts: Texts;
};

export type Standing = { readonly reader: CardReader } & CardPlace;

/**
 * How a card is read where it stands: null where people of another company would read what colleagues ask for, and for
 * somebody the organisation does not know.
 * @throws SlackFailure (`place`) where a channel cannot be written to
 */
export async function standingOf(
  deps: ReaderDeps,
  content: CardContent,
  { delivery, channel }: { readonly delivery: Delivery; readonly channel: string },
): Promise<Standing | null> {
  const { destination } = delivery;
  return destination.kind === 'person'
    ? personalStanding(deps, content, destination.id)
    : channelStanding(deps, content, { channelId: destination.id, channel });
}

async function personalStanding(deps: ReaderDeps, content: CardContent, slackUserId: string): Promise<Standing | null> {
  const { database, workspaceId } = deps;
  const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId });
  if (!person) return null;
  const reader = readerFor(deps, person);
  if (hasVote(content, person.key)) return { reader, standing: 'here' };
  const isTheirs = [content.approval.requestedByKey, content.item.ownerKey].includes(person.key);
  if (isTheirs) return { reader, standing: 'watch' };
  return { reader, standing: content.past.wentUp ? 'moved' : 'voteless' };
}

/** Whether a person may vote now, for themselves or in somebody's place. */
export function hasVote({ electorate }: Pick<CardContent, 'electorate'>, personKey: string): boolean {
  return electorate.some((elector) => elector.personKey === personKey || elector.delegateKey === personKey);
}

async function channelStanding(
  deps: ReaderDeps,
  { committee: asked }: CardContent,
  { channelId, channel }: { readonly channelId: string; readonly channel: string },
): Promise<Standing | null> {
  const { database, workspaceId, clock, texts } = deps;
  const { clearance, hasOutsiders } = await createPlaces(deps).lookAt(channel);
  if (hasOutsiders) return null;
  const isHere = asked?.channel === channelId;
  const ask = { workspaceId, slackChannelId: channelId };
  const meeting = isHere ? asked : await findCommitteeByChannel(database.client, ask);
  const { locale, timeZone } = meeting ?? ({ locale: 'en', timeZone: 'UTC' } as const);
  const reader = { locale, timeZone, clearance, today: localDate(clock.now(), timeZone), say: texts.in(locale) };
  return { reader, standing: isHere ? 'here' : 'moved' };
}
